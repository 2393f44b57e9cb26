package freeworker.challenge;

import freeworker.Engine;
import freeworker.Task;
import freeworker.TaskRefused;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The same tasks twice: one after the other in this process, then on workers at once. */
final class Comparison<T> {
  private final ChallengeCommand challenge;
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<? extends Task<T>> tasks;
  private final Words<T> words;
  private final Predicate<String> own;

  /** How a task and its result are told; tasks are numbered from 1. */
  interface Words<T> {
    /** What the task was about. */
    String title(int number);

    /** Both as a JSON object. */
    String json(int number, T result);
  }

  /**
   * @param own which frames of a remote stack belong to the tasks
   */
  Comparison(
      ChallengeCommand challenge,
      PrintWriter out,
      PrintWriter err,
      List<? extends Task<T>> tasks,
      Words<T> words,
      Predicate<String> own) {
    this.challenge = challenge;
    this.out = out;
    this.err = err;
    this.tasks = tasks;
    this.words = words;
    this.own = own;
  }

  /**
   * Compares, and prints what comes.
   *
   * @param wanted how many workers to use at once, 0 for all that are there
   * @throws ChallengeFailure when a task failed, or its two results are not the same
   */
  void run(int wanted) throws InterruptedException {
    try (OpenEngine open = challenge.open()) {
      // Asked first, so that nobody waits for the serial run in vain.
      int workers = workers(open.engine(), wanted);
      refuse(open.engine());
      head("== Serial run (single machine) ==");
      List<T> results = new ArrayList<>();
      Duration serial = serial(results);
      tell("");
      head("== Distributed run (" + SpeedUp.workers(workers) + ") ==");
      Duration distributed = distributed(open, workers, results);
      tell("");
      var speedUp = new SpeedUp(tasks.size(), workers, serial, distributed);
      if (challenge.json()) {
        out.println(speedUp.json());
      } else {
        speedUp.lines().forEach(out::println);
      }
    }
  }

  private static int workers(Engine engine, int wanted) {
    int there = engine.workers();
    if (there == 0) {
      throw new ChallengeFailure(
          ChallengeFailure.UNAVAILABLE,
          "no worker is there.",
          "Start some:  broker 2        or:  worker 2 --join HOST:PORT --key FILE");
    }
    if (wanted > there) {
      throw new ChallengeFailure(
          ChallengeFailure.UNAVAILABLE,
          "--workers "
              + wanted
              + " are more than there are: "
              + SpeedUp.workers(there)
              + ". Try: --workers "
              + there,
          "");
    }
    return wanted == 0 ? there : wanted;
  }

  /** What cannot travel is refused before anything runs. */
  private void refuse(Engine engine) {
    try {
      engine.explain(tasks.get(0));
    } catch (TaskRefused e) {
      throw new ChallengeFailure(
          ChallengeFailure.FAILED, String.valueOf(e.getMessage()), "Nothing was run.", e);
    }
  }

  private Duration serial(List<T> results) throws InterruptedException {
    long began = System.nanoTime();
    try (Bar bar = challenge.bar(tasks.size())) {
      for (Task<T> task : tasks) {
        bar.draw(results.size(), 0, since(began));
        T result = here(task, results.size() + 1);
        results.add(result);
        bar.wipe();
        tell(line(results.size(), result));
      }
    }
    return since(began);
  }

  private T here(Task<T> task, int number) throws InterruptedException {
    try {
      return task.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new ChallengeFailure(
          ChallengeFailure.FAILED,
          "the task of " + words.title(number) + " failed, here and without a worker: " + e,
          "",
          e);
    }
  }

  private Duration distributed(OpenEngine open, int workers, List<T> expected)
      throws InterruptedException {
    Map<Integer, T> early = new TreeMap<>();
    List<T> printed = new ArrayList<>();
    long began = System.nanoTime();
    challenge.borrow(
        open,
        new Crowd.Plan(workers, challenge.longestWait(), Duration.ZERO, true),
        Supply.shared(tasks),
        own,
        done -> {
          check(done, expected.get(done.task() - 1));
          early.put(done.task(), done.result());
          while (early.containsKey(printed.size() + 1)) {
            T result = early.remove(printed.size() + 1);
            printed.add(result);
            int number = printed.size();
            if (challenge.json()) {
              out.println(words.json(number, result));
            } else {
              out.println(line(number, result));
            }
          }
        },
        waiting -> {});
    return since(began);
  }

  private void check(Crowd.Done<T> done, T expected) {
    if (!done.result().equals(expected)) {
      throw new ChallengeFailure(
          ChallengeFailure.FAILED,
          words.title(done.task())
              + " has two results: "
              + expected
              + " here, "
              + done.result()
              + " on worker "
              + done.worker()
              + ".",
          "Its function depends on more than its input.");
    }
  }

  private String line(int number, T result) {
    return words.title(number) + "  result = " + result;
  }

  /** What programs do not read. */
  private void tell(String line) {
    if (!challenge.json()) {
      out.println(line);
      out.flush();
    }
  }

  private void head(String heading) {
    if (challenge.json()) {
      err.println(heading);
    } else {
      tell(heading);
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
