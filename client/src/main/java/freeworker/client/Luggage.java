package freeworker.client;

import freeworker.TaskRefused;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.Supply;
import freeworker.wire.parcel.Want;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * Guarded by this: growing, ids and resources. The shipment is read by anybody, and only replaced;
 * stale while it lacks resources.
 */
/** What tasks of one kind bring along; grows with what they turn out to need where they run. */
final class Luggage {
  private final ClosureWalk walk;
  private final Set<Hash> ids = new HashSet<>();
  private final Map<String, List<byte[]>> resources = new HashMap<>();
  private volatile Shipment shipment;
  private volatile boolean stale;

  Luggage(ClosureWalk walk, Shipment shipment) {
    this.walk = walk;
    this.shipment = shipment;
    ids.add(shipment.closure().id());
  }

  Shipment shipment() {
    return stale ? refreshed() : shipment;
  }

  private synchronized Shipment refreshed() {
    if (stale) {
      replace(walk.with(shipment, resources));
    }
    return shipment;
  }

  /** Whether these tasks have, or had, the closure with this id. */
  synchronized boolean had(Hash closure) {
    return ids.contains(closure);
  }

  /** What a worker wants; from now on it belongs to the luggage. */
  synchronized Supply answer(Want want) {
    String path = want.path();
    try {
      Map<String, List<byte[]>> files =
          Closure.isClass(path) ? classes(Closure.className(path)) : Map.of();
      if (files.isEmpty()) {
        files = Map.of(path, resource(path));
      }
      return new Supply(want.number(), files, "");
    } catch (TaskRefused | IOException e) {
      return new Supply(want.number(), Map.of(), String.valueOf(e.getMessage()));
    }
  }

  /** The class of this name and all that it names, where it is new; nothing if there is none. */
  private Map<String, List<byte[]>> classes(String name) {
    var files = new HashMap<String, List<byte[]>>();
    Shipment before = shipment;
    for (ClassLoader source : before.sources()) {
      Shipment grown = walk.with(before, name, source, resources);
      if (grown.classes().containsKey(name)) {
        replace(grown);
        grown
            .classes()
            .forEach(
                (found, file) -> {
                  if (found.equals(name) || !before.classes().containsKey(found)) {
                    files.put(Closure.path(found), List.of(file.bytes()));
                  }
                });
        break;
      }
    }
    return files;
  }

  private List<byte[]> resource(String path) throws IOException {
    List<byte[]> found = Resources.of(path, shipment.sources());
    if (resources.size() < Limits.FILES - Limits.CLASSES) {
      resources.put(path, found);
      stale = true;
    }
    return found;
  }

  private void replace(Shipment grown) {
    shipment = grown;
    stale = false;
    ids.add(grown.closure().id());
  }
}
