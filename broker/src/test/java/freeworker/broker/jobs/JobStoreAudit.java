package freeworker.broker.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.parcel.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What doomed processes were told, against what the store says when they are dead. */
final class JobStoreAudit {
  private final Path folder;
  private final Map<Long, String> submitted = new TreeMap<>();
  private final Map<String, Integer> begun = new HashMap<>();
  private final Map<String, String> ended = new HashMap<>();
  private final Map<String, Long> wrote = new HashMap<>();

  JobStoreAudit(Path folder) {
    this.folder = folder;
  }

  /** Notes a line, unless it was cut off. */
  void hear(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "submitted" -> {
        String twice = submitted.put(Long.parseLong(words[1]), words.length > 2 ? words[2] : "");
        assertEquals(null, twice, () -> "number " + words[1] + " was given twice");
      }
      case "begun" -> begun.merge(words[1] + " " + words[2], Integer.parseInt(words[3]), Math::max);
      case "wrote" ->
          wrote.put(
              String.join(" ", words[1], words[2], words[3], words[4]), Long.parseLong(words[5]));
      case "ended" -> {
        String attempt = String.join(" ", words[1], words[2], words[3]);
        assertEquals(null, ended.put(attempt, words[4]), () -> attempt + " ended twice");
      }
      case "failed" -> throw new AssertionError(line);
      default -> {}
    }
  }

  int heard() {
    return submitted.size() + begun.size() + ended.size() + wrote.size();
  }

  /** Looks at everything, as the next broker would find it. */
  void run() throws Exception {
    try (JobStore store = JobStore.open(folder)) {
      promises(store);
    }
    try (StoreRows rows = new StoreFile(folder, JobStore.LARGEST).reading()) {
      whole(rows);
      attempts(rows);
      counters(rows);
      outputs(rows);
      contents(rows);
    }
  }

  private boolean expired(JobStore store, long number) throws Exception {
    return store.expired("", number + 1, 1).stream()
        .anyMatch(expired -> expired.number() == number && expired.element() < 0);
  }

  private void promises(JobStore store) throws Exception {
    for (Map.Entry<Long, String> one : submitted.entrySet()) {
      long number = one.getKey();
      Optional<Submission> found = store.submission(number);
      if (found.isEmpty()) {
        assertTrue(expired(store, number), () -> number + " was accepted and is lost");
      } else if (!one.getValue().isEmpty()) {
        Hash hash = Hash.read(HexFormat.of().parseHex(one.getValue()));
        assertEquals(Set.of(), store.lacking(List.of(hash)), () -> "of " + number);
      }
    }
    for (Map.Entry<String, Integer> one : begun.entrySet()) {
      JobId id = id(one.getKey().split(" "));
      List<Attempt> attempts = store.attempts(id);
      if (store.submission(id.number()).isPresent()) {
        assertTrue(attempts.size() >= one.getValue(), () -> id + " has lost an attempt");
      }
      for (Attempt attempt : attempts) {
        said(store, attempt);
      }
    }
  }

  private void said(JobStore store, Attempt attempt) throws Exception {
    String name = attempt.id().number() + " " + attempt.id().element() + " " + attempt.number();
    String code = ended.get(name);
    if (code != null) {
      assertEquals("EXITED " + code, attempt.how() + " " + attempt.code(), name);
    }
    boolean emptied =
        store.expired("", attempt.id().number() + 1, 9).stream()
            .anyMatch(
                expired ->
                    expired.number() == attempt.id().number()
                        && expired.element() == attempt.id().element());
    for (int stream = 1; stream <= 2 && !emptied; stream++) {
      long least = wrote.getOrDefault(name + " " + stream, 0L);
      long kept = stream == 1 ? attempt.output() : attempt.errors();
      assertTrue(kept >= least, name + " wrote " + least + ", kept is " + kept);
    }
  }

  private static JobId id(String[] words) {
    return new JobId(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  private static void whole(StoreRows rows) throws SQLException {
    assertEquals(List.of("ok"), rows.all("PRAGMA integrity_check", row -> row.getString(1)));
    assertEquals(List.of(), rows.all("PRAGMA foreign_key_check", row -> row.getString(1)));
  }

  private static void none(StoreRows rows, String what, String sql) throws SQLException {
    assertEquals(
        List.of(), rows.all(sql, row -> row.getString(1) + "[" + row.getString(2) + "]"), what);
  }

  private static void attempts(StoreRows rows) throws SQLException {
    String jobs = "SELECT job.submission, job.element FROM job WHERE ";
    String mine = "FROM attempt a WHERE a.submission = job.submission AND a.element = job.element";
    String visible = " AND job.submission IN (SELECT number FROM submission WHERE gone = 0)";
    none(
        rows,
        "attempts are numbered from 1 on",
        jobs
            + "(SELECT count(*) || ' ' || coalesce(max(number), 0) "
            + mine
            + ")"
            + " <> attempts || ' ' || attempts"
            + visible);
    none(
        rows,
        "one runs where the job does, the last",
        jobs
            + "(SELECT coalesce(group_concat(number), '') "
            + mine
            + " AND how = '')"
            + " <> CASE state WHEN 'running' THEN CAST(attempts AS TEXT) ELSE '' END"
            + visible);
    none(
        rows,
        "a job that is over says how its last attempt ended",
        jobs
            + "state IN ('done', 'failed')"
            + " AND NOT EXISTS (SELECT 1 "
            + mine
            + " AND a.number = attempts AND a.ended = job.ended AND a.code = job.code)"
            + visible);
    none(
        rows,
        "a job that is over has a time, another has none",
        jobs + "(ended > 0) <> (state NOT IN ('queued', 'running'))");
  }

  private static void counters(StoreRows rows) throws SQLException {
    for (JobState state : JobState.values()) {
      String untouched =
          state == JobState.QUEUED
              ? "CASE WHEN dropped = 0 THEN last - first + 1 - rows ELSE 0 END"
              : state == JobState.CANCELLED
                  ? "CASE WHEN dropped > 0 THEN last - first + 1 - rows ELSE 0 END"
                  : "0";
      none(
          rows,
          "the number of those that are " + state.word(),
          "SELECT number, "
              + state.word()
              + " FROM (SELECT *, (SELECT count(*) FROM job WHERE submission = number) AS rows"
              + " FROM submission WHERE gone = 0) WHERE "
              + state.word()
              + " <> "
              + untouched
              + " + (SELECT count(*) FROM job WHERE submission = number AND state = '"
              + state.word()
              + "')");
    }
    none(
        rows,
        "what is over is known to be",
        "SELECT number, over FROM submission WHERE gone = 0 AND (over > 0) <> (queued + running = 0)");
  }

  private static void outputs(StoreRows rows) throws SQLException {
    none(
        rows,
        "an attempt's output is as long as its pieces",
        "SELECT submission, element FROM attempt WHERE output <> (SELECT"
            + " coalesce(sum(length(bytes)), 0) FROM output WHERE attempt = attempt.id AND stream"
            + " = 1) AND submission IN (SELECT number FROM submission WHERE gone = 0)");
    none(
        rows,
        "pieces follow each other",
        "SELECT attempt, start FROM (SELECT *, sum(length(bytes)) OVER (PARTITION BY attempt,"
            + " stream ORDER BY start) - length(bytes) AS due FROM output) WHERE start <> due AND"
            + " attempt IN (SELECT attempt.id FROM attempt JOIN submission ON submission ="
            + " submission.number WHERE gone = 0)");
    none(
        rows,
        "a submission knows how much of it is stored",
        "SELECT number, stored FROM submission WHERE gone = 0 AND stored <> (SELECT"
            + " coalesce(sum(output + errors + files), 0) FROM attempt WHERE submission ="
            + " submission.number)");
  }

  private static void contents(StoreRows rows) throws SQLException {
    none(
        rows,
        "a file that is needed is whole",
        "SELECT submission, content FROM submission_content JOIN content ON content = content.id"
            + " WHERE hash IS NULL OR whole = 0 OR have <> length");
    for (long id :
        rows.all("SELECT id FROM content WHERE hash IS NOT NULL", row -> row.getLong(1))) {
      var bytes = new ByteArrayOutputStream();
      rows.each(
          "SELECT bytes FROM content_piece WHERE content = ? ORDER BY start",
          row -> {
            bytes.writeBytes(row.getBytes(1));
            return true;
          },
          id);
      assertEquals(bytes.size(), rows.number("SELECT have FROM content WHERE id = ?", id));
      byte[] hash =
          rows.first(
                  "SELECT hash FROM content WHERE id = ? AND whole = 1", row -> row.getBytes(1), id)
              .orElseGet(() -> Hash.of(bytes.toByteArray()).bytes());
      assertEquals(Hash.read(hash), Hash.of(bytes.toByteArray()));
    }
  }
}
