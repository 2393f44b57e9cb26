package freeworker.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes and reads the small frames in which arguments travel. */
public final class Bytes {
  /** Writes the parts of a frame. */
  public interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads the parts of a frame. */
  public interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private Bytes() {}

  public static byte[] write(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads a whole frame; bytes left over are an error. */
  public static <T> T read(byte[] bytes, Reading<T> reading) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      T value = reading.from(in);
      if (in.available() > 0) {
        throw new IOException("A frame with " + in.available() + " bytes left over.");
      }
      return value;
    }
  }

  public static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
    out.writeInt(block.length);
    out.write(block);
  }

  /** A text of any length, unlike {@link DataOutputStream#writeUTF}. */
  public static void writeLongText(DataOutputStream out, String text) throws IOException {
    writeBlock(out, text.getBytes(StandardCharsets.UTF_8));
  }

  public static String readLongText(DataInputStream in, int longestBytes) throws IOException {
    return new String(readBlock(in, longestBytes), StandardCharsets.UTF_8);
  }

  static String readText(DataInputStream in, int longest) throws IOException {
    String text = in.readUTF();
    if (text.length() > longest) {
      throw new IOException(
          "A text of " + text.length() + " characters; the limit is " + longest + ".");
    }
    return text;
  }

  public static byte[] readBlock(DataInputStream in, int limit) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > limit) {
      throw new IOException("A block of " + length + " bytes; the limit is " + limit + ".");
    }
    byte[] block = new byte[length];
    in.readFully(block);
    return block;
  }
}
