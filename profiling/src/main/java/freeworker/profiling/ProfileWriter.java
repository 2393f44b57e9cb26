package freeworker.profiling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/*
 * Callers touch the ring alone. The thread "profile-writer" owns the recorder and the segments until it
 * ends; whoever closes waits for its end.
 */
/** Appends rows to the profile of a run without ever costing its callers. */
public final class ProfileWriter implements AutoCloseable {
  /** The size that no file of a profile exceeds. */
  static final long LARGEST_FILE = 1L << 30;

  /** How many events wait for the writer before they are dropped and counted. */
  static final int RING = 1 << 16;

  private static final Duration PACE = Duration.ofMillis(50);
  private static final Duration LAST_WRITE = Duration.ofSeconds(10);

  private final Claim claim;
  private final LongSupplier nanos;
  private final Sampler sampler;
  private final Consumer<String> notices;
  private final Ring ring;
  private final Recorder recorder;
  private final Segments segments;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile long rows;

  /** What a writer is bounded by. */
  record Bounds(long fileBytes, int events) {
    static final Bounds USUAL = new Bounds(LARGEST_FILE, RING);
  }

  /**
   * Takes the place of an older profile, which is renamed, and begins a new one.
   *
   * @param nanos the clock of the events
   * @param notices gets each sentence that the operator should read, from any thread
   * @throws ProfileTaken if another live run writes it
   * @throws ProfileRefused if it cannot be written
   */
  public static ProfileWriter open(
      Path file, int workers, LongSupplier nanos, Sampler sampler, Consumer<String> notices) {
    Claim claim = ProfileFiles.claim(file);
    claim.notice().ifPresent(notices);
    return open(claim, workers, nanos, sampler, notices);
  }

  /** Begins the claimed profile; the claim ends with it. */
  public static ProfileWriter open(
      Claim claim, int workers, LongSupplier nanos, Sampler sampler, Consumer<String> notices) {
    return open(claim, workers, LARGEST_FILE, nanos, sampler, notices);
  }

  /**
   * Begins the claimed profile; the claim ends with it.
   *
   * @param fileBytes the size that no file of it exceeds
   */
  public static ProfileWriter open(
      Claim claim,
      int workers,
      long fileBytes,
      LongSupplier nanos,
      Sampler sampler,
      Consumer<String> notices) {
    long epochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long offset = epochMicros - Recorder.micros(nanos.getAsLong());
    return open(
        claim, workers, nanos, sampler, notices, offset, Disk.REAL, new Bounds(fileBytes, RING));
  }

  static ProfileWriter open(
      Claim claim,
      int workers,
      LongSupplier nanos,
      Sampler sampler,
      Consumer<String> notices,
      long epochOffset,
      Disk disk,
      Bounds bounds) {
    try {
      var recorder = new Recorder(workers);
      var segments =
          new Segments(claim.file(), workers, disk, bounds.fileBytes, epochOffset, notices);
      var ring = new Ring(bounds.events);
      var writer = new ProfileWriter(claim, recorder, segments, ring, nanos, sampler, notices);
      writer.thread.start();
      return writer;
    } catch (IOException e) {
      claim.close();
      throw ProfileRefused.unwritable(claim.file(), e);
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private ProfileWriter(
      Claim claim,
      Recorder recorder,
      Segments segments,
      Ring ring,
      LongSupplier nanos,
      Sampler sampler,
      Consumer<String> notices) {
    this.claim = claim;
    this.recorder = recorder;
    this.segments = segments;
    this.ring = ring;
    this.nanos = nanos;
    this.sampler = sampler;
    this.notices = notices;
    this.thread = new Thread(this::run, "profile-writer");
    this.thread.setDaemon(true);
  }

  /** Takes an event in, in about 100 ns, and never waits for the disk. */
  public void add(Event event) {
    ring.add(event);
  }

  /** The profile, or its first segment. */
  public Path file() {
    return claim.file();
  }

  /** How many rows the profile has so far, over all segments. */
  public long rows() {
    return rows;
  }

  /** Writes everything that was added and ends the profile. */
  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    try {
      thread.join(LAST_WRITE.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (thread.isAlive()) {
      notices.accept("profile " + file() + " is not at its end yet: the disk has not answered.");
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean open = true;
      while (open) {
        open = !closing.await(PACE.toMillis(), TimeUnit.MILLISECONDS);
        long now = nanos.getAsLong();
        drain();
        write(open ? recorder.due(now) : recorder.all());
        segments.flush(System.nanoTime());
        rows = segments.rows();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notices.accept("profile " + file() + " ends early: its writer was interrupted.");
    } catch (RuntimeException e) {
      notices.accept("profile " + file() + " ends early: its writer stopped by " + e + ".");
    } finally {
      segments.close(System.nanoTime());
      rows = segments.rows();
      claim.close();
    }
  }

  private void drain() {
    Ring.Missed missed = ring.drain(recorder::add);
    if (missed != null) {
      recorder.miss(missed.from(), missed.finished());
      notices.accept(
          "profile "
              + file()
              + " has a gap of "
              + TimeUnit.NANOSECONDS.toMillis(missed.until() - missed.from())
              + " ms: "
              + missed.events()
              + " events came faster than they could be written.");
    }
  }

  private void write(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    segments.load(sampler.cpu(), sampler.memoryMiB());
    long now = System.nanoTime();
    for (Row row : rows) {
      segments.append(row, now);
    }
  }
}
