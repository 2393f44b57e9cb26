package freeworker.wire.parcel;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a class file, of a closure, or of a file of a job. */
public record Hash(long first, long second, long third, long fourth) {
  public static final int BYTES = 32;

  /** The hash of these bytes. */
  public static Hash of(byte[] content) {
    try {
      return from(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The hash that these 32 bytes are. */
  public static Hash read(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return from(ByteBuffer.wrap(bytes));
  }

  static Hash from(ByteBuffer bytes) {
    return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  // Not left to the record, whose own are linked at their first use: every start would pay for it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash hash
        && first == hash.first
        && second == hash.second
        && third == hash.third
        && fourth == hash.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
