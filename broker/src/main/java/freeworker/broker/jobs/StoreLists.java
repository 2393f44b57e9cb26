package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.job.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked about jobs. */
final class StoreLists {
  private static final String OF_A_JOB =
      "SELECT element, state, attempts, code, why, worker, began, ended FROM job";

  /** What of a submission is needed to say how its jobs stand. */
  private record Outline(long number, long first, long last, long next, long fresh, long dropped) {
    /** How those stand that have no row. */
    Standing untouched(long element) {
      return StoreJobs.fresh(new JobId(number, element), dropped);
    }
  }

  private StoreLists() {}

  static Optional<Submission> submission(StoreRows rows, long number) throws SQLException {
    return rows.first(
        "SELECT owner, first, last, retries, once, at, script FROM submission"
            + " WHERE number = ? AND gone = 0",
        row ->
            new Submission(
                number,
                row.getString(1),
                script(number, row.getBytes(7)),
                row.getLong(2),
                row.getLong(3),
                row.getInt(4),
                row.getInt(5) > 0,
                row.getLong(6)),
        number);
  }

  private static Script script(long number, byte[] bytes) throws SQLException {
    try {
      return Script.decode(bytes);
    } catch (IOException e) {
      throw new SQLException("the script of job " + number + " cannot be read: " + e, e);
    }
  }

  static Optional<Standing> standing(StoreRows rows, JobId id) throws SQLException {
    Optional<Outline> outline =
        rows.first(
            "SELECT number, first, last, next, fresh, dropped FROM submission"
                + " WHERE number = ? AND gone = 0 AND first <= ? AND last >= ?",
            StoreLists::outline,
            id.number(),
            id.element(),
            id.element());
    if (outline.isEmpty()) {
      return Optional.empty();
    }
    Optional<Standing> own =
        rows.first(
            OF_A_JOB + " WHERE submission = ? AND element = ?",
            row -> StoreJobs.standing(row, id),
            id.number(),
            id.element());
    return Optional.of(own.orElse(outline.get().untouched(id.element())));
  }

  private static Outline outline(ResultSet row) throws SQLException {
    return new Outline(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6));
  }

  static List<Standing> standings(StoreRows rows, Page page) throws SQLException {
    // By state first, whose indexes are short or give what is wanted at once; then by owner.
    String mine = page.owner().isEmpty() ? "" : " AND +owner = ?2";
    String some =
        page.states().stream()
            .sorted()
            .map(
                state ->
                    "SELECT number FROM (SELECT number FROM submission WHERE number <= ?1 AND "
                        + state.word()
                        + " > 0 AND gone = 0"
                        + mine
                        + " ORDER BY number DESC LIMIT ?3)")
            .collect(Collectors.joining(" UNION "));
    String sql =
        "SELECT number, first, last, next, fresh, dropped FROM submission"
            + " WHERE number <= ?1 AND gone = 0"
            + (some.isEmpty() ? mine.replace("+", "") : " AND number IN (" + some + ")")
            + " ORDER BY number DESC LIMIT ?3";
    var found = new ArrayList<Standing>();
    rows.each(
        sql,
        row -> {
          Outline outline = outline(row);
          long from =
              outline.number() == page.number()
                  ? Math.max(page.element(), outline.first())
                  : outline.first();
          found.addAll(elements(rows, outline, from, page, page.most() - found.size()));
          return found.size() < page.most();
        },
        page.number(),
        page.owner(),
        // Each has at least one of them, but for the one that the page before began.
        page.most() + 1L);
    return found;
  }

  /** The next elements that the page wants. */
  private static List<Standing> elements(
      StoreRows rows, Outline outline, long from, Page page, int most) throws SQLException {
    var found = new ArrayList<Standing>();
    for (JobState state : JobState.values()) {
      if (page.wants(state)) {
        found.addAll(
            rows.all(
                OF_A_JOB
                    + " WHERE submission = ? AND state = ? AND element >= ?"
                    + " ORDER BY element LIMIT ?",
                row -> StoreJobs.standing(row, new JobId(outline.number(), row.getLong(1))),
                outline.number(),
                state.word(),
                from,
                most));
      }
    }
    return Stream.concat(found.stream(), untouched(rows, outline, from, page, most).stream())
        .sorted(Comparator.comparingLong(standing -> standing.id().element()))
        .limit(most)
        .toList();
  }

  private static List<Standing> untouched(
      StoreRows rows, Outline outline, long from, Page page, int most) throws SQLException {
    var found = new ArrayList<Standing>();
    long first = Math.max(from, outline.next());
    if (first > outline.last() || !page.wants(outline.untouched(first).state())) {
      return found;
    }
    var next = new long[] {first};
    rows.each(
        "SELECT element FROM job WHERE submission = ? AND element >= ? ORDER BY element",
        row -> {
          for (; next[0] < row.getLong(1) && found.size() < most; next[0]++) {
            found.add(outline.untouched(next[0]));
          }
          next[0]++;
          return found.size() < most;
        },
        outline.number(),
        first);
    for (; next[0] <= outline.last() && found.size() < most; next[0]++) {
      found.add(outline.untouched(next[0]));
    }
    return found;
  }

  /** How many jobs of a submission are in which state; empty when there is none of that number. */
  static Map<JobState, Long> counts(StoreRows rows, long number) throws SQLException {
    var counts = new EnumMap<JobState, Long>(JobState.class);
    rows.each(
        "SELECT queued, running, done, failed, cancelled, lost FROM submission"
            + " WHERE number = ? AND gone = 0",
        row -> {
          for (JobState state : JobState.values()) {
            counts.put(state, row.getLong(state.word()));
          }
          return false;
        },
        number);
    return counts;
  }

  static List<Attempt> attempts(StoreRows rows, JobId id) throws SQLException {
    return rows.all(
        "SELECT attempt.number, worker, began, ended, how, code, why, output, errors, files FROM attempt"
            + " JOIN submission ON submission.number = submission AND gone = 0"
            + " WHERE submission = ? AND element = ? ORDER BY attempt.number",
        row ->
            new Attempt(
                id,
                row.getInt(1),
                row.getInt(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10)),
        id.number(),
        id.element());
  }

  static byte[] output(StoreRows rows, JobId id, int attempt, int stream, long offset, int most)
      throws SQLException {
    var out = new ByteArrayOutputStream();
    rows.each(
        "WITH mine AS (SELECT start, bytes FROM output WHERE stream = ?1 AND attempt ="
            + " (SELECT id FROM attempt WHERE submission = ?2 AND element = ?3 AND number = ?4))"
            + " SELECT start, bytes FROM mine"
            + " WHERE start >= (SELECT max(start) FROM mine WHERE start <= ?5) ORDER BY start",
        row -> StoreContents.gather(row, offset, most, out),
        stream,
        id.number(),
        id.element(),
        attempt,
        offset);
    return out.toByteArray();
  }

  static long length(StoreRows rows, JobId id, int attempt, int stream) throws SQLException {
    return rows.number(
        "SELECT "
            + StoreSchema.kept(stream)
            + " FROM attempt WHERE submission = ? AND element = ? AND number = ?",
        id.number(),
        id.element(),
        attempt);
  }

  /** What waits, in the order in which it came; those to run again right after what they are of. */
  static void waiting(StoreRows rows, JobStore.Waiters waiters) throws SQLException {
    var owners = new HashMap<String, String>();
    rows.each(
        "SELECT number, owner, name, next, last, fresh, queued FROM submission"
            + " WHERE queued > 0 AND gone = 0 ORDER BY number",
        row -> {
          String owner = owners.computeIfAbsent(row.getString(2), same -> same);
          var waiting =
              new Waiting(
                  row.getLong(1),
                  owner,
                  row.getString(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6),
                  row.getLong(7));
          waiters.submission(waiting);
          if (waiting.queued() > waiting.fresh()) {
            again(rows, waiting, waiters);
          }
          return true;
        });
  }

  private static void again(StoreRows rows, Waiting waiting, JobStore.Waiters waiters)
      throws SQLException {
    rows.each(
        "SELECT element, attempts FROM job WHERE submission = ? AND state = 'queued'"
            + " ORDER BY element",
        row -> {
          waiters.again(new JobId(waiting.number(), row.getLong(1)), row.getInt(2));
          return true;
        },
        waiting.number());
  }

  static List<Expired> expired(StoreRows rows, String owner, long below, int most)
      throws SQLException {
    return rows.all(
        "SELECT number, element, owner, name, at, why FROM expired WHERE number < ?1"
            + " AND (?2 = '' OR owner = ?2) ORDER BY number DESC, element LIMIT ?3",
        row ->
            new Expired(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6)),
        below,
        owner,
        most);
  }
}
