package freeworker.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.function.UnaryOperator;

/*
 * Guarded by this: begun, backlog, closed, silent. Never held while printing.
 * A thread of its own prints and waits for the reader; who closes waits for that thread, with a limit.
 */
/**
 * An output for whose reader nobody waits. What is flushed is printed in its order; while the
 * reader does not read, so much of it is kept, and the lines beyond that are counted.
 */
public final class Speaker extends Writer {
  private static final int MOST = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PrintWriter to;
  private final Duration patience;
  private final StringBuilder begun = new StringBuilder();
  private final Backlog backlog;
  private boolean closed;
  private boolean silent;

  /**
   * @param to the output that may block
   * @param note makes a line of the words about lines that are missing
   */
  public Speaker(PrintWriter to, UnaryOperator<String> note) {
    this(to, note, MOST, PATIENCE);
  }

  Speaker(PrintWriter to, UnaryOperator<String> note, int most, Duration patience) {
    this.to = to;
    this.patience = patience;
    backlog = new Backlog(most, note);
    var thread = new Thread(this::speak, "speaker");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void write(char[] text, int from, int length) {
    begun.append(text, from, length);
  }

  @Override
  public synchronized void flush() {
    if (begun.length() > 0) {
      backlog.add(begun.toString());
      begun.setLength(0);
      notifyAll();
    }
  }

  /** Everything is printed then, unless the reader leaves it waiting for too long. */
  @Override
  public synchronized void close() {
    flush();
    closed = true;
    notifyAll();
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); !silent && left > 0; ) {
        wait(1 + left / 1_000_000);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void speak() {
    for (String text = next(); !text.isEmpty(); text = next()) {
      to.print(text);
      to.flush();
    }
  }

  /** What is to be printed next; nothing once all is printed and nothing more is to come. */
  private synchronized String next() {
    try {
      while (backlog.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    silent = backlog.isEmpty();
    notifyAll();
    return backlog.take();
  }
}
