package freeworker.challenge;

import freeworker.ExpiredJob;
import freeworker.Job;
import freeworker.JobState;
import freeworker.cli.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs in words, tables and JSON. */
final class JobWords {
  private static final List<String> HEAD =
      List.of("ID", "STATE", "NAME", "TRIES", "WORKER", "CODE", "SUBMITTED", "TOOK");
  private static final int LONGEST_NAME = 40;

  private JobWords() {}

  /** A line for each job, under a head; with its key where they are of several. */
  static List<String> table(List<Job> jobs) {
    boolean several = jobs.stream().map(Job::owner).distinct().count() > 1;
    List<List<String>> rows = new ArrayList<>();
    rows.add(several ? and(HEAD, "KEY") : HEAD);
    jobs.forEach(job -> rows.add(several ? and(row(job), job.owner()) : row(job)));
    return Table.lines(rows);
  }

  private static List<String> and(List<String> row, String last) {
    return Stream.concat(row.stream(), Stream.of(last)).toList();
  }

  private static List<String> row(Job job) {
    return List.of(
        job.array() ? job.id() + "[" + job.size() + "]" : job.id().toString(),
        job.array() ? counts(job) : job.state().word(),
        shortened(visible(job.name())),
        job.attempts() == 0 ? "-" : "" + job.attempts(),
        job.worker() < 0 ? "-" : "" + job.worker(),
        ended(job) ? "" + job.code() : "-",
        clock(job.submitted()),
        took(job.began(), job.ended()));
  }

  private static boolean ended(Job job) {
    return !job.array()
        && (job.state() == JobState.DONE || (job.state() == JobState.FAILED && job.code() != 0));
  }

  private static String counts(Job job) {
    return job.counts().entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getValue() + " " + count.getKey().word())
        .collect(Collectors.joining(", "));
  }

  /** All that is known of one job, a line each. */
  static List<String> sheet(Job job) {
    List<String> lines = new ArrayList<>();
    lines.add("job        " + job.id() + "  " + visible(job.name()));
    lines.add("state      " + (job.array() ? counts(job) : job.state().word()));
    if (!job.why().isEmpty()) {
      lines.add("why        " + visible(job.why()));
    }
    lines.add("key        " + job.owner());
    lines.add("submitted  " + date(job.submitted()));
    if (job.ended() > 0) {
      lines.add("finished   " + date(job.ended()));
    }
    if (ended(job)) {
      lines.add("exit code  " + job.code());
    }
    List<List<String>> tries = new ArrayList<>();
    tries.add(
        List.of("TRY", "WORKER", "BEGAN", "TOOK", "ENDED", "CODE", "OUTPUT", "ERRORS", "FILES"));
    for (Job.Try one : job.tries()) {
      tries.add(
          List.of(
              "" + one.number(),
              "" + one.worker(),
              clock(one.began()),
              took(one.began(), one.ended()),
              one.how().isEmpty() ? "runs" : one.how().replace('_', ' '),
              one.how().isEmpty() ? "-" : "" + one.code(),
              one.output() + " B",
              one.errors() + " B",
              one.files() + " B"));
    }
    if (tries.size() > 1) {
      lines.addAll(Table.lines(tries));
    }
    return lines;
  }

  /** One JSON object. */
  static String json(Job job) {
    var object =
        new Json()
            .text("id", job.id().toString())
            .text("state", job.state().word())
            .text("name", job.name())
            .text("key", job.owner())
            .put("attempts", job.attempts());
    if (ended(job)) {
      object.put("code", job.code());
    }
    if (!job.why().isEmpty()) {
      object.text("why", job.why());
    }
    if (job.worker() >= 0) {
      object.put("worker", job.worker());
    }
    time(object, "submitted", job.submitted());
    time(object, "began", job.began());
    time(object, "ended", job.ended());
    if (job.array()) {
      object.put("size", job.size());
      for (Map.Entry<JobState, Long> count : job.counts().entrySet()) {
        object.put(count.getKey().word(), count.getValue());
      }
    }
    return object.toString();
  }

  /** What is kept no more, a line each under a head. */
  static List<String> gone(List<ExpiredJob> jobs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "NAME", "GONE", "WHY"));
    for (ExpiredJob job : jobs) {
      rows.add(
          List.of(
              job.id().toString(),
              shortened(visible(job.name())),
              date(job.at()),
              visible(job.why())));
    }
    return Table.lines(rows);
  }

  static String json(ExpiredJob job) {
    var object = new Json().text("id", job.id().toString()).text("name", job.name());
    time(object, "gone", job.at());
    return object.text("why", job.why()).toString();
  }

  private static void time(Json object, String name, long micros) {
    if (micros > 0) {
      object.raw(
          name, String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000));
    }
  }

  private static String clock(long micros) {
    return formatted(micros, "HH:mm:ss");
  }

  private static String date(long micros) {
    return formatted(micros, "yyyy-MM-dd HH:mm:ss");
  }

  private static String formatted(long micros, String pattern) {
    return micros == 0
        ? "-"
        : DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
            .format(
                Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000)
                    .atZone(ZoneId.systemDefault()));
  }

  private static String took(long began, long ended) {
    return began == 0 || ended < began
        ? "-"
        : String.format(Locale.ROOT, "%.2f s", (ended - began) / 1e6);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  /** A text as one line that does nothing to a terminal. */
  private static String visible(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
        .collect(Collectors.joining());
  }
}
