package freeworker.profiling;

import freeworker.profiling.Violation.Rule;
import java.util.Locale;

/** What a row does that stands for many changes: its counts, its flags and its times agree. */
final class WindowRules {
  /** The file has whole microseconds; their sums may be one beside. */
  private static final double SLACK = 1.5e-6;

  private static final double LONGEST = Recorder.WINDOW.toMillis() / 1e3;

  private WindowRules() {}

  /**
   * @param before the flags before the row
   * @param since the time of the row before; negative infinity when it is not known
   */
  static void judge(
      Replay.Read row, boolean[] before, double since, Difference change, Findings findings) {
    double window = Math.max(0, Math.min(LONGEST, row.time() - since));
    int tooLong = -1;
    int lends = 0;
    int frees = 0;
    for (int i = 0; i < before.length; i++) {
      double busy = row.busySeconds()[i];
      boolean after = row.flags()[i];
      boolean whole = busy >= window - SLACK;
      tooLong = tooLong < 0 && busy > window + SLACK ? i : tooLong;
      lends += before[i] ? (after && !whole ? 1 : 0) : (after || busy > 0 ? 1 : 0);
      frees += before[i] ? (after && whole ? 0 : 1) : (!after && busy > 0 ? 1 : 0);
    }
    if (tooLong >= 0) {
      findings.add(
          Rule.WINDOW,
          tooLong,
          String.format(
              Locale.ROOT,
              "worker %d was busy for %.6f s in a window of %.6f s",
              tooLong,
              row.busySeconds()[tooLong],
              window));
    }
    if (row.lends() < 0 || row.frees() < 0) {
      findings.add(Rule.WINDOW, -1, "a row of many changes does not count its Lends and Frees");
      return;
    }
    atLeast("Lends", row.lends(), lends, "rose", findings);
    atLeast("Frees", row.frees(), frees, "fell", findings);
    if (row.lends() - row.frees() != change.raised() - change.lowered()) {
      findings.add(
          Rule.WINDOW,
          -1,
          String.format(
              Locale.ROOT,
              "%d Lends and %d Frees do not make the flags that are up now",
              row.lends(),
              row.frees()));
    }
  }

  private static void atLeast(String name, int told, int seen, String how, Findings findings) {
    if (told < seen) {
      findings.add(
          Rule.WINDOW, -1, name + " is " + told + ", but at least " + seen + " flags " + how);
    }
  }
}
