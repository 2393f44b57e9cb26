package freeworker.challenge;

import freeworker.JobOrder;
import freeworker.Jobs;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code job submit} command: hands a script to the broker, and prints the id that it gets. */
final class JobSubmitCommand implements Command.Action {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})");
  private static final int MOST_RETRIES = 1_000;
  private static final int AT_ONCE = 8;
  private static final double MOST_MILLIS = 365 * 86_400_000.0;

  private final Command line =
      new Command(
              "submit",
              "Submits a script, an executable or a command of the worker's machine. Prints the id"
                  + " alone, once the job is on the broker's disk.",
              this)
          .footer(
              """
              Examples:
                job submit hello.py Alice
                job submit --limit 5m --retries 3 --name fit -- ./fit --alpha 0.1
                job submit --array 1-100 sim.sh {}
                job submit --from words.txt grep -c {} book.txt
                job submit --jar app.jar --main com.example.Main -- args
                cat words | job submit --stdin filter.py
              """);

  private final Value program =
      line.parameter("SCRIPT", "a file, or else a command that workers have");
  private final Value arguments =
      line.parameter("ARGS", "its arguments, unchanged; options stand before SCRIPT").repeated();
  private final Value jar = line.option("--jar", "FILE", "run a jar; all words are its arguments");
  private final Value main =
      line.option("--main", "CLASS", "the class of the jar to run (default: its manifest's)");
  private final Value name =
      line.option("-n, --name", "NAME", "what lists and the profile call it (default: its file's)");
  private final Value with =
      line.option("--with", "FILE", "a file that shall lie beside the script").repeated();
  private final Value stdin = line.flag("--stdin", "give it what stands on standard input now");
  private final Value input = line.option("--input", "FILE", "give it this file as standard input");
  private final Value limit =
      line.option(
              "--limit", "TIME", "end it after so long: 90, 90s, 5m, 2h; 0: never (default: {})")
          .usually("60s");
  private final Value memory =
      line.option(
          "--memory", "BYTES", "so much memory at most, where the system can tell it: 512M");
  private final Value keep =
      line.option("--keep", "BYTES", "keep so much of its output, and of its errors (default: {})")
          .usually("64M");
  private final Value results =
      line.option("--out", "PATTERN", "files of its folder that come back: *.csv, plots/**")
          .repeated();
  private final Value array =
      line.option(
          "--array", "FROM-TO", "a job for each number, which replaces {} in its arguments");
  private final Value from =
      line.option(
          "--from", "FILE", "a job for each line of it, which replaces {} in its arguments");
  private final Value retries =
      line.option("--retries", "N", "run it again so often when it fails (default: {})")
          .usually("0");
  private final Value once =
      line.flag("--once", "never run it twice, also when its worker is lost");
  private final JobPlace place = new JobPlace(line);
  private final JobScreen screen;

  JobSubmitCommand(JobScreen screen) {
    this.screen = screen;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    JobOrder order = order();
    Path read = stdin.given() ? Files.createTempFile("freeworker-stdin", "") : null;
    try {
      if (read != null) {
        read.toFile().deleteOnExit();
        try (OutputStream to = Files.newOutputStream(read)) {
          screen.input().transferTo(to);
        }
        order.input(read);
      }
      if (from.given()) {
        return place.run(jobs -> each(jobs, read));
      }
      return place.run(
          jobs -> {
            long number = jobs.submit(order);
            screen
                .out()
                .println(
                    order.first() < 0
                        ? String.valueOf(number)
                        : number + "[" + order.first() + "-" + order.last() + "]");
            return 0;
          });
    } finally {
      if (read != null) {
        Files.deleteIfExists(read);
      }
    }
  }

  /** Submits a job for each line of a file, several at once, and prints their ids in order. */
  private int each(Jobs jobs, @Nullable Path read) throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(Path.of(from.text()));
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Long>> numbers = new ArrayList<>();
      for (String each : lines) {
        numbers.add(threads.submit(() -> jobs.submit(order(each, read))));
      }
      @Nullable Throwable failure = null;
      for (Future<Long> number : numbers) {
        try {
          screen.out().println(number.get());
        } catch (ExecutionException e) {
          // Those behind it may be accepted all the same, and have an id that somebody needs.
          failure = failure == null ? e.getCause() : failure;
        }
      }
      if (failure instanceof IOException cause) {
        throw cause;
      }
      if (failure instanceof RuntimeException cause) {
        throw cause;
      }
      return 0;
    } finally {
      threads.shutdownNow();
    }
  }

  /** What to run for one of many words. */
  private JobOrder order(String word, @Nullable Path read) {
    JobOrder order = order(argument -> argument.replace("{}", word));
    return read == null ? order : order.input(read);
  }

  private JobOrder order() {
    return order(argument -> argument);
  }

  private JobOrder order(UnaryOperator<String> filled) {
    JobOrder order = what(filled);
    if (name.given()) {
      if (name.text().isBlank()) {
        throw ChallengeFailure.usage("--name must not be empty. Try: job submit --name fit fit.py");
      }
      order.named(name.text());
    }
    order
        .beside(with.texts().stream().map(Path::of).toList())
        .limit(duration(limit.text()))
        .kept(bytes("--keep", keep.text()))
        .retries(retries())
        .results(results.texts());
    if (memory.given()) {
      order.memory(bytes("--memory", memory.text()));
    }
    if (input.given()) {
      if (stdin.given()) {
        throw ChallengeFailure.usage("--stdin and --input both say what it reads. Say one.");
      }
      order.input(Path.of(input.text()));
    }
    if (array.given() && from.given()) {
      throw ChallengeFailure.usage("--array and --from both say how many jobs. Say one.");
    }
    if (array.given()) {
      Matcher range = RANGE.matcher(array.text());
      if (!range.matches() || Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
        throw ChallengeFailure.usage(
            "--array must be two numbers, not '"
                + array.text()
                + "'. Try: job submit --array 1-100");
      }
      order.array(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
    }
    if (once.given()) {
      order.once();
    }
    return order;
  }

  private JobOrder what(UnaryOperator<String> filled) {
    List<String> words = arguments.texts().stream().map(filled).toList();
    if (jar.given()) {
      List<String> all = new ArrayList<>(program.texts());
      all.addAll(words);
      return JobOrder.jar(Path.of(jar.text()), main.text(), all);
    }
    if (main.given()) {
      throw ChallengeFailure.usage("--main is the class of a jar. Try: job submit --jar app.jar");
    }
    if (program.text().isEmpty()) {
      throw line.wrong("SCRIPT is missing: what to run");
    }
    Path file = Path.of(program.text());
    if (Files.isDirectory(file)) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT, file + " is a directory, not a script.", "");
    }
    if (Files.exists(file) || program.text().contains("/") || looksLikeAFile(program.text())) {
      return JobOrder.script(file, words);
    }
    return JobOrder.command(program.text(), words);
  }

  /** Whether a word has an ending: of a file that is not there, more likely than of a command. */
  private static boolean looksLikeAFile(String word) {
    return word.matches(".+\\.[A-Za-z0-9]{1,5}");
  }

  private int retries() {
    int times = retries.whole();
    if (times < 0 || times > MOST_RETRIES) {
      throw ChallengeFailure.usage(
          "--retries must be from 0 to " + MOST_RETRIES + ", not " + times + ". Try: --retries 3");
    }
    return times;
  }

  private static Duration duration(String text) {
    Matcher time = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)?").matcher(text);
    if (!time.matches()) {
      throw ChallengeFailure.usage(
          "--limit must be a time, not '" + text + "'. Try: --limit 90s, --limit 5m");
    }
    double number = Double.parseDouble(time.group(1));
    String unit = time.group(2) == null ? "s" : time.group(2);
    double millis =
        switch (unit) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    if (number * millis > MOST_MILLIS) {
      throw ChallengeFailure.usage("--limit is a year at most; 0 is for as long as it takes.");
    }
    return Duration.ofMillis(Math.round(number * millis));
  }

  private static long bytes(String option, String text) {
    Matcher size = Pattern.compile("([0-9]{1,6})([KMGT]?)|([0-9]{1,15})()").matcher(text);
    if (!size.matches()) {
      throw ChallengeFailure.usage(
          option + " must be a number of bytes, not '" + text + "'. Try: " + option + " 64M");
    }
    boolean plain = size.group(1) == null;
    long number = Long.parseLong(size.group(plain ? 3 : 1));
    String unit = plain ? "" : size.group(2);
    return number << (10 * " KMGT".indexOf((unit + " ").charAt(0)));
  }
}
