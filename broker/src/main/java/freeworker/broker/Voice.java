package freeworker.broker;

import freeworker.profiling.Visible;
import freeworker.wire.Standing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/*
 * Guarded by this: everything, since notices come from any thread. The status line is the last line of
 * a terminal, wiped before anything else is said.
 */
/** What the broker says, and where. */
final class Voice {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean terminal;
  private int shown;
  private long lastDone;
  private long lastAt = System.nanoTime();
  private double rate;

  Voice(PrintWriter out, PrintWriter err, boolean json, boolean terminal) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.terminal = terminal && !json;
  }

  synchronized void notice(String line) {
    if (json) {
      out.println(event(line));
      out.flush();
    } else {
      say(spoken(line));
    }
  }

  /** A notice for a program. */
  static String event(String notice) {
    return new Json().put("event", "notice").put("text", notice).toString();
  }

  /** A notice for a person. */
  static String spoken(String notice) {
    return "broker  " + Visible.of(notice);
  }

  synchronized void ready(String place, int port, int workers, Duration took, Path profile) {
    if (json) {
      out.println(
          new Json()
              .put("event", "ready")
              .put("port", port)
              .put("workers", workers)
              .put("profile", profile.toString())
              .put("seconds", took.toMillis() / 1000.0));
      out.flush();
      return;
    }
    String who =
        workers == 0
            ? "no workers"
            : workers == 1
                ? "1 worker (0)"
                : workers + " workers (" + BrokerCommand.numbers(workers) + ")";
    say(
        String.format(
            Locale.ROOT,
            "broker  ready on %s with %s, started in %.1f s",
            place,
            who,
            took.toMillis() / 1000.0));
    say("        recording  " + profile);
    say("        stop with Ctrl+C");
  }

  /** The live line of a terminal. */
  synchronized void status(Standing now, Load load) {
    if (!terminal) {
      return;
    }
    long at = System.nanoTime();
    double seconds = (at - lastAt) / 1e9;
    if (seconds >= 2) {
      rate = (now.finished() - lastDone) / seconds;
      lastDone = now.finished();
      lastAt = at;
    }
    int busy = 0;
    var squares = new StringBuilder();
    for (Standing.WorkerStanding worker : now.workers()) {
      boolean up = worker.state().equals("busy");
      busy += up ? 1 : 0;
      if (squares.length() < 32) {
        squares.append(up ? '\u25a0' : '\u25a1');
      }
    }
    String line =
        String.format(
            Locale.ROOT,
            "busy %d/%d %s  waiting %d  done %d  %.2f/s%s",
            busy,
            now.workers().length,
            squares,
            now.waiting(),
            now.finished(),
            rate,
            load(load));
    err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    err.flush();
    // One that was not printed has not drawn over a longer one before it.
    shown = Math.max(shown, line.length());
  }

  private static String load(Load load) {
    if (Double.isNaN(load.cpu())) {
      return "";
    }
    return String.format(
        Locale.ROOT, "  cpu %.0f %%  mem %.1f GiB", load.cpu() * 100, load.memoryMiB() / 1024.0);
  }

  synchronized void stopping(int running) {
    if (!json) {
      say("broker  stopping: no new tasks, " + running + " running ...");
    }
  }

  synchronized void stopped(Standing last, int cut, Path profile) {
    long failed = 0;
    for (Standing.WorkerStanding worker : last.workers()) {
      failed += worker.failed();
    }
    if (json) {
      out.println(
          new Json()
              .put("event", "stopped")
              .put("tasks", last.finished())
              .put("failed", failed)
              .put("cut", cut)
              .put("seconds", last.uptime() / 1e9)
              .put("profile", profile.toString()));
      out.flush();
      return;
    }
    say(
        String.format(
            Locale.ROOT,
            "broker  done. %d tasks, %d failed, %s%.1f s. Profile: %s",
            last.finished(),
            failed,
            cut > 0 ? cut + " cut off, " : "",
            last.uptime() / 1e9,
            profile));
    if (last.finished() > 0) {
      say("        draw it with: grapher " + name(profile));
    }
  }

  private static String name(Path profile) {
    Path name = profile.getFileName();
    boolean usual = profile.equals(Path.of("profiling").resolve(String.valueOf(name)));
    return usual ? String.valueOf(name) : profile.toString();
  }

  private void say(String line) {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
    err.println(line);
    err.flush();
  }
}
