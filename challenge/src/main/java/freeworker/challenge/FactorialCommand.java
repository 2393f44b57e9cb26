package freeworker.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.Engine;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The {@code challenge factorial} command: numbers go through the broker to whichever worker it
 * chooses, for each number anew, and come back the same way.
 */
final class FactorialCommand implements Command.Action {
  private static final int MOST_NUMBERS = 1_000_000;

  /** What travels is bounded; of digits each takes a byte. */
  private static final long MOST_DIGITS = 64L << 20;

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  private final Command line =
      new Command(
              "factorial",
              "Prints N!, exactly. A worker computes it, chosen anew for each number; the way there"
                  + " and back is through the broker's port alone. Without N it asks for one on a"
                  + " terminal, and else reads numbers from standard input, with blanks between.",
              this)
          .footer(
              """
              Examples:
                challenge factorial 20
                seq 1 100 | challenge factorial
                challenge factorial 5000 --clients 8    which workers did how much
              """);

  private final Value number =
      line.parameter("N", "a whole number from 0, as far as the workers' memory goes");

  private final ChallengeCommand challenge;
  private final PrintWriter out;
  private final PrintWriter err;
  private final InputStream in;
  private final boolean asks;

  /**
   * @param asks whether a person can answer at {@code in}
   */
  FactorialCommand(
      ChallengeCommand challenge, PrintWriter out, PrintWriter err, InputStream in, boolean asks) {
    this.challenge = challenge;
    this.out = out;
    this.err = err;
    this.in = in;
    this.asks = asks;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws InterruptedException, IOException {
    List<Factorial> tasks = number.given() ? List.of(told(number.text())) : read();
    Duration patience = challenge.patience().duration();
    Map<Integer, Integer> balance = new TreeMap<>();
    try (OpenEngine open = challenge.open(true)) {
      var absence = new Absence(open.engine(), patience);
      challenge.borrow(
          open,
          new Crowd.Plan(challenge.clients(), challenge.longestWait(), Duration.ZERO, true),
          Supply.each(tasks),
          frame -> frame.contains("freeworker.challenge."),
          done -> {
            balance.merge(done.worker(), 1, Integer::sum);
            out.println(challenge.json() ? object(tasks, done) : done.result());
          },
          waiting -> {
            if (waiting > 0 && absence.lasts(System.nanoTime())) {
              err.println("Error: No workers available.");
              throw new ChallengeFailure(ChallengeFailure.UNAVAILABLE, "", "");
            }
          });
    }
    if (challenge.json()) {
      out.println(all(balance));
    } else if (challenge.clients() > 1) {
      balance.forEach(
          (worker, times) ->
              err.println("worker " + worker + "  " + times + (times == 1 ? " task" : " tasks")));
    }
    return 0;
  }

  /** Whether no worker has been there for some time: one that died may be replaced meanwhile. */
  private static final class Absence {
    private final Engine engine;
    private final long patience;
    private long since;

    Absence(Engine engine, Duration patience) {
      this.engine = engine;
      this.patience = patience.toNanos();
      this.since = System.nanoTime();
    }

    boolean lasts(long now) {
      if (engine.workers() > 0) {
        since = now;
      }
      return now - since >= patience;
    }
  }

  private static String object(List<Factorial> tasks, Crowd.Done<String> done) {
    return new Json()
        .put("n", tasks.get(done.task() - 1).n())
        .text("result", done.result())
        .put("worker", done.worker())
        .put("client", done.client())
        .toString();
  }

  /** How many tasks each worker did. */
  private static String all(Map<Integer, Integer> balance) {
    var workers = new Json();
    balance.forEach((worker, times) -> workers.put(String.valueOf(worker), times));
    int tasks = balance.values().stream().mapToInt(Integer::intValue).sum();
    return new Json().put("tasks", tasks).raw("workers", workers.toString()).toString();
  }

  private static Factorial told(String word) {
    return factorial(
        word, why -> ChallengeFailure.usage("N " + why + " Try: challenge factorial 20"));
  }

  private List<Factorial> read() throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, UTF_8));
    if (asks) {
      err.print("Factorial of which number? ");
      err.flush();
      String answer = reader.readLine();
      if (answer == null) {
        err.println();
        throw missing();
      }
      return List.of(told(answer.strip()));
    }
    List<Factorial> tasks = new ArrayList<>();
    int number = 1;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      String where = "standard input, line " + number++ + ": N ";
      for (String word : text.strip().split("\\s+")) {
        if (tasks.size() == MOST_NUMBERS) {
          throw new ChallengeFailure(
              ChallengeFailure.BAD_DATA,
              "standard input has more than " + MOST_NUMBERS + " numbers.",
              "Give it in parts.");
        }
        if (!word.isEmpty()) {
          tasks.add(
              factorial(
                  word, why -> new ChallengeFailure(ChallengeFailure.BAD_DATA, where + why, "")));
        }
      }
    }
    if (tasks.isEmpty()) {
      throw missing();
    }
    return tasks;
  }

  private static ChallengeFailure missing() {
    return ChallengeFailure.usage("N is missing. Try: challenge factorial 20");
  }

  private static Factorial factorial(String word, Function<String, ChallengeFailure> refusal) {
    if (!WHOLE.matcher(word).matches()) {
      throw refusal.apply("must be a whole number from 0, not '" + visible(word) + "'.");
    }
    long n = Long.parseLong(word);
    if (n > Integer.MAX_VALUE || new Factorial((int) n).digits() > MOST_DIGITS) {
      throw refusal.apply(
          "is too large: " + n + "! has more than the " + MOST_DIGITS + " digits that can travel.");
    }
    return new Factorial((int) n);
  }

  private static String visible(String word) {
    return word.chars()
        .limit(60)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
