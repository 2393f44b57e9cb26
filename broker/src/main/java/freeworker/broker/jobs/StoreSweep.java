package freeworker.broker.jobs;

import freeworker.wire.job.Script;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes what has been kept for long enough, in steps so small that nobody waits for them: first
 * it is out of sight, then its rows go. A sweep that was cut off is gone on with by the next.
 */
final class StoreSweep {
  private static final Duration UNUSED = Duration.ofHours(1);
  private static final int TOGETHER = 500;
  private static final int ROWS = 2_000;
  private static final int PIECES = 128;
  private static final int PAGES = 1_000;
  private static final int SPARE_PAGES = 256;
  private static final int REMEMBERED = 100_000;

  private final StoreWriter writer;
  private final long now;
  private long submissions;
  private long outputs;
  private long bytes;
  private long contents;

  StoreSweep(StoreWriter writer, long now) {
    this.writer = writer;
    this.now = now;
  }

  private record Old(long number, String owner, String name, long stored) {}

  private record Kept(long attempt, long number, long element, long bytes) {}

  Swept run(Duration keep, long mostBytes) throws JobStoreFailure {
    long before = now - TimeUnit.NANOSECONDS.toMicros(keep.toNanos());
    while (writer.soon(0, rows -> forgetOld(rows, before, keep))) {}
    while (writer.soon(0, rows -> forgetLarge(rows, mostBytes))) {}
    while (writer.soon(0, rows -> emptyLarge(rows, mostBytes))) {}
    while (writer.soon(0, this::removeGone)) {}
    writer.soon(0, this::forgetContents);
    while (writer.soon(0, StoreSweep::removeContents)) {}
    writer.soon(0, StoreSweep::forgetExpired);
    while (writer.soon(0, StoreSweep::shrink)) {}
    return new Swept(submissions, outputs, bytes, contents);
  }

  private boolean forgetOld(StoreRows rows, long before, Duration keep) throws SQLException {
    List<Old> old =
        rows.all(
            "SELECT number, owner, name, stored FROM submission WHERE over > 0 AND over <= ?"
                + " ORDER BY over LIMIT ?",
            row -> new Old(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
            before,
            TOGETHER);
    for (Old one : old) {
      forget(rows, one, "it was over for longer than " + people(keep));
    }
    return old.size() == TOGETHER;
  }

  private boolean forgetLarge(StoreRows rows, long mostBytes) throws SQLException {
    long excess = stored(rows) - mostBytes;
    var old = new ArrayList<Old>();
    var found = new long[1];
    if (excess > 0) {
      rows.each(
          "SELECT number, owner, name, stored FROM submission WHERE over > 0 AND stored > 0"
              + " ORDER BY over LIMIT ?",
          row -> {
            old.add(new Old(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)));
            found[0] += row.getLong(4);
            return found[0] < excess;
          },
          TOGETHER);
    }
    for (Old one : old) {
      forget(rows, one, tooMuch(mostBytes));
    }
    return old.size() == TOGETHER;
  }

  private static String tooMuch(long mostBytes) {
    return "all outputs together were more than " + (mostBytes >> 20) + " MiB";
  }

  private static long stored(StoreRows rows) throws SQLException {
    return rows.number("SELECT coalesce(sum(stored), 0) FROM submission WHERE stored > 0");
  }

  private void forget(StoreRows rows, Old old, String why) throws SQLException {
    remember(rows, old.number(), Script.ALONE, why);
    rows.change(
        "UPDATE submission SET gone = ?, over = 0, stored = 0 WHERE number = ?", now, old.number());
    submissions++;
    bytes += old.stored();
  }

  private void remember(StoreRows rows, long number, long element, String why) throws SQLException {
    rows.change(
        "INSERT OR REPLACE INTO expired (number, element, owner, name, at, why)"
            + " SELECT number, ?, owner, name, ?, ? FROM submission WHERE number = ?",
        element,
        now,
        why,
        number);
  }

  /** Of arrays that are not over only the outputs go, the oldest first; how they ended stays. */
  private boolean emptyLarge(StoreRows rows, long mostBytes) throws SQLException {
    long excess = stored(rows) - mostBytes;
    var old = new ArrayList<Kept>();
    var found = new long[1];
    if (excess > 0) {
      rows.each(
          "SELECT id, submission, element, output + errors + files FROM attempt"
              + " WHERE ended > 0 AND output + errors + files > 0"
              + " AND (SELECT gone FROM submission WHERE number = submission) = 0"
              + " ORDER BY ended LIMIT ?",
          row -> {
            old.add(new Kept(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
            found[0] += row.getLong(4);
            return found[0] < excess && found[0] < PIECES * (long) Script.PIECE;
          },
          TOGETHER);
    }
    for (Kept kept : old) {
      remember(rows, kept.number(), kept.element(), "its output: " + tooMuch(mostBytes));
      rows.change("DELETE FROM output WHERE attempt = ?", kept.attempt());
      rows.change(
          "UPDATE attempt SET output = 0, errors = 0, files = 0 WHERE id = ?", kept.attempt());
      rows.change(
          "UPDATE submission SET stored = stored - ? WHERE number = ?",
          kept.bytes(),
          kept.number());
      outputs++;
      bytes += kept.bytes();
    }
    return !old.isEmpty();
  }

  /** Whether there is more to remove. */
  private boolean removeGone(StoreRows rows) throws SQLException {
    int left = ROWS;
    while (left > 0) {
      long number = rows.number("SELECT number FROM submission WHERE gone > 0 LIMIT 1");
      if (number == 0) {
        return false;
      }
      int pieces =
          rows.change(
              "DELETE FROM output WHERE id IN (SELECT output.id FROM output JOIN attempt"
                  + " ON attempt.id = attempt WHERE submission = ? LIMIT ?)",
              number,
              PIECES);
      if (pieces == PIECES) {
        return true;
      }
      int removed =
          rows.change(
              "DELETE FROM attempt WHERE id IN"
                  + " (SELECT id FROM attempt WHERE submission = ? LIMIT ?)",
              number,
              left);
      removed +=
          removed == left
              ? 0
              : rows.change(
                  "DELETE FROM job WHERE submission = ?1 AND element IN"
                      + " (SELECT element FROM job WHERE submission = ?1 LIMIT ?2)",
                  number,
                  left - removed);
      left -= removed + pieces + 1;
      if (left > 0) {
        rows.change("DELETE FROM submission_content WHERE submission = ?", number);
        rows.change("DELETE FROM submission WHERE number = ?", number);
      }
    }
    return true;
  }

  /** What no script needs is dropped when an earlier sweep saw so too, an hour ago. */
  private boolean forgetContents(StoreRows rows) throws SQLException {
    String unneeded =
        " AND hash IS NOT NULL"
            + " AND NOT EXISTS (SELECT 1 FROM submission_content WHERE content = content.id)";
    List<Long> old =
        rows.all(
            "SELECT id FROM content WHERE unused BETWEEN 1 AND ?" + unneeded,
            row -> row.getLong(1),
            now - TimeUnit.NANOSECONDS.toMicros(UNUSED.toNanos()));
    for (long id : old) {
      StoreContents.drop(rows, id);
    }
    contents += old.size();
    rows.change("UPDATE content SET unused = ? WHERE unused = 0" + unneeded, now);
    return true;
  }

  private static boolean removeContents(StoreRows rows) throws SQLException {
    long id = rows.number("SELECT id FROM content WHERE hash IS NULL LIMIT 1");
    if (id == 0) {
      return false;
    }
    int pieces =
        rows.change(
            "DELETE FROM content_piece WHERE id IN"
                + " (SELECT id FROM content_piece WHERE content = ? LIMIT ?)",
            id,
            PIECES);
    if (pieces < PIECES) {
      rows.change("DELETE FROM content WHERE id = ?", id);
    }
    return true;
  }

  private static boolean forgetExpired(StoreRows rows) throws SQLException {
    long many = rows.number("SELECT count(*) FROM expired") - REMEMBERED;
    return many > 0
        && rows.change(
                "DELETE FROM expired WHERE (number, element) IN"
                    + " (SELECT number, element FROM expired ORDER BY number LIMIT ?)",
                many)
            > 0;
  }

  /** Gives pages back to the disk, all but a few for what comes next. */
  private static boolean shrink(StoreRows rows) throws SQLException {
    long free = rows.number("PRAGMA freelist_count") - SPARE_PAGES;
    if (free > 0) {
      rows.command("PRAGMA incremental_vacuum(" + Math.min(PAGES, free) + ")");
    }
    return free > PAGES;
  }

  private static String people(Duration keep) {
    return keep.toDays() > 0 ? keep.toDays() + " days" : keep.toMinutes() + " minutes";
  }
}
