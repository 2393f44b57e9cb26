package freeworker.wire;

import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Limits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How large what travels may be at a broker; never more than {@link Limits} say.
 *
 * @param task the bytes of one serialized task
 * @param result the bytes of one serialized result
 * @param classes the bytes of the class files, jars and resources of one task
 * @param files the class files of one task
 */
public record Sizes(int task, int result, int classes, int files) {
  public static final Sizes USUAL =
      new Sizes(Limits.PAYLOAD, Limits.PAYLOAD, Limits.CLOSURE, Limits.CLASSES);

  public Sizes {
    if (task < 1 || result < 1 || classes < 1 || files < 1) {
      throw new IllegalArgumentException("sizes must be positive, not " + task + ", " + result);
    }
    task = Math.min(task, Limits.PAYLOAD);
    result = Math.min(result, Limits.PAYLOAD);
    classes = Math.min(classes, Limits.CLOSURE);
    files = Math.min(files, Limits.CLASSES);
  }

  /** Those of a broker. */
  public static Sizes of(Allowance broker) {
    return new Sizes(
        broker.count(Limit.TASK_BYTES),
        broker.count(Limit.RESULT_BYTES),
        broker.count(Limit.CLASS_BYTES),
        broker.count(Limit.CLASS_FILES));
  }

  public byte[] encode() {
    return Bytes.write(this::write);
  }

  public static Sizes decode(byte[] bytes) throws IOException {
    return Bytes.read(bytes, Sizes::read);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(task);
    out.writeInt(result);
    out.writeInt(classes);
    out.writeInt(files);
  }

  static Sizes read(DataInputStream in) throws IOException {
    int[] sizes = {in.readInt(), in.readInt(), in.readInt(), in.readInt()};
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IOException("Sizes that are not positive: " + Arrays.toString(sizes) + ".");
    }
    return new Sizes(sizes[0], sizes[1], sizes[2], sizes[3]);
  }
}
