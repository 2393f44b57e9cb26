package freeworker.profiling;

/**
 * What one row changed.
 *
 * @param raised how many flags rose
 * @param lowered how many flags fell
 * @param worker the first worker whose flag changed, or -1
 * @param other the last worker whose flag changed, or -1
 * @param tasks by how much Finished rose
 */
record Difference(int raised, int lowered, int worker, int other, double tasks) {
  static Difference between(boolean[] before, boolean[] after, double tasks) {
    if (before == after) {
      return new Difference(0, 0, -1, -1, tasks);
    }
    int raised = 0;
    int lowered = 0;
    int first = -1;
    int last = -1;
    for (int i = 0; i < after.length; i++) {
      if (before[i] != after[i]) {
        raised += after[i] ? 1 : 0;
        lowered += after[i] ? 0 : 1;
        first = first < 0 ? i : first;
        last = i;
      }
    }
    return new Difference(raised, lowered, first, last, tasks);
  }

  int changed() {
    return raised + lowered;
  }

  /** Two or more flags that changed, in words. */
  String crowd() {
    return changed()
        + " flags changed at once (workers "
        + worker
        + (changed() > 2 ? " to " : " and ")
        + other
        + ")";
  }
}
