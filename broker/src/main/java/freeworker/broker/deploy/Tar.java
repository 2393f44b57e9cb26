package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** An archive of files in the form of POSIX (ustar), the same for the same files. */
final class Tar {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 100;

  /** Some time; of a file without one tar complains. */
  private static final long YEAR_2000 = 946_684_800;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a file. */
  void add(String name, boolean executable, byte[] content) {
    byte[] path = name.getBytes(US_ASCII);
    if (path.length > LONGEST_NAME) {
      throw new IllegalArgumentException(name + " is too long a name for an archive");
    }
    byte[] head = new byte[BLOCK];
    System.arraycopy(path, 0, head, 0, path.length);
    octal(head, 100, 8, executable ? 0755 : 0644);
    octal(head, 108, 8, 0);
    octal(head, 116, 8, 0);
    octal(head, 124, 12, content.length);
    octal(head, 136, 12, YEAR_2000);
    head[156] = '0';
    System.arraycopy("ustar\00000".getBytes(US_ASCII), 0, head, 257, 8);
    sum(head);
    bytes.writeBytes(head);
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static void octal(byte[] head, int at, int length, long number) {
    String digits = Long.toOctalString(number);
    String field = "0".repeat(length - 1 - digits.length()) + digits;
    System.arraycopy(field.getBytes(US_ASCII), 0, head, at, length - 1);
  }

  /** Of all bytes of the head, with blanks in place of the sum itself. */
  private static void sum(byte[] head) {
    Arrays.fill(head, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : head) {
      sum += b & 0xFF;
    }
    octal(head, 148, 7, sum);
    head[154] = 0;
  }

  /** The archive, with its end. */
  byte[] whole() {
    var whole = new ByteArrayOutputStream(bytes.size() + 2 * BLOCK);
    whole.writeBytes(bytes.toByteArray());
    whole.writeBytes(new byte[2 * BLOCK]);
    return whole.toByteArray();
  }
}
