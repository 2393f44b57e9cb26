package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.broker.jobs.JobStoreFailure.Kind;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens to jobs, each as one change that is made whole or not at all, and only where it
 * makes sense. An element of an array has no row of its own before it begins.
 */
final class StoreJobs {
  /** What is said of the attempts that a broker left behind. */
  static final String BROKER_ENDED = "the broker ended while it ran";

  private static final String NOT_WANTED = "cancelled";

  /** How a job stands, and what its submission says of it. */
  private record Spot(
      String owner, boolean once, Standing standing, boolean row, long fresh, long next) {}

  /** How much is kept of what an attempt wrote. */
  private record Kept(long attempt, long bytes) {}

  private StoreJobs() {}

  static long submit(StoreRows rows, Submission submission) throws SQLException, JobStoreFailure {
    Script script = submission.script();
    var contents = new LinkedHashMap<Item, Long>();
    for (Item file : script.files()) {
      contents.put(file, content(rows, file));
    }
    rows.change(
        "INSERT INTO submission (owner, name, at, first, last, retries, once, next, fresh, queued,"
            + " script) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        submission.owner(),
        script.name(),
        submission.at(),
        submission.first(),
        submission.last(),
        submission.retries(),
        submission.once() ? 1 : 0,
        submission.first(),
        submission.size(),
        submission.size(),
        script.encode());
    long number = rows.number("SELECT last_insert_rowid()");
    for (long content : contents.values()) {
      rows.change(
          "INSERT INTO submission_content (submission, content) VALUES (?, ?)"
              + " ON CONFLICT DO NOTHING",
          number,
          content);
      rows.change("UPDATE content SET unused = 0 WHERE id = ? AND unused > 0", content);
    }
    return number;
  }

  private static long content(StoreRows rows, Item file) throws SQLException, JobStoreFailure {
    byte[] hash = file.content().bytes();
    long length =
        rows.first(
                "SELECT length FROM content WHERE hash = ? AND whole = 1",
                row -> row.getLong(1),
                hash)
            .orElse(-1L);
    if (length < 0) {
      throw new JobStoreFailure(
          Kind.LACKING,
          file.path() + " (" + file.content() + ") is not here: bring it, then submit again.");
    }
    if (length != file.length()) {
      throw new JobStoreFailure(
          Kind.REFUSED,
          file.path() + " has " + length + " bytes, not " + file.length() + " as its job says.");
    }
    return rows.number("SELECT id FROM content WHERE hash = ?", hash);
  }

  static boolean begin(StoreRows rows, JobId id, int attempt, int worker, long at)
      throws SQLException {
    Optional<Spot> spot = spot(rows, id, JobState.QUEUED);
    if (spot.isEmpty() || attempt != spot.get().standing().attempts() + 1) {
      return false;
    }
    put(rows, spot.get(), new Standing(id, JobState.RUNNING, attempt, 0, "", worker, at, 0), at);
    rows.change(
        "INSERT INTO attempt (submission, element, number, worker, began) VALUES (?, ?, ?, ?, ?)",
        id.number(),
        id.element(),
        attempt,
        worker,
        at);
    return true;
  }

  static boolean end(
      StoreRows rows,
      JobId id,
      int attempt,
      String how,
      int code,
      String why,
      JobState next,
      long at)
      throws SQLException {
    Optional<Spot> spot = spot(rows, id, JobState.RUNNING);
    if (spot.isEmpty() || attempt != spot.get().standing().attempts()) {
      return false;
    }
    end(rows, spot.get(), how, code, why, next, at);
    return true;
  }

  private static Standing end(
      StoreRows rows, Spot spot, String how, int code, String why, JobState next, long at)
      throws SQLException {
    Standing before = spot.standing();
    JobId id = before.id();
    int ended =
        rows.change(
            "UPDATE attempt SET how = ?, code = ?, why = ?, ended = ?"
                + " WHERE submission = ? AND element = ? AND number = ? AND how = ''",
            how,
            code,
            why,
            at,
            id.number(),
            id.element(),
            before.attempts());
    if (ended != 1) {
      throw new IllegalStateException(id + " runs, but its attempt does not");
    }
    Standing after =
        next.over()
            ? new Standing(
                id, next, before.attempts(), code, why, before.worker(), before.began(), at)
            : again(before);
    put(rows, spot, after, at);
    return after;
  }

  /** What does not run becomes something else that does not run. */
  static boolean finish(StoreRows rows, JobId id, JobState from, JobState to, String why, long at)
      throws SQLException {
    Optional<Spot> spot = spot(rows, id, from);
    if (spot.isEmpty()) {
      return false;
    }
    Standing before = spot.get().standing();
    put(
        rows,
        spot.get(),
        to.over()
            ? new Standing(id, to, before.attempts(), 0, why, before.worker(), before.began(), at)
            : again(before),
        at);
    return true;
  }

  static boolean retry(StoreRows rows, JobId id, long at) throws SQLException {
    Optional<Spot> spot = spot(rows, id).filter(found -> found.standing().state().over());
    if (spot.isEmpty()) {
      return false;
    }
    put(rows, spot.get(), again(spot.get().standing()), at);
    return true;
  }

  private static Standing again(Standing before) {
    return new Standing(
        before.id(), JobState.QUEUED, before.attempts(), 0, "", before.worker(), before.began(), 0);
  }

  static long cancelWaiting(StoreRows rows, long number, long at) throws SQLException {
    long waiting =
        rows.number("SELECT queued FROM submission WHERE number = ? AND gone = 0", number);
    if (waiting == 0) {
      return 0;
    }
    rows.change(
        "UPDATE job SET state = 'cancelled', why = ?, ended = ?"
            + " WHERE submission = ? AND state = 'queued'",
        NOT_WANTED,
        at,
        number);
    rows.change(
        "UPDATE submission SET cancelled = cancelled + queued, queued = 0,"
            + " dropped = CASE WHEN fresh > 0 THEN ? ELSE dropped END, fresh = 0,"
            + " over = CASE WHEN running = 0 THEN ? ELSE 0 END WHERE number = ?",
        at,
        at,
        number);
    return waiting;
  }

  /** Every job that runs is given back: by a broker that has just started, nothing runs. */
  static List<Standing> recover(StoreRows rows, long at) throws SQLException {
    List<JobId> running =
        rows.all(
            "SELECT number, element FROM submission"
                + " CROSS JOIN job ON submission = number AND state = 'running' WHERE running > 0",
            row -> new JobId(row.getLong(1), row.getLong(2)));
    var recovered = new ArrayList<Standing>();
    for (JobId id : running) {
      Optional<Spot> spot = spot(rows, id, JobState.RUNNING);
      if (spot.isPresent()) {
        JobState next = spot.get().once() ? JobState.LOST : JobState.QUEUED;
        recovered.add(end(rows, spot.get(), "lost", 0, BROKER_ENDED, next, at));
      }
    }
    return recovered;
  }

  static boolean wrote(StoreRows rows, JobId id, int attempt, int stream, long offset, byte[] bytes)
      throws SQLException {
    String column = StoreSchema.kept(stream);
    Optional<Kept> found =
        rows.first(
            "SELECT id, "
                + column
                + " FROM attempt"
                + " WHERE submission = ? AND element = ? AND number = ? AND how = ''",
            row -> new Kept(row.getLong(1), row.getLong(2)),
            id.number(),
            id.element(),
            attempt);
    if (found.isEmpty() || offset > found.get().bytes()) {
      return false;
    }
    Kept kept = found.get();
    byte[] news = StoreContents.after(kept.bytes(), offset, bytes);
    if (news.length > 0) {
      rows.change(
          "INSERT INTO output (attempt, stream, start, bytes) VALUES (?, ?, ?, ?)",
          kept.attempt(),
          stream,
          kept.bytes(),
          news);
      rows.change(
          "UPDATE attempt SET " + column + " = ? WHERE id = ?",
          kept.bytes() + news.length,
          kept.attempt());
      rows.change(
          "UPDATE submission SET stored = stored + ? WHERE number = ?", news.length, id.number());
    }
    return true;
  }

  private static Optional<Spot> spot(StoreRows rows, JobId id, JobState state) throws SQLException {
    return spot(rows, id).filter(spot -> spot.standing().state() == state);
  }

  private static Optional<Spot> spot(StoreRows rows, JobId id) throws SQLException {
    return rows.first(
        "SELECT owner, once, fresh, next, dropped, state, attempts, code, why, worker, began,"
            + " ended FROM submission LEFT JOIN job ON submission = number AND element = ?1"
            + " WHERE number = ?2 AND gone = 0 AND first <= ?1 AND last >= ?1",
        row -> spot(row, id),
        id.element(),
        id.number());
  }

  private static Spot spot(ResultSet row, JobId id) throws SQLException {
    boolean own = row.getString("state") != null;
    Standing standing = own ? standing(row, id) : fresh(id, row.getLong("dropped"));
    return new Spot(
        row.getString("owner"),
        row.getInt("once") > 0,
        standing,
        own,
        row.getLong("fresh"),
        row.getLong("next"));
  }

  /** How a job stands that has a row. */
  static Standing standing(ResultSet row, JobId id) throws SQLException {
    return new Standing(
        id,
        state(row.getString("state")),
        row.getInt("attempts"),
        row.getInt("code"),
        row.getString("why"),
        row.getInt("worker"),
        row.getLong("began"),
        row.getLong("ended"));
  }

  /** How a job stands that has none. */
  static Standing fresh(JobId id, long dropped) {
    return dropped == 0
        ? Standing.waiting(id)
        : new Standing(id, JobState.CANCELLED, 0, 0, NOT_WANTED, -1, 0, dropped);
  }

  private static JobState state(String word) {
    return JobState.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static void put(StoreRows rows, Spot spot, Standing now, long at) throws SQLException {
    JobId id = now.id();
    rows.change(
        "INSERT INTO job (submission, element, state, attempts, code, why, worker, began, ended)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (submission, element) DO UPDATE SET"
            + " state = excluded.state, attempts = excluded.attempts, code = excluded.code,"
            + " why = excluded.why, worker = excluded.worker, began = excluded.began,"
            + " ended = excluded.ended",
        id.number(),
        id.element(),
        now.state().word(),
        now.attempts(),
        now.code(),
        now.why(),
        now.worker(),
        now.began(),
        now.ended());
    JobState before = spot.standing().state();
    boolean leavesFresh = !spot.row() && before == JobState.QUEUED;
    String moved =
        before == now.state()
            ? ""
            : before.word()
                + " = "
                + before.word()
                + " - 1, "
                + now.state().word()
                + " = "
                + now.state().word()
                + " + 1, ";
    int more = (now.state().over() ? 0 : 1) - (before.over() ? 0 : 1);
    rows.change(
        "UPDATE submission SET "
            + moved
            + "fresh = ?, next = ?,"
            + " over = CASE WHEN queued + running + ? = 0 THEN ? ELSE 0 END WHERE number = ?",
        spot.fresh() - (leavesFresh ? 1 : 0),
        next(rows, spot),
        more,
        at,
        id.number());
  }

  /** The first element that has no row. */
  private static long next(StoreRows rows, Spot spot) throws SQLException {
    JobId id = spot.standing().id();
    if (spot.row() || id.element() != spot.next()) {
      return spot.next();
    }
    long next = spot.next() + 1;
    while (rows.number(
            "SELECT count(*) FROM job WHERE submission = ? AND element = ?", id.number(), next)
        > 0) {
      next++;
    }
    return next;
  }
}
