package freeworker.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How a crew introduces itself.
 *
 * @param workers how many it brings
 * @param label what people call their machine, empty for the name of the key that brings them
 * @param host where clients are to dial them, empty for the address that it comes from
 * @param relayed whether nobody can dial them, so that clients reach them through the broker
 */
public record Muster(int protocol, int workers, String label, String host, boolean relayed) {
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_LABEL = 40;
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9@._-]{0," + LONGEST_LABEL + "}");

  public Muster {
    Objects.requireNonNull(host, "host");
    if (!isLabel(label)) {
      throw new IllegalArgumentException("a label that cannot be");
    }
  }

  /** Whether a machine can be called so. */
  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(protocol);
          out.writeInt(workers);
          out.writeUTF(label);
          out.writeUTF(host);
          out.writeBoolean(relayed);
        });
  }

  public static Muster decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in ->
            new Muster(
                in.readInt(),
                in.readInt(),
                readLabel(in),
                Bytes.readText(in, LONGEST_HOST),
                in.readBoolean()));
  }

  private static String readLabel(DataInputStream in) throws IOException {
    String label = Bytes.readText(in, LONGEST_LABEL);
    if (!isLabel(label)) {
      throw new IOException("A label that cannot be.");
    }
    return label;
  }
}
