package freeworker.challenge;

import freeworker.Member;
import freeworker.challenge.words.Report;
import freeworker.challenge.words.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a count of words.
 *
 * @param listed how long it took to find the files
 * @param elapsed how long all took, the borrowing of workers included
 * @param alone how long it took in one process, or null when nobody asked
 */
record WordCountSummary(
    Report report, Duration listed, Duration elapsed, @Nullable Duration alone) {
  private static final int MOST_TROUBLES = 20;

  WordCountSummary(Report report, Duration listed, Duration elapsed) {
    this(report, listed, elapsed, null);
  }

  WordCountSummary comparedWith(Duration serial) {
    return new WordCountSummary(report, listed, elapsed, serial);
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d words, %,d of them different, in %,d %s of %s"
            .formatted(
                report.words(),
                report.distinct(),
                report.files(),
                report.files() == 1 ? "file" : "files",
                size(report.bytes())));
    lines.add("phase                       time      through here   between workers");
    for (Report.PhaseCost cost : report.phases()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d %-20s %9s %17s %17s",
              cost.phase().number(),
              cost.phase().title(),
              Tally.brief(cost.time()),
              moved(cost.callerBytes(), cost.callerLetters()),
              moved(cost.memberBytes(), cost.letters())));
    }
    Report.Balance balance = report.balance();
    lines.add(
        String.format(
            Locale.ROOT,
            "balance   largest share over mean: read %.2f, owned %.2f, range %.2f",
            balance.read(),
            balance.owned(),
            balance.ranged()));
    lines.add("ranges    " + ranges());
    lines.add(
        String.format(
            Locale.ROOT,
            "serial    %s, %.1f %% of the work: by Amdahl at most %.2f x with %d workers, %.0f x"
                + " with any",
            Tally.brief(report.serial()),
            100 * report.serialShare(),
            report.bound(report.members()),
            report.members(),
            1 / Math.max(report.serialShare(), 1e-6)));
    String whole =
        "elapsed   "
            + Tally.brief(elapsed)
            + ", of which "
            + Tally.brief(report.elapsed())
            + " in the six phases";
    lines.add(report.disk() == 0 ? whole : whole + "; on disk: " + report.disk() + " workers");
    if (alone != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "alone     %s: speed-up %.2f",
              Tally.brief(alone),
              ratio(alone, elapsed)));
    }
    return lines;
  }

  private String ranges() {
    var text = new StringBuilder();
    for (int rank = 0; rank < report.ranges().size(); rank++) {
      Report.Range range = report.ranges().get(rank);
      text.append(rank == 0 ? "" : ", ").append(rank).append(": ");
      text.append(range.from()).append(" to ").append(range.to());
    }
    return text.toString();
  }

  private static String moved(long bytes, long letters) {
    return letters == 0 ? "-" : size(bytes) + " in " + letters;
  }

  private static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
  }

  private static double ratio(Duration one, Duration other) {
    return one.toNanos() / Math.max(1.0, (double) other.toNanos());
  }

  /** What was not counted, and what is odd. */
  List<String> complaints(long passedOver, Path result) {
    List<String> lines = new ArrayList<>();
    if (passedOver > 0) {
      lines.add("challenge: passed over " + passedOver + " entries of folders that are no files.");
    }
    int said = 0;
    for (Trouble trouble : report.troubles()) {
      if (said++ < MOST_TROUBLES) {
        lines.add("challenge: " + plain(trouble.line()));
      }
    }
    said = 0;
    for (Report.Oddity oddity : report.oddities()) {
      if (said++ >= MOST_TROUBLES) {
        break;
      }
      if (oddity.brokenBytes() > 0) {
        lines.add(
            "challenge: %s has %,d bytes that are no UTF-8; each divides words."
                .formatted(plain(oddity.file()), oddity.brokenBytes()));
      }
      if (oddity.leftOut() > 0) {
        lines.add(
            "challenge: %s has %,d words of more than 65,535 bytes, which are not counted."
                .formatted(plain(oddity.file()), oddity.leftOut()));
      }
    }
    if (report.brokenFiles() > MOST_TROUBLES) {
      lines.add(
          "challenge: in all, %,d files have %,d bytes that are no UTF-8."
              .formatted(report.brokenFiles(), report.brokenBytes()));
    }
    if (!report.whole()) {
      lines.add(
          "challenge: %s lacks %,d parts that were not read, and %,d words that were too long."
              .formatted(plain(result.toString()), report.unread(), report.leftOut()));
    }
    return lines;
  }

  /** A name as it can stand in a line. */
  private static String plain(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  /** When each worker was at which phase, in seconds; the caller is a worker of its own. */
  List<String> record() {
    List<String> lines = new ArrayList<>(List.of("phase,worker,begin,end"));
    for (Report.Span span : report.spans()) {
      lines.add(
          span.phase().number()
              + ","
              + (span.rank() == Member.CALLER ? "caller" : String.valueOf(span.rank()))
              + ","
              + Tally.exact(span.begin())
              + ","
              + Tally.exact(span.end()));
    }
    return lines;
  }

  /**
   * For programs.
   *
   * @param words the lines of the first ones
   */
  String json(List<String> words) {
    List<String> top = new ArrayList<>();
    for (String word : words) {
      int space = word.lastIndexOf(' ');
      top.add(
          new Json()
              .text("word", word.substring(0, space))
              .raw("count", word.substring(space + 1))
              .toString());
    }
    List<String> phases = new ArrayList<>();
    for (Report.PhaseCost cost : report.phases()) {
      phases.add(
          new Json()
              .put("phase", cost.phase().number())
              .text("name", cost.phase().title())
              .raw("seconds", Tally.exact(cost.time()))
              .put("callerLetters", cost.callerLetters())
              .put("callerBytes", cost.callerBytes())
              .put("letters", cost.letters())
              .put("bytes", cost.memberBytes())
              .toString());
    }
    var all =
        new Json()
            .put("workers", report.members())
            .put("files", report.files())
            .put("bytes", report.bytes())
            .put("words", report.words())
            .put("different", report.distinct())
            .put("unread", report.unread())
            .put("leftOut", report.leftOut())
            .put("brokenFiles", report.brokenFiles())
            .put("brokenBytes", report.brokenBytes())
            .raw("elapsed", Tally.exact(elapsed))
            .raw("phases", phases.toString())
            .raw("balanceRead", decimal(report.balance().read()))
            .raw("balanceOwned", decimal(report.balance().owned()))
            .raw("balanceRange", decimal(report.balance().ranged()))
            .raw("serial", Tally.exact(report.serial()))
            .raw("serialShare", decimal(report.serialShare()))
            .raw("bound", decimal(report.bound(report.members())))
            .put("onDisk", report.disk());
    if (alone != null) {
      all.raw("alone", Tally.exact(alone)).raw("speedUp", decimal(ratio(alone, elapsed)));
    }
    return all.raw("top", top.toString()).toString();
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
