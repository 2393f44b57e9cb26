package freeworker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Runs the laps of a course by several threads for a while, and times each. */
final class Race {
  private static final long LONGEST = Duration.ofMinutes(5).toNanos();

  private final Course course;
  private final long duration;
  private final CountDownLatch start;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<Runner> runners = new ArrayList<>();

  private Race(Course course, int threads, Duration duration) {
    this.course = course;
    this.duration = duration.toNanos();
    this.start = new CountDownLatch(threads);
  }

  /**
   * Each thread runs one lap for nothing, then all start together.
   *
   * @throws IllegalStateException when a lap failed or brought a wrong result
   */
  static Figure run(Course course, int threads, Duration duration) throws Exception {
    var race = new Race(course, threads, duration);
    for (int i = 0; i < threads; i++) {
      race.runners.add(race.new Runner(i));
    }
    race.runners.forEach(Thread::start);
    for (Runner runner : race.runners) {
      runner.join();
    }
    race.check();
    return race.figure(course.rest());
  }

  private void check() {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("A lap failed: " + failed, failed);
    }
  }

  private Figure figure(int rest) {
    var calls = new Histogram(LONGEST, 3);
    long tasks = 0;
    long before = 0;
    long began = Long.MAX_VALUE;
    long ended = Long.MIN_VALUE;
    for (Runner runner : runners) {
      calls.add(runner.calls);
      tasks += runner.tasks;
      before += runner.before;
      began = Math.min(began, runner.began - runners.get(0).began);
      ended = Math.max(ended, runner.ended - runners.get(0).began);
    }
    return new Figure(
        tasks,
        tasks + before + rest,
        ended - began,
        calls.getValueAtPercentile(50),
        calls.getValueAtPercentile(99));
  }

  private final class Runner extends Thread {
    private final int number;
    private final Histogram calls = new Histogram(LONGEST, 3);
    private long tasks;
    private long before;
    private long began;
    private long ended;

    Runner(int number) {
      super("runner-" + number);
      this.number = number;
    }

    @Override
    public void run() {
      try {
        run(first());
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }

    /** Makes the connections; the others wait for it even when it fails. */
    private Lap first() throws Exception {
      try {
        Lap lap = course.lap(number);
        before = lap.run(0);
        return lap;
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
        throw e;
      } finally {
        start.countDown();
      }
    }

    private void run(Lap lap) throws Exception {
      if (!start.await(LONGEST, TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("Another thread's first lap does not end.");
      }
      began = System.nanoTime();
      long at = began;
      for (int round = 1 + number; at - began < duration && failure.get() == null; round++) {
        tasks += lap.run(round);
        ended = System.nanoTime();
        calls.recordValue(Math.min(ended - at, LONGEST));
        at = ended;
      }
    }
  }
}
