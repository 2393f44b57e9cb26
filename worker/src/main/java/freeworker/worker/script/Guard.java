package freeworker.worker.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * A shell in a session of its own, so that what ends the worker's does not end it. It lives on its
 * standard input: a line is a signal for the script's process group, and an end without a good-bye is
 * that of the worker. Where there is no /proc its search finds nothing.
 */
/** Ends a script, and removes its folder, when the worker that runs it was killed. */
final class Guard implements AutoCloseable {
  private static final String OVER = "over";

  /** Told the mark and the folder; says when it is there. */
  private static final String LINES =
      """
      cd /
      mkfifo -m 600 "$2/out" "$2/err" || exit
      echo
      exec >/dev/null 2>&1
      strike() {
        read -r group <"$2/group" && { kill -"$1" -"$group" || kill -"$1" "$group"; }
      }
      while read -r word; do
        [ "$word" = over ] && exit
        strike "$word" "$2"
      done
      strike KILL "$2"
      passes=0
      clean=0
      while [ $clean -lt 2 ] && [ $passes -lt 500 ]; do
        # One that was about to begin has no mark yet.
        [ $clean -eq 0 ] || sleep 1
        passes=$((passes + 1))
        clean=$((clean + 1))
        for file in $(grep -ls -- "$1" /proc/[0-9]*/environ); do
          clean=0
          pid=${file#/proc/}
          kill -KILL "${pid%/environ}"
        done
      done
      chmod -R u+rwX "$2"
      rm -rf "$2"
      """;

  private final Process process;

  /** Begins to watch, and makes the pipes {@code out} and {@code err} in the folder. */
  Guard(JobFolder folder, SearchPath path, String mark) throws NotBegun {
    List<String> command = new ArrayList<>();
    path.find("setsid").map(Path::toString).ifPresent(command::add);
    command.addAll(List.of("/bin/sh", "-c", LINES, "freeworker-guard"));
    command.add(Offspring.MARK + "=" + mark);
    command.add(folder.place().toString());
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", path.folders());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw unguarded(e.getMessage());
    }
  }

  /** Waits until it is there; no script may begin before. */
  void await() throws NotBegun {
    try {
      if (process.getInputStream().read() < 0) {
        throw unguarded(
            new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip());
      }
    } catch (IOException e) {
      throw unguarded(e.getMessage());
    }
  }

  private static NotBegun unguarded(@Nullable String why) {
    return new NotBegun(NotBegun.UNUSABLE, "its guard could not be started: " + why);
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal to all processes of the script's group. */
  void strike(String signal) {
    try {
      say(signal);
    } catch (IOException e) {
      // Somebody ended the guard; the script's own process is ended by whoever strikes.
    }
  }

  private void say(String word) throws IOException {
    OutputStream out = process.getOutputStream();
    out.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Lets it go: nothing of the script runs any more. */
  @Override
  public void close() {
    try {
      say(OVER);
      process.getOutputStream().close();
      if (process.waitFor(1, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It has ended already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
