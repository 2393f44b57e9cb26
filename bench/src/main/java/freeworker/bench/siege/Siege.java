package freeworker.bench.siege;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One assault after the other, and how the broker stood each. */
final class Siege {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int LOOKS = 6;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final long MOST_KEPT = 16L << 20;

  private final Besieged broker;
  private final Random random;
  private final Duration longest;

  /**
   * @param longest how long one assault may last
   */
  Siege(Besieged broker, long seed, Duration longest) {
    this.broker = broker;
    this.random = new Random(seed);
    this.longest = longest;
  }

  /** What was seen, and what of it must not be. */
  record Outcome(List<Stand> stands, List<String> broken) {
    Outcome {
      stands = List.copyOf(stands);
      broken = List.copyOf(broken);
    }

    boolean held() {
      return broken.isEmpty() && stands.stream().allMatch(stand -> stand.broken().isEmpty());
    }
  }

  /**
   * Goes through all of them while the broker lives.
   *
   * @param seen told of each when it is over
   */
  Outcome run(List<Assault> assaults, Consumer<Stand> seen)
      throws IOException, InterruptedException {
    List<Stand> stands = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    // The first client has classes loaded that all others find.
    broker.serve();
    long kept = broker.keptHeap();
    for (Assault assault : assaults) {
      try {
        Stand stand = stand(assault);
        stands.add(stand);
        seen.accept(stand);
      } catch (IOException e) {
        broken.add(assault.name() + ": " + e.getMessage());
      }
      if (!broker.alive()) {
        broken.add("the broker died of: " + assault.name());
        return new Outcome(stands, broken);
      }
    }
    long now = kept(kept + MOST_KEPT);
    if (now > kept + MOST_KEPT) {
      broken.add("the heap keeps %d MiB, %d MiB before it all".formatted(now >> 20, kept >> 20));
    }
    int code = broker.own() ? broker.stop() : 0;
    if (code != 0) {
      broken.add("the broker ended with exit code " + code);
    }
    return new Outcome(stands, broken);
  }

  /** What the heap keeps once all is forgotten that is remembered for some seconds. */
  private long kept(long allowed) throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    long least = Long.MAX_VALUE;
    for (int look = 0; look < LOOKS && least > allowed; look++) {
      least = Math.min(least, broker.keptHeap());
      var unused = least > allowed && never.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
    return least;
  }

  private Stand stand(Assault assault) throws IOException, InterruptedException {
    var tally = new Tally();
    var over = new CountDownLatch(1);
    var look = new Look(over);
    var looking = new Thread(look, "looks-on");
    looking.start();
    long began = System.nanoTime();
    Duration lasted;
    try {
      assault
          .waging()
          .wage(new Random(random.nextLong()), System.nanoTime() + longest.toNanos(), tally);
      lasted = Duration.ofNanos(System.nanoTime() - began);
    } finally {
      over.countDown();
      looking.join();
    }
    return Stand.of(assault, tally, lasted, look.most, broker.serve());
  }

  /** Sees how much the broker needs at most until the assault is over. */
  private final class Look implements Runnable {
    private final CountDownLatch over;
    private volatile Vitals most = broker.vitals();

    Look(CountDownLatch over) {
      this.over = over;
    }

    @Override
    public void run() {
      try {
        do {
          most = most.most(broker.vitals());
        } while (!over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
