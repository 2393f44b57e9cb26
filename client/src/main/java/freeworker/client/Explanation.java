package freeworker.client;

import freeworker.Manifest;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what a task brings along into words. */
final class Explanation {
  private Explanation() {}

  static Manifest of(Packed task, List<String> warnings) {
    Shipment shipment = task.shipment();
    var way = new Way(shipment.classes().keySet(), shipment.namedBy());
    var items = new ArrayList<Manifest.Item>();
    for (Map.Entry<String, List<Hash>> file : shipment.closure().files().entrySet()) {
      String path = file.getKey();
      boolean type = Closure.isClass(path);
      long bytes = file.getValue().stream().mapToLong(hash -> size(hash, shipment)).sum();
      if (!file.getValue().isEmpty()) {
        String name = type ? Closure.className(path) : path;
        items.add(new Manifest.Item(name, bytes, type ? way.to(name) : List.of()));
      }
    }
    shipment
        .jars()
        .forEach(
            (jar, first) ->
                items.add(
                    new Manifest.Item(
                        String.valueOf(jar.path().getFileName()),
                        jar.bytes().length,
                        way.to(first))));
    return new Manifest(task.name(), task.size(), items, warnings);
  }

  private static long size(Hash hash, Shipment shipment) {
    byte[] content = shipment.contents().get(hash);
    return content == null ? 0 : content.length;
  }
}
