package freeworker.bench.growth;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A process with many clients in it, each an engine and so a session of its own. */
public final class CrowdMain {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String address;
  private final List<Engine> engines = new ArrayList<>();
  private final List<FutureTask<Long>> waiting = new ArrayList<>();

  private CrowdMain(String address) {
    this.address = address;
  }

  /** Knows the address of the broker; answers each order with a line. */
  public static void main(String[] args) throws Exception {
    var crowd = new CrowdMain(args[0]);
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", 2);
      int number = Integer.parseInt(words[1]);
      out.println(
          switch (words[0]) {
            case "open" -> crowd.open(number);
            case "enter" -> crowd.enter();
            case "turns" -> crowd.turns(Duration.ofMillis(number));
            case "run" -> crowd.run(Duration.ofMillis(number));
            case "wait" -> crowd.await(number);
            case "served" -> crowd.served();
            default -> throw new IllegalArgumentException("no order: " + order);
          });
    }
    System.exit(0);
  }

  /** As many engines as this from now on. */
  private String open(int count) {
    while (engines.size() > count) {
      engines.remove(engines.size() - 1).close();
    }
    while (engines.size() < count) {
      Engine engine = Engine.open(address);
      engines.add(engine);
      square(engine, 1);
    }
    return "open";
  }

  /** One engine, which has run nothing yet. */
  private String enter() {
    engines.add(Engine.open(address));
    return "entered";
  }

  private static void square(Engine engine, int side) {
    int square = engine.run(() -> side * side);
    if (square != side * side) {
      throw new IllegalStateException("The square of " + side + " came back as " + square + ".");
    }
  }

  /** Each engine runs one task after the other for so long; how many each did. */
  private String run(Duration time) throws Exception {
    var start = new CountDownLatch(engines.size());
    List<FutureTask<Long>> clients = new ArrayList<>();
    for (Engine engine : engines) {
      var client =
          new FutureTask<>(
              () -> {
                start.countDown();
                start.await();
                long began = System.nanoTime();
                long tasks = 0;
                do {
                  square(engine, (int) (tasks++ % 40_000));
                } while (System.nanoTime() - began < time.toNanos());
                return tasks;
              });
      clients.add(client);
      new Thread(client, "client").start();
    }
    return all(clients);
  }

  /** As run, with tasks that last; the longest wait of each engine, in microseconds. */
  private String turns(Duration time) throws Exception {
    List<FutureTask<Long>> clients = new ArrayList<>();
    for (Engine engine : engines) {
      var client =
          new FutureTask<>(
              () -> {
                var random = new SplittableRandom();
                long began = System.nanoTime();
                long longest = 0;
                for (long at = began; at - began < time.toNanos(); at = System.nanoTime()) {
                  long nanos = random.nextLong(Fairness.LONGEST.toNanos());
                  long lasted = engine.run(() -> lasting(nanos));
                  longest = Math.max(longest, System.nanoTime() - at - lasted);
                }
                return longest / 1_000;
              });
      clients.add(client);
      new Thread(client, "client").start();
    }
    return all(clients);
  }

  /** A task that uses no processor; how long it really took. */
  private static long lasting(long nanos) {
    long began = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - began)) {
      LockSupport.parkNanos(left);
    }
    return System.nanoTime() - began;
  }

  /** So many borrowers wait for a worker of one engine, one after the other. */
  private String await(int count) {
    Engine engine = engines.get(0);
    for (int i = 0; i < count; i++) {
      var borrower =
          new FutureTask<>(
              () -> {
                try (BorrowedWorker worker = engine.borrow(PATIENCE)) {
                  long served = System.nanoTime();
                  if (worker.number() < 0) {
                    throw new IllegalStateException("a worker of no number");
                  }
                  return served;
                }
              });
      waiting.add(borrower);
      var thread = new Thread(null, borrower, "borrower", 128 << 10);
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        if (!thread.isAlive()) {
          return "failed";
        }
        Thread.onSpinWait();
      }
    }
    return "waiting";
  }

  /** When each borrower had his worker, in the order in which they came. */
  private String served() throws Exception {
    String times = all(waiting);
    waiting.clear();
    return times;
  }

  private static String all(List<FutureTask<Long>> threads) throws Exception {
    List<String> answers = new ArrayList<>();
    for (FutureTask<Long> thread : threads) {
      answers.add(String.valueOf(thread.get()));
    }
    return answers.stream().collect(Collectors.joining(" "));
  }
}
