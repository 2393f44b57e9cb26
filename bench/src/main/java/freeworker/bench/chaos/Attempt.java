package freeworker.bench.chaos;

/**
 * One time that a task was begun, as the worker stamped it.
 *
 * @param number the attempt's own name
 * @param began nanoseconds of the machine's monotonic clock, as all times here
 * @param lastSeen its last stamp
 * @param end how it ended by itself, or {@link Stamped#RUNS} when its last stamp is none of an end
 * @param line where its first stamp stands, from 1
 * @param lastLine where its last one stands
 */
record Attempt(
    String task,
    String number,
    long pid,
    long began,
    long lastSeen,
    char end,
    int line,
    int lastLine) {

  boolean over() {
    return end != Stamped.RUNS;
  }

  boolean finished() {
    return end == Stamped.ENDED;
  }

  Attempt seen(char what, long at, int where) {
    char now = what == Stamped.ENDED || what == Stamped.BROKEN ? what : end;
    return new Attempt(task, number, pid, began, at, now, line, where);
  }
}
