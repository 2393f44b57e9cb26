package freeworker.wire.door;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/*
 * RFC 2104 over the JDK's SHA-256. javax.crypto.Mac does the same, but its providers cost a program
 * that has just started 25 ms.
 */
/** HMAC-SHA-256 over parts; where one part ends and the next begins counts. */
public final class Hmac {
  private static final int BLOCK = 64;

  /** How many bytes an answer has. */
  public static final int LENGTH = 32;

  private Hmac() {}

  /** The code of a label and parts, each with its length before it. */
  public static byte[] of(byte[] secret, String label, byte[]... parts) {
    byte[][] all = new byte[2 * parts.length + 2][];
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    all[0] = length(name);
    all[1] = name;
    for (int i = 0; i < parts.length; i++) {
      all[2 * i + 2] = length(parts[i]);
      all[2 * i + 3] = parts[i];
    }
    return raw(secret, all);
  }

  static byte[] raw(byte[] secret, byte[]... message) {
    MessageDigest sha = sha256();
    byte[] key = secret.length > BLOCK ? sha.digest(secret) : secret;
    byte[] inner = new byte[BLOCK];
    byte[] outer = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      byte part = i < key.length ? key[i] : 0;
      inner[i] = (byte) (part ^ 0x36);
      outer[i] = (byte) (part ^ 0x5C);
    }
    sha.update(inner);
    for (byte[] part : message) {
      sha.update(part);
    }
    byte[] first = sha.digest();
    sha.update(outer);
    return sha.digest(first);
  }

  /** Whether two codes are equal, in a time that does not tell where they differ. */
  public static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static byte[] length(byte[] part) {
    return ByteBuffer.allocate(4).putInt(part.length).array();
  }
}
