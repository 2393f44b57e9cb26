package freeworker.profiling;

import freeworker.profiling.Violation.Rule;

/**
 * What each row of a file without events does: it raises exactly one flag, or it lowers exactly one
 * and Finished rises by 1.
 */
final class OriginalRules {
  private OriginalRules() {}

  /**
   * @param flags as they are after the row
   * @param at seconds since the first row
   */
  static void judge(
      Difference change, boolean[] flags, double at, Lendings lendings, Findings findings) {
    if (change.changed() > 1) {
      findings.add(Rule.FLAGS, change.worker(), change.crowd());
    } else if (change.raised() == 1) {
      tasks(change, "was lent", 0, findings);
    } else if (change.lowered() == 1) {
      tasks(change, "was given back", 1, findings);
    } else if (change.tasks() > 0) {
      int worker = lendings.givenBackAgain(flags, change.tasks(), at);
      findings.add(Rule.GIVEN_BACK_TWICE, worker, "worker " + worker + " was given back twice");
    } else if (change.tasks() == 0) {
      int worker = lendings.lentAgain(flags, at);
      if (worker < 0) {
        findings.add(Rule.FLAGS, -1, "nothing changed");
      } else {
        findings.add(Rule.LENT_TWICE, worker, "worker " + worker + " was lent twice");
      }
    }
  }

  private static void tasks(Difference change, String verb, int wanted, Findings findings) {
    double tasks = change.tasks();
    // That Finished fell is said already, for any kind of row.
    if (tasks >= 0 && tasks != wanted) {
      findings.add(
          Rule.FINISHED,
          change.worker(),
          "worker "
              + change.worker()
              + " "
              + verb
              + ", but Finished "
              + (tasks == 0 ? "did not rise" : "rose by " + Findings.plain(tasks)));
    }
  }
}
