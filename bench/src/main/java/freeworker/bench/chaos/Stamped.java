package freeworker.bench.chaos;

import freeworker.Task;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Squares a number and leaves stamps in a file: that it began, that it still runs, and how it
 * ended.
 *
 * @param millis how long it takes
 * @param stubborn whether it goes on when it is interrupted
 * @param file where the stamps go; a line each, written at once
 */
record Stamped(String id, int number, int millis, boolean stubborn, String file)
    implements Task<Stamped.Receipt> {
  static final char BEGAN = 'S';
  static final char RUNS = 'T';
  static final char ENDED = 'F';
  static final char BROKEN = 'X';
  private static final int TICK_MILLIS = 20;

  /** The result, and which attempt it is from. */
  record Receipt(String attempt, long square) implements Serializable {}

  @Override
  public Receipt run() throws IOException, InterruptedException {
    String attempt = UUID.randomUUID().toString();
    try (var out = new FileOutputStream(file, true)) {
      char end = BROKEN;
      stamp(out, BEGAN, attempt);
      try {
        work(out, attempt);
        end = ENDED;
      } finally {
        stamp(out, end, attempt);
      }
    }
    return new Receipt(attempt, (long) number * number);
  }

  private void work(FileOutputStream out, String attempt) throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      try {
        if (!never.await(
            Math.min(left, TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)), TimeUnit.NANOSECONDS)) {
          stamp(out, RUNS, attempt);
        }
      } catch (InterruptedException e) {
        if (!stubborn) {
          throw e;
        }
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void stamp(FileOutputStream out, char what, String attempt) throws IOException {
    long micros = System.currentTimeMillis() * 1000;
    String line =
        what
            + " "
            + id
            + " "
            + attempt
            + " "
            + ProcessHandle.current().pid()
            + " "
            + System.nanoTime()
            + " "
            + micros
            + "\n";
    out.write(line.getBytes(StandardCharsets.US_ASCII));
  }
}
