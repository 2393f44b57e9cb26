package freeworker.broker.deploy;

/** The checksum of POSIX's {@code cksum}, which every host can compute. */
final class Cksum {
  private static final int POLYNOMIAL = 0x04C11DB7;
  private static final int[] TABLE = table();

  private Cksum() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int rest = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        rest = rest < 0 ? rest << 1 ^ POLYNOMIAL : rest << 1;
      }
      table[i] = rest;
    }
    return table;
  }

  /** What the program prints of bytes on its standard input: sum and length. */
  static String of(byte[] bytes) {
    int sum = 0;
    for (byte b : bytes) {
      sum = next(sum, b);
    }
    for (int length = bytes.length; length != 0; length >>>= 8) {
      sum = next(sum, length);
    }
    return Integer.toUnsignedString(~sum) + " " + bytes.length;
  }

  private static int next(int sum, int b) {
    return sum << 8 ^ TABLE[(sum >>> 24 ^ b) & 0xFF];
  }
}
