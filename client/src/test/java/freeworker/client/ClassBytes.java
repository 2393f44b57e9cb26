package freeworker.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Class files by the thousand, of classes that do nothing but name others. */
final class ClassBytes {
  private ClassBytes() {}

  /**
   * @param name with slashes
   * @param names the classes that it names, with slashes
   * @param ballast so many bytes more
   */
  static byte[] of(String name, List<String> names, int ballast) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      int lumps = (ballast + 59_999) / 60_000;
      out.writeInt(0xCAFEBABE);
      out.writeInt(61);
      out.writeShort(5 + 2 * names.size() + lumps);
      type(out, name, 2);
      type(out, "java/lang/Object", 4);
      for (int i = 0; i < names.size(); i++) {
        type(out, names.get(i), 6 + 2 * i);
      }
      for (int i = 0; i < lumps; i++) {
        out.writeByte(1);
        out.writeUTF("x".repeat(60_000));
      }
      out.writeShort(0x21);
      out.writeShort(1);
      out.writeShort(3);
      out.writeInt(0);
      out.writeInt(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void type(DataOutputStream out, String name, int text) throws IOException {
    out.writeByte(7);
    out.writeShort(text);
    out.writeByte(1);
    out.writeUTF(name);
  }
}
