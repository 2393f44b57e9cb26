package freeworker.wire.parcel;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client sends in one call.
 *
 * @param manifests the closures that the worker may not know yet
 * @param files the files and jars that the worker asked for, in any order
 * @param parcels the tasks, in the order in which they shall run
 */
public record RunFrame(List<Closure> manifests, List<byte[]> files, List<Parcel> parcels) {
  private static final int MARK = 'R';
  private static final int VERSION = 3;

  public RunFrame {
    manifests = List.copyOf(manifests);
    files = List.copyOf(files);
    parcels = List.copyOf(parcels);
    if (parcels.size() > Limits.PARCELS) {
      throw new IllegalArgumentException(
          "a frame has at most " + Limits.PARCELS + " tasks, not " + parcels.size());
    }
  }

  public Freight encode() {
    var out = new FrameWriter(512);
    out.oneByte(MARK);
    out.oneByte(VERSION);
    out.number(manifests.size());
    manifests.forEach(manifest -> manifest.write(out));
    out.number(files.size());
    files.forEach(out::block);
    out.number(parcels.size());
    parcels.forEach(parcel -> parcel.write(out));
    return out.freight();
  }

  /**
   * @throws BadFrame when it is anything else than an encoded frame
   */
  public static RunFrame decode(Freight freight) {
    var in = new FrameReader("frame of tasks", freight, Limits.FRAME, MARK, VERSION);
    var manifests = new ArrayList<Closure>();
    for (int left = in.count("manifests", Limits.PARCELS, 4); left > 0; left--) {
      manifests.add(Closure.read(in));
    }
    var files = new ArrayList<byte[]>();
    for (int left = in.count("files", Limits.FILES + Limits.JARS, 4); left > 0; left--) {
      files.add(in.block("a file", Limits.FRAME));
    }
    var parcels = new ArrayList<Parcel>();
    for (int left = in.count("tasks", Limits.PARCELS, Parcel.LEAST); left > 0; left--) {
      parcels.add(Parcel.read(in));
    }
    in.end();
    return new RunFrame(manifests, files, parcels);
  }
}
