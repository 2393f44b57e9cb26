package freeworker.challenge;

import freeworker.profiling.BestSchedule;
import freeworker.profiling.SweepRun;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * What each client of a sweep does.
 *
 * @param rounds how many tasks it has done, one after the other, each by a process of its own
 * @param task how long a task sleeps
 * @param think how long the client pauses after each
 */
record Work(int rounds, Seconds task, Seconds think) {
  private static final int MOST_ROUNDS = 10_000;

  /** What a process may need besides its task before something is wrong. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(60);

  /**
   * The work that a user named.
   *
   * @throws ChallengeFailure when it cannot be measured
   */
  static Work of(int rounds, String task, String think) {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw ChallengeFailure.usage(
          "--repeat must be a whole number from 1 to %d, not %d. Try: benchmark --repeat 5"
              .formatted(MOST_ROUNDS, rounds));
    }
    Seconds length = seconds("--task", task, "3");
    if (length.value().signum() == 0) {
      throw ChallengeFailure.usage(
          "--task must be more than 0, or there is no limit to compare with."
              + " Try: benchmark --task 0.1");
    }
    return new Work(rounds, length, seconds("--think", think, "0.5"));
  }

  private static Seconds seconds(String option, String text, String example) {
    return Seconds.read(text)
        .orElseThrow(
            () ->
                ChallengeFailure.usage(
                    "%s must be a number from 0 to %d, not '%s'. Try: benchmark %s %s"
                        .formatted(option, Seconds.MOST, text, option, example)));
  }

  /**
   * The work whose tasks do nothing and are followed at once by the next; it shows what is left.
   */
  Work idle() {
    return new Work(rounds, new Seconds(BigDecimal.ZERO), new Seconds(BigDecimal.ZERO));
  }

  /** What a client has to see when its task is done. */
  String answer() {
    return Seconds.plain(task.value().multiply(task.value()));
  }

  /** The time of a cell in which nothing but tasks and pauses takes any. */
  Duration best(Pair pair) {
    return new BestSchedule(
            pair.workers(),
            pair.clients(),
            rounds,
            task.duration(),
            think.duration(),
            Duration.ZERO)
        .wall();
  }

  /** How long a client waits for its process, when as many others wait with it. */
  Duration patience(int clients) {
    return task.duration().multipliedBy(clients).plus(ALLOWANCE.multipliedBy(1 + clients / 8));
  }

  /** Whether a cell was measured with this work. */
  boolean was(SweepRun run, int clients) {
    return run.tasks() == rounds * clients
        && run.taskSeconds() == task.value().doubleValue()
        && run.thinkSeconds() == think.value().doubleValue();
  }

  /** The run of a cell with this work. */
  SweepRun run(int clients, Duration wall, Duration cost) {
    return new SweepRun(
        rounds * clients,
        wall.toNanos() / 1e9,
        task.value().doubleValue(),
        think.value().doubleValue(),
        cost.toNanos() / 1e9);
  }

  @Override
  public String toString() {
    return describe(rounds, task.toString(), think.toString());
  }

  /** The work of a cell that was measured before, in the same words. */
  static String describe(SweepRun run, int clients) {
    return describe(run.tasks() / clients, number(run.taskSeconds()), number(run.thinkSeconds()));
  }

  private static String describe(int rounds, String task, String think) {
    return String.format(
        Locale.ROOT,
        "%d %s of %s s a client, %s s after each",
        rounds,
        rounds == 1 ? "task" : "tasks",
        task,
        think);
  }

  private static String number(double seconds) {
    return Seconds.plain(BigDecimal.valueOf(seconds));
  }
}
