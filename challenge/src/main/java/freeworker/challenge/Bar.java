package freeworker.challenge;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line on a terminal that tells how far a run is; nothing at all elsewhere. */
final class Bar implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int WIDTH = 36;
  private static final String BLANK = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final int tasks;
  private boolean drawn;

  Bar(PrintWriter err, boolean terminal, int tasks) {
    this.err = err;
    this.terminal = terminal;
    this.tasks = tasks;
  }

  /** Draws the line anew, once the run has taken long enough for anybody to wonder. */
  void draw(int done, int waiting, Duration since) {
    if (!terminal || since.compareTo(PATIENCE) < 0) {
      return;
    }
    int full = (int) ((long) WIDTH * done / tasks);
    err.printf(
        Locale.ROOT,
        "%s %d/%d [%s%s] %.1f s%s",
        BLANK,
        done,
        tasks,
        "=".repeat(full),
        " ".repeat(WIDTH - full),
        since.toMillis() / 1e3,
        waiting == 0 ? "" : "   waiting for a free worker: " + waiting);
    err.flush();
    drawn = true;
  }

  /** Clears the line, so that something else can be printed there. */
  void wipe() {
    if (drawn) {
      err.print(BLANK);
      err.flush();
      drawn = false;
    }
  }

  @Override
  public void close() {
    wipe();
  }
}
