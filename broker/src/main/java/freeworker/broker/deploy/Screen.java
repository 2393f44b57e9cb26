package freeworker.broker.deploy;

import freeworker.cli.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/*
 * Guarded by this: everything, since hosts are worked on by many threads. On a terminal the last lines
 * are a table of what is under way, drawn anew over itself.
 */
/** Tells people how far each host is: a table on a terminal, else a line for each step. */
final class Screen implements Watcher {
  private static final int MOST_ROWS = 12;
  private static final int WIDTH = 79;
  private static final int BAR = 20;
  private static final String CLEAR = "\r\u001b[J";

  private final PrintWriter err;
  private final boolean table;
  private final boolean told;
  private final int hosts;
  private final Map<Host, Step> steps = new LinkedHashMap<>();
  private int done;
  private int failed;
  private int drawn;
  private boolean closed;

  private record Step(String stage, String words, int percent) {}

  /**
   * @param table whether lines can be drawn over
   * @param steps whether each step is told where they cannot
   */
  Screen(PrintWriter err, boolean table, boolean steps, int hosts) {
    this.err = err;
    this.table = table;
    this.told = steps;
    this.hosts = hosts;
  }

  @Override
  public synchronized void begins(Host host, Stage stage, String words) {
    steps.put(host, new Step(stage.word(), words, -1));
    if (table) {
      draw();
    } else if (told && stage != Stage.LOOKING) {
      line(host + ": " + stage.word() + (words.isEmpty() ? "" : ": " + words));
    }
  }

  @Override
  public synchronized void sent(Host host, long bytes, long all) {
    Step step = steps.get(host);
    int percent = (int) (bytes * 100 / Math.max(1, all));
    // As often as the bar grows, however fast the bytes go.
    if (table && step != null && (step.percent() < 0 || full(step.percent()) < full(percent))) {
      steps.put(host, new Step(step.stage(), step.words(), percent));
      draw();
    }
  }

  @Override
  public synchronized void done(Report report) {
    steps.remove(report.host());
    done++;
    failed += report.well() ? 0 : 1;
    if (table) {
      draw();
    } else if (told) {
      String words = report.words().isEmpty() ? "" : ": " + report.words();
      line(report.host() + ": " + report.state().word() + words);
    }
  }

  /** Takes the table away; from now on nothing is said. */
  synchronized void close() {
    err.print(above());
    err.flush();
    drawn = 0;
    closed = true;
  }

  private void line(String text) {
    if (closed) {
      return;
    }
    err.println("deploy  " + text);
    err.flush();
  }

  /** What takes the cursor to the first line of the table, and that away. */
  private String above() {
    return drawn > 0 ? "\u001b[" + drawn + "A" + CLEAR : "";
  }

  /** All at once, so that nobody sees it half. */
  private void draw() {
    if (closed) {
      return;
    }
    var text = new StringBuilder(above());
    List<String> lines = lines();
    for (String line : lines) {
      text.append(line, 0, Math.min(line.length(), WIDTH)).append('\n');
    }
    drawn = lines.size();
    err.print(text);
    err.flush();
  }

  /** The table as it stands. */
  private List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("HOST", "STATE", "PROGRESS"));
    for (Map.Entry<Host, Step> entry : steps.entrySet()) {
      if (rows.size() <= MOST_ROWS) {
        Step step = entry.getValue();
        rows.add(List.of(entry.getKey().name(), step.stage(), progress(step)));
      }
    }
    List<String> lines = new ArrayList<>(Table.lines(rows));
    lines.add(done + " of " + hosts + " done" + (failed > 0 ? ", " + failed + " failed" : ""));
    return lines;
  }

  private static String progress(Step step) {
    if (step.percent() < 0) {
      return step.words();
    }
    int full = full(step.percent());
    return "[" + "=".repeat(full) + " ".repeat(BAR - full) + "] " + step.percent() + " %";
  }

  private static int full(int percent) {
    return BAR * percent / 100;
  }
}
