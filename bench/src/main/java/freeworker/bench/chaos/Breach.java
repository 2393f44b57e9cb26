package freeworker.bench.chaos;

import java.util.Objects;

/**
 * Something that must never be, and was.
 *
 * @param what names the task, the worker and the lines
 */
record Breach(Invariant invariant, String what) {
  Breach {
    Objects.requireNonNull(invariant, "invariant");
    Objects.requireNonNull(what, "what");
  }

  /** What holds whatever is killed, stopped or cut. */
  enum Invariant {
    ONE_AT_A_TIME("no worker ran two tasks at once"),
    NOTHING_LOST("every task of a client that lived has its answer"),
    ACCEPTED_ONCE("no task has two answers, or more attempts than it may"),
    RIGHT("every result is right, and from an attempt that ended"),
    NAMED("every failure has a reason that the run gave it"),
    COUNTED("the profile counts the tasks that ended"),
    PROFILE("the profile tells what can have been"),
    STEADY("the broker needs no more than at the start"),
    ENDED("everything ended in time, and no process is left"),
    READABLE("every record can be read");

    private final String words;

    Invariant(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  @Override
  public String toString() {
    return "VIOLATED: " + invariant.words() + ": " + what;
  }
}
