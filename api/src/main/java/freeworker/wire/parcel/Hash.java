package freeworker.wire.parcel;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a class file, or of a closure. */
public record Hash(long first, long second, long third, long fourth) {
  static final int BYTES = 32;

  /** The hash of these bytes. */
  public static Hash of(byte[] content) {
    try {
      return from(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  static Hash from(ByteBuffer bytes) {
    return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
