package freeworker.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Each client is one thread; all meet at one barrier, and then in the queue of ends alone, which the
 * thread that called run reads. A client ends with its last pause, with its failure, or when it is
 * interrupted because another one failed.
 */
/**
 * Several clients that start together, each with one errand after the other and a pause after each.
 */
final class Clients {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PARTING = Duration.ofSeconds(10);

  private final int count;
  private final int rounds;
  private final Duration think;
  private final Errand errand;

  /** What a client does in each round; the clients are numbered from 1. */
  interface Errand {
    /**
     * @throws ChallengeFailure when it was in vain
     */
    void run(int client) throws InterruptedException;
  }

  /**
   * What came of it.
   *
   * @param wall from the common start to the end of the last client's last pause
   * @param errands how long each errand took
   */
  record Ran(Duration wall, List<Duration> errands) {
    Ran {
      errands = List.copyOf(errands);
    }
  }

  /** The end of one client: when, after which errands, or of what. */
  private record End(long at, List<Duration> errands, @Nullable RuntimeException failure) {}

  Clients(int count, int rounds, Duration think, Errand errand) {
    this.count = count;
    this.rounds = rounds;
    this.think = think;
    this.errand = errand;
  }

  /**
   * Lets them run until the last one is done.
   *
   * @param idle is called several times a second meanwhile
   * @throws ChallengeFailure the first failure, after all others were stopped
   */
  Ran run(Runnable idle) throws InterruptedException {
    long[] began = new long[1];
    var start = new CyclicBarrier(count, () -> began[0] = System.nanoTime());
    var over = new CountDownLatch(1);
    BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int client = 1; client <= count; client++) {
      int number = client;
      var thread = new Thread(() -> live(number, start, over, ends), "benchmark-client-" + number);
      thread.setDaemon(true);
      threads.add(thread);
    }
    try {
      threads.forEach(Thread::start);
      List<Duration> errands = new ArrayList<>();
      long last = Long.MIN_VALUE;
      for (int done = 0; done < count; ) {
        @Nullable End end = ends.poll(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        if (end == null) {
          idle.run();
          continue;
        }
        if (end.failure() != null) {
          throw end.failure();
        }
        done++;
        errands.addAll(end.errands());
        last = done == 1 ? end.at() : Math.max(last, end.at());
      }
      return new Ran(Duration.ofNanos(last - began[0]), errands);
    } finally {
      over.countDown();
      threads.forEach(Thread::interrupt);
      await(threads);
    }
  }

  private void live(int client, CyclicBarrier start, CountDownLatch over, BlockingQueue<End> ends) {
    List<Duration> errands = new ArrayList<>();
    try {
      start.await();
      for (int round = 1; round <= rounds; round++) {
        long began = System.nanoTime();
        errand.run(client);
        errands.add(Duration.ofNanos(System.nanoTime() - began));
        if (over.await(think.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
      ends.add(new End(System.nanoTime(), errands, null));
    } catch (InterruptedException | BrokenBarrierException e) {
      // Another one has failed, and was heard.
    } catch (RuntimeException e) {
      ends.add(new End(System.nanoTime(), errands, e));
    } catch (Error e) {
      var broken = new IllegalStateException("client " + client + " broke: " + e, e);
      ends.add(new End(System.nanoTime(), errands, broken));
      throw e;
    }
  }

  private static void await(List<Thread> threads) {
    long deadline = System.nanoTime() + PARTING.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
