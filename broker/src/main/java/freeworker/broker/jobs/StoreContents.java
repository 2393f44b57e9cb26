package freeworker.broker.jobs;

import freeworker.broker.jobs.JobStoreFailure.Kind;
import freeworker.wire.parcel.Hash;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The files that scripts need: each once, however many need it, and none that is not what it says.
 */
final class StoreContents {
  private static final int STRIDE = 1 << 20;

  private final StoreWriter writer;
  private final StoreReaders readers;

  StoreContents(StoreWriter writer, StoreReaders readers) {
    this.writer = writer;
    this.readers = readers;
  }

  private record Content(long id, long length, long have, boolean whole) {}

  private static Optional<Content> content(StoreRows rows, Hash hash) throws SQLException {
    return rows.first(
        "SELECT id, length, have, whole FROM content WHERE hash = ?",
        row -> new Content(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4) > 0),
        hash.bytes());
  }

  /** Those that have to be brought. */
  Set<Hash> lacking(Collection<Hash> hashes) throws JobStoreFailure {
    return readers.read(
        rows -> {
          var lacking = new LinkedHashSet<Hash>();
          for (Hash hash : hashes) {
            if (content(rows, hash).filter(Content::whole).isEmpty()) {
              lacking.add(hash);
            }
          }
          return lacking;
        });
  }

  /** Takes a piece; with the last one all must be what the hash says, or all of it is dropped. */
  void bring(Hash hash, long length, long offset, byte[] piece) throws JobStoreFailure {
    if (length < 0 || offset < 0 || offset > length || piece.length > length - offset) {
      throw new JobStoreFailure(
          Kind.REFUSED,
          hash + ": " + piece.length + " bytes at " + offset + " of " + length + " is no piece.");
    }
    boolean complete =
        writer.soon(piece.length, rows -> put(rows, hash, length, offset, piece))
            && offset + piece.length == length;
    if (complete) {
      seal(hash);
    }
  }

  /** Whether all is there from then on, and is yet to be looked at. */
  private static boolean put(StoreRows rows, Hash hash, long length, long offset, byte[] piece)
      throws SQLException, JobStoreFailure {
    Optional<Content> found = content(rows, hash);
    if (found.isPresent() && found.get().whole()) {
      return false;
    }
    if (found.isPresent() && found.get().length() != length && offset == 0) {
      drop(rows, found.get().id());
      found = Optional.empty();
    }
    long have = found.map(Content::have).orElse(0L);
    if (offset > have || length != found.map(Content::length).orElse(length)) {
      throw new JobStoreFailure(
          Kind.REFUSED,
          hash + ": its piece at " + offset + " does not follow the " + have + " bytes before it.");
    }
    if (found.isEmpty()) {
      rows.change("INSERT INTO content (hash, length) VALUES (?, ?)", hash.bytes(), length);
    }
    long id = found.isPresent() ? found.get().id() : rows.number("SELECT last_insert_rowid()");
    byte[] news = after(have, offset, piece);
    if (news.length > 0) {
      rows.change(
          "INSERT INTO content_piece (content, start, bytes) VALUES (?, ?, ?)", id, have, news);
      rows.change("UPDATE content SET have = ?, unused = 0 WHERE id = ?", have + news.length, id);
    }
    return have + news.length == length;
  }

  /** The part of these bytes that is not there yet. */
  static byte[] after(long have, long offset, byte[] bytes) {
    if (offset == have) {
      return bytes;
    }
    long known = Math.max(0, have - offset);
    return known >= bytes.length
        ? new byte[0]
        : Arrays.copyOfRange(bytes, (int) known, bytes.length);
  }

  /** Done by who brought the last piece, so that nobody waits for it who writes. */
  private void seal(Hash hash) throws JobStoreFailure {
    Optional<Content> found = readers.read(rows -> content(rows, hash));
    if (found.isEmpty() || found.get().whole()) {
      return;
    }
    Content content = found.get();
    if (hash.equals(hashOf(content))) {
      writer.soon(
          0,
          rows ->
              rows.change(
                  "UPDATE content SET whole = 1 WHERE id = ? AND hash IS NOT NULL", content.id()));
      return;
    }
    writer.soon(
        0,
        rows -> {
          drop(rows, content.id());
          return true;
        });
    throw new JobStoreFailure(
        Kind.REFUSED, hash + " is not the hash of what was brought: dropped. Bring it again.");
  }

  private Hash hashOf(Content content) throws JobStoreFailure {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
    for (long at = 0; at < content.length(); ) {
      long from = at;
      byte[] stride = readers.read(rows -> bytes(rows, content.id(), from, STRIDE));
      if (stride.length == 0) {
        break;
      }
      digest.update(stride);
      at += stride.length;
    }
    return Hash.read(digest.digest());
  }

  /** It has no name from now on, and its bytes are taken away by the next {@link StoreSweep}. */
  static void drop(StoreRows rows, long id) throws SQLException {
    rows.change("UPDATE content SET hash = NULL, whole = 0 WHERE id = ?", id);
  }

  /** The bytes from there on; empty at its end, or when it is not here. */
  byte[] piece(Hash hash, long offset, int most) throws JobStoreFailure {
    return readers.read(
        rows -> {
          Optional<Content> found = content(rows, hash).filter(Content::whole);
          return found.isPresent() ? bytes(rows, found.get().id(), offset, most) : new byte[0];
        });
  }

  private static byte[] bytes(StoreRows rows, long content, long offset, int most)
      throws SQLException {
    var out = new ByteArrayOutputStream();
    rows.each(
        "SELECT start, bytes FROM content_piece WHERE content = ?1 AND start >= (SELECT max(start)"
            + " FROM content_piece WHERE content = ?1 AND start <= ?2) ORDER BY start",
        row -> gather(row, offset, most, out),
        content,
        offset);
    return out.toByteArray();
  }

  /** Adds what a stored piece has of the wanted range; whether more is wanted. */
  static boolean gather(ResultSet row, long offset, int most, ByteArrayOutputStream out)
      throws SQLException {
    byte[] bytes = row.getBytes(2);
    long skipped = offset + out.size() - row.getLong(1);
    if (skipped >= 0 && skipped < bytes.length) {
      int from = (int) skipped;
      out.write(bytes, from, Math.min(bytes.length - from, most - out.size()));
    }
    return out.size() < most;
  }
}
