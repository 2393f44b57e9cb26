package freeworker.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.FreeworkerException;
import freeworker.challenge.words.Listing;
import freeworker.challenge.words.Report;
import freeworker.challenge.words.SerialCount;
import freeworker.challenge.words.Splitting;
import freeworker.challenge.words.WordCount;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code challenge wordcount} command: counts the words of files with several workers. */
final class WordCountCommand implements Command.Action {
  private static final int MOST_WORKERS = 256;
  private static final int MOST_TOP = 1_000_000;

  private final Command line =
      new Command(
              "wordcount",
              "Counts the words of files with several workers at once, in six phases, and writes"
                  + " each with its count, the most frequent ones first. A word is a run of letters"
                  + " of any language, in lower case.",
              this)
          .footer(
              """
              Examples:
                challenge wordcount texts --workers 4     all files in a folder
                challenge wordcount a.txt b.txt --compare against one process alone
              The workers open the files by their names, so they have to see the same
              folders; with --send they need not.
              Exit codes: 0 done, 1 it failed, or not all could be read, 2 wrong usage,
                          66 no such file, 69 no broker, or it does not open to the key,
                          75 there are fewer workers, 130 interrupted
              """);

  private final Value files =
      line.parameter("FILES", "files, and folders whose files are counted")
          .required()
          .amongOptions();
  private final Value workers =
      line.option("--workers", "N", "how many workers count (default: all there are)");
  private final Value top =
      line.option("--top", "N", "how many words are printed (default: {})").usually("20");
  private final Value result =
      line.option("-o, --output", "FILE", "where all words go (default: {})")
          .usually("resultats.txt");
  private final Value split =
      line.option(
              "--split",
              "RULE",
              "letters, or whitespace: all between white space, as it stands (default: {})")
          .usually("letters");
  private final Value single =
      line.flag("--no-combine", "send each word as often as it is met, not once with a count");
  private final Value send =
      line.flag("--send", "send the texts to the workers, which need not see the files");
  private final Value compare =
      line.flag("--compare", "count in this process too, and compare time and result");
  private final Value record =
      line.option("--record", "FILE", "write when each worker was at which phase, as CSV");
  private final Value json = line.flag("--json", "print one JSON object instead of the words");

  private final ChallengeCommand challenge;
  private final PrintWriter out;
  private final PrintWriter err;

  WordCountCommand(ChallengeCommand challenge, PrintWriter out, PrintWriter err) {
    this.challenge = challenge;
    this.out = out;
    this.err = err;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    int members = workers.given() ? within("--workers", workers.whole(), 1, MOST_WORKERS) : 0;
    int most = within("--top", top.whole(), 0, MOST_TOP);
    var count = new WordCount(splitting(), !single.given(), send.given());
    Path target = Path.of(result.text());
    long began = System.nanoTime();
    Listing listing = listing(target);
    Duration listed = since(began);
    Report report = count(count, members, listing, target, began);
    Duration elapsed = since(began);
    var summary = new WordCountSummary(report, listed, elapsed);
    boolean same = true;
    if (compare.given()) {
      Path alone = Files.createTempFile("words", ".txt");
      try {
        long start = System.nanoTime();
        SerialCount.count(splitting(), listing, alone);
        summary = summary.comparedWith(listed.plus(since(start)));
        same = Files.mismatch(target, alone) < 0;
      } finally {
        Files.delete(alone);
      }
    }
    if (record.given()) {
      Files.write(Path.of(record.text()), summary.record());
    }
    List<String> words = words(target, most);
    if (json.given()) {
      out.println(summary.json(words));
    } else {
      words.forEach(out::println);
      out.flush();
      summary.lines().forEach(line -> err.println(line));
    }
    summary.complaints(listing.passedOver(), target).forEach(line -> err.println(line));
    if (!same) {
      err.println("challenge: the result differs from that of this process alone.");
    }
    return report.whole() && same ? 0 : ChallengeFailure.FAILED;
  }

  /**
   * @param members how many workers are to count; 0 for all
   */
  private Report count(WordCount count, int members, Listing listing, Path target, long began)
      throws IOException, InterruptedException {
    try (OpenEngine open = challenge.open()) {
      int size = members > 0 ? members : Math.max(1, open.engine().workers());
      try (var gang = challenge.limited(open.engine()).gang(size, count.task())) {
        return count.count(
            gang,
            listing,
            target,
            phase -> {
              err.println("phase " + phase.number() + " of 6: " + phase.title());
              err.flush();
            });
      } catch (FreeworkerException e) {
        if (open.leaving()) {
          throw ChallengeFailure.interrupted();
        }
        throw Verdict.of(e, since(began), frame -> frame.contains("freeworker.challenge."));
      } catch (FileSystemException e) {
        throw new ChallengeFailure(
            ChallengeFailure.FAILED, "the result cannot be written: " + e + ".", "", e);
      }
    }
  }

  private Listing listing(Path target) {
    @Nullable Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT, "there is no folder for " + target + ".", "");
    }
    List<Path> named = new ArrayList<>();
    files.texts().forEach(name -> named.add(Path.of(name)));
    try {
      return Listing.of(named, target);
    } catch (NoSuchFileException e) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT, "no " + e.getFile() + ".", "Nothing was counted.", e);
    } catch (IOException e) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT, e.getMessage() + ".", "Nothing was counted.", e);
    }
  }

  private Splitting splitting() {
    return switch (split.text()) {
      case "letters" -> Splitting.LETTERS;
      case "whitespace" -> Splitting.WHITESPACE;
      default ->
          throw ChallengeFailure.usage(
              "--split must be letters or whitespace, not '"
                  + split.text()
                  + "'. Try: challenge wordcount --split letters FILE");
    };
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw ChallengeFailure.usage(
          "%s must be a whole number from %d to %d, not %d. Try: challenge wordcount %s 4 FILE"
              .formatted(option, least, most, value, option));
    }
    return value;
  }

  private static List<String> words(Path file, int most) throws IOException {
    List<String> words = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
      for (String word = reader.readLine();
          word != null && words.size() < most;
          word = reader.readLine()) {
        words.add(word);
      }
    }
    return words;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
