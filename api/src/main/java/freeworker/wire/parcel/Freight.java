package freeworker.wire.parcel;

import java.util.ArrayList;
import java.util.List;

/**
 * A frame, and large arrays of what it holds beside it: these need not be copied into a frame and
 * out of it again, which takes as long as a good part of their way.
 *
 * @param frame the frame itself
 * @param beside in the order in which the frame names them; they must not change any more
 */
public record Freight(byte[] frame, List<byte[]> beside) {
  /** So many arrays may lie beside a frame. */
  public static final int MOST = 8;

  public Freight {
    beside = List.copyOf(beside);
  }

  /** A frame by itself. */
  public static Freight of(byte[] frame) {
    return new Freight(frame, List.of());
  }

  /** What travels in a call: a {@code byte[]}, or a {@code byte[][]} when something lies beside. */
  public Object travelling() {
    if (beside.isEmpty()) {
      return frame;
    }
    var all = new byte[1 + beside.size()][];
    all[0] = frame;
    for (int i = 0; i < beside.size(); i++) {
      all[1 + i] = beside.get(i);
    }
    return all;
  }

  /**
   * What came in a call.
   *
   * @throws BadFrame when it is nothing of that kind
   */
  public static Freight arrived(Object travelled) {
    if (travelled instanceof byte[] frame) {
      return of(frame);
    }
    if (travelled instanceof byte[][] all && all.length > 0 && all.length <= 1 + MOST) {
      for (byte[] each : all) {
        if (each == null) {
          throw new BadFrame("An array beside the frame is missing.");
        }
      }
      return new Freight(all[0], List.of(all).subList(1, all.length));
    }
    throw new BadFrame("A call brought no frame.");
  }

  /** How many bytes it has. */
  public long length() {
    long length = frame.length;
    for (byte[] each : beside) {
      length += each.length;
    }
    return length;
  }

  /** The same with arrays of its own, for a reader who hands them on in this program. */
  public Freight copy() {
    List<byte[]> copies = new ArrayList<>();
    beside.forEach(each -> copies.add(each.clone()));
    return new Freight(frame, copies);
  }
}
