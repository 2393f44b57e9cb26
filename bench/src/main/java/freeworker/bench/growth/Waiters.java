package freeworker.bench.growth;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.bench.run.Findings;
import freeworker.bench.run.Machine;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Running;
import freeworker.bench.run.Table;
import freeworker.wire.Broker;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part WAITERS: thousands of borrowers wait in a few programs, and are served in turn. */
final class Waiters {
  private static final int PROCESSES = 16;
  private static final int WAITERS = 10_000;
  private static final long MOST_MIB = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Waiters() {}

  @SuppressWarnings("try") // one of the two is given back before the end
  static Findings measure(Path home, boolean quick) throws IOException, InterruptedException {
    int processes = quick ? 2 : PROCESSES;
    int each = (quick ? 100 : WAITERS) / processes;
    try (var broker = new Running(home, 2);
        Engine engine = Engine.open("rmi://127.0.0.1:" + broker.port() + "?key=" + broker.key());
        BorrowedWorker first = engine.borrow(PATIENCE);
        BorrowedWorker second = engine.borrow(PATIENCE);
        var crowd = new Crowd(broker, processes)) {
      if (first.number() == second.number()) {
        throw new IllegalStateException("one worker was lent twice");
      }
      for (int process = 0; process < processes; process++) {
        crowd.say(process, "enter", 1);
      }
      for (int process = 0; process < processes; process++) {
        crowd.hear(process);
      }
      long pid = broker.broker().handle().pid();
      long before = mib(pid);
      for (int process = 0; process < processes; process++) {
        crowd.say(process, "wait", each);
        String answer = crowd.hear(process);
        if (!answer.equals("waiting")) {
          throw new IOException("The borrowers of process " + process + " " + answer + ".");
        }
      }
      long waiting = mib(pid);
      int places =
          Visit.by(broker.key(), "127.0.0.1", broker.port(), false)
              .ask('B', Broker.class)
              .standing()
              .waiting();
      long released = System.nanoTime();
      first.close();
      List<Long> served = new ArrayList<>();
      for (int process = 0; process < processes; process++) {
        crowd.say(process, "served", 0);
      }
      for (int process = 0; process < processes; process++) {
        served.addAll(crowd.numbers(process));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - released);
      return findings(processes, each, before, waiting, mib(pid), places, served, took);
    }
  }

  private static Findings findings(
      int processes,
      int each,
      long before,
      long waiting,
      long after,
      int places,
      List<Long> served,
      Duration took) {
    int within = 0;
    for (int process = 0; process < processes; process++) {
      within += overtakings(served.subList(process * each, (process + 1) * each));
    }
    int all = overtakings(served);
    return new Findings(
        List.of(
            new Table(
                "Borrowers who wait for one worker",
                List.of(
                    "borrowers: processes x threads",
                    "broker: MiB before, while they wait, after",
                    "places at the broker",
                    "all served within s",
                    "overtaken by one who came later: in all, within his program"),
                List.of(
                    List.of(
                        processes * each + ": " + processes + " x " + each,
                        before + ", " + waiting + ", " + after,
                        String.valueOf(places),
                        String.format(Locale.ROOT, "%.1f", took.toNanos() / 1e9),
                        all + ", " + within)))),
        List.of(
            Promise.atMost(
                "the broker needs at most " + MOST_MIB + " MiB more while they wait",
                MOST_MIB,
                (double) (waiting - before)),
            new Promise(
                "all are served after the release",
                served.size() + " of " + processes * each,
                served.size() == processes * each),
            new Promise(
                "in order of arrival within each program", within + " were not", within == 0),
            new Promise("in order of arrival over all programs", all + " were not", all == 0)));
  }

  /** How many were served before somebody who had come earlier. */
  static int overtakings(List<Long> served) {
    int overtakings = 0;
    long latestBefore = Long.MAX_VALUE;
    for (int i = served.size() - 1; i >= 0; i--) {
      // Walking from the last who came: one is overtaken when a later one was served earlier.
      if (latestBefore - served.get(i) < 0) {
        overtakings++;
      }
      latestBefore = i == served.size() - 1 ? served.get(i) : Math.min(latestBefore, served.get(i));
    }
    return overtakings;
  }

  private static long mib(long pid) {
    return Machine.resident(pid) >> 20;
  }
}
