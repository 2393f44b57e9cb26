package freeworker.worker.script;

import freeworker.wire.job.Script;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * A thread of its own reads; it alone touches the tail until it has ended, then whoever tells does.
 * Guarded by the lock of the teller: waiting, count, head, toldAt, ended, hushed. Never held while
 * reading or writing.
 * The pipe has a name, and ends when the keeper is closed and no process holds it any more; that of a
 * Process may lose bytes when processes go on writing after the first one's end.
 */
/**
 * One of the two streams that a script writes: its head goes on as it comes, its tail in the end.
 */
final class Outlet implements AutoCloseable {
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long IDLE = TimeUnit.HOURS.toNanos(1);
  private static final int READ = 64 << 10;
  private static final long BUSY = Long.MAX_VALUE;

  private final int stream;
  private final long kept;
  private final Tail tail;
  private final FileChannel keeper;
  private final FileChannel pipe;
  private final ReentrantLock lock;
  private final Condition changed;
  private final Thread reader;
  private final byte[] waiting = new byte[2 * Script.PIECE];
  private int count;
  private long head;
  private long toldAt = System.nanoTime() - PACE;
  private boolean ended;
  private boolean hushed;
  private volatile long silentSince = System.nanoTime();
  private long afterHead;
  private @Nullable IOException broken;

  /**
   * @param place where its pipe is, and its tail may be
   * @param kept how many bytes of it are kept
   * @param changed of that lock
   */
  Outlet(int stream, Path place, long kept, ReentrantLock lock, Condition changed)
      throws IOException {
    this.stream = stream;
    this.kept = kept;
    this.lock = lock;
    this.changed = changed;
    head = kept / 2;
    tail = new Tail(place.resolve("tail" + stream), kept - head);
    Path name = place.resolve(stream == 1 ? "out" : "err");
    keeper = FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    pipe = FileChannel.open(name, StandardOpenOption.READ);
    reader = new Thread(this::read, "job-stream-" + stream);
    reader.setDaemon(true);
  }

  void begin() {
    reader.start();
  }

  int stream() {
    return stream;
  }

  private void read() {
    var bytes = ByteBuffer.allocate(READ);
    try {
      while (pipe.read(bytes) >= 0) {
        silentSince = BUSY;
        take(bytes.array(), bytes.position());
        bytes.clear();
        silentSince = System.nanoTime();
      }
    } catch (ClosedChannelException e) {
      // Nobody hears it any more.
    } catch (IOException e) {
      broken = e;
    } finally {
      lock.lock();
      try {
        ended = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Takes what was read; waits while too much of the head is not told yet. */
  private void take(byte[] bytes, int length) {
    int taken = 0;
    lock.lock();
    try {
      while (head > 0 && taken < length && !hushed) {
        int some = (int) Math.min(Math.min(head, length - taken), waiting.length - count);
        if (some == 0) {
          changed.awaitUninterruptibly();
        } else {
          System.arraycopy(bytes, taken, waiting, count, some);
          head -= some;
          taken += some;
          if (count == 0 || count + some >= Script.PIECE) {
            changed.signalAll();
          }
          count += some;
        }
      }
    } finally {
      lock.unlock();
    }
    afterHead += length - taken;
    try {
      if (broken == null) {
        tail.add(bytes, taken, length - taken);
      }
    } catch (IOException e) {
      broken = e;
    }
  }

  /** How long to wait before telling what waits; with the lock. */
  long due(long now) {
    if (count == 0) {
      return IDLE;
    }
    return ended || count >= Script.PIECE ? 0 : Math.max(0, PACE - (now - toldAt));
  }

  /** Takes what is to be told now; with the lock. */
  byte[] next(long now) {
    int some = Math.min(count, Script.PIECE);
    byte[] piece = Arrays.copyOf(waiting, some);
    count -= some;
    System.arraycopy(waiting, some, waiting, 0, count);
    toldAt = now;
    changed.signalAll();
    return piece;
  }

  /** Whether nothing more comes, and nothing waits; with the lock. */
  boolean done() {
    return ended && count == 0;
  }

  /** Drops what comes from now on; with the lock. */
  void hush() {
    hushed = true;
    changed.signalAll();
  }

  /** What stands between head and tail, or nothing; only once it is done. */
  byte[] notice() {
    String why = "more than --keep " + kept;
    long missing = tail.missing();
    if (broken != null) {
      why = "the worker could not keep them: " + broken.getMessage();
      missing = afterHead;
    }
    return missing == 0 && broken == null
        ? new byte[0]
        : ("\n[... " + missing + " bytes left out: " + why + " ...]\n")
            .getBytes(StandardCharsets.UTF_8);
  }

  /** How many bytes the tail has; only once it is done. */
  long tail() {
    return broken == null ? tail.length() : 0;
  }

  /** Some of the tail. */
  byte[] tail(long offset) throws IOException {
    return tail.read(offset, Script.PIECE);
  }

  /** Lets it end as soon as no process holds it. */
  void letEnd() throws IOException {
    keeper.close();
  }

  /** Waits until it has ended. */
  boolean hasEnded(long limitNanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(reader, Math.max(1, limitNanos));
    return !reader.isAlive();
  }

  /** For how long its reader has waited for bytes, in nanoseconds. */
  long silent() {
    long since = silentSince;
    return since == BUSY ? 0 : System.nanoTime() - since;
  }

  /** Ends it, whoever still holds it. */
  void cut() throws IOException {
    keeper.close();
    pipe.close();
  }

  @Override
  public void close() throws IOException {
    cut();
    tail.close();
  }
}
