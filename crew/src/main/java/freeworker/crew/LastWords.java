package freeworker.crew;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/*
 * A virtual machine that crashes says where in the middle of its last lines, the rest is advice that
 * nobody needs here.
 */
/** What of a process's output tells best how it ended: its last lines, or where it crashed. */
final class LastWords {
  private static final int LINES = 5;
  private static final String CRASH =
      "# A fatal error has been detected by the Java Runtime Environment:";
  private static final String FRAME = "Problematic frame:";

  private final Deque<String> last = new ArrayDeque<>();
  private final List<String> crash = new ArrayList<>();
  private boolean crashed;
  private boolean telling;

  void hear(String line) {
    if (line.equals(CRASH)) {
      crashed = true;
      telling = true;
      crash.clear();
      return;
    }
    if (crashed && line.startsWith("#")) {
      String words = line.substring(1).strip();
      boolean frame = words.equals(FRAME);
      if (frame || (telling && !words.isEmpty())) {
        crash.add(words);
      }
      telling = frame || (telling && words.isEmpty());
      return;
    }
    last.add(line);
    if (last.size() > LINES) {
      last.remove();
    }
  }

  List<String> lines() {
    return crash.isEmpty() ? List.copyOf(last) : List.copyOf(crash);
  }
}
