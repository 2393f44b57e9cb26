package freeworker.profiling;

/**
 * How a cell of a sweep was measured.
 *
 * @param tasks the tasks of all its clients
 * @param seconds from the common start to the end of the last client's last pause
 * @param taskSeconds what a task takes
 * @param thinkSeconds the pause of a client after each of its tasks
 * @param processSeconds what the process of a client costs whose task does nothing, when as many
 *     start at once as the cell has clients
 */
public record SweepRun(
    int tasks, double seconds, double taskSeconds, double thinkSeconds, double processSeconds) {
  /** The task of the original's sweep; a file without columns of ours means it. */
  public static final double USUAL_TASK = 3;

  /** The pause of the original's sweep. */
  public static final double USUAL_THINK = 0.5;

  /** The tasks of each client in the original's sweep. */
  public static final int USUAL_ROUNDS = 5;

  /** Nothing in a sweep takes longer: a hundred years. */
  private static final double LONGEST = 100 * 365.0 * 24 * 3600;

  public SweepRun {
    if (tasks < 1) {
      throw new IllegalArgumentException("tasks must be positive, not " + tasks);
    }
    positive("seconds", seconds);
    positive("task seconds", taskSeconds);
    notNegative("think seconds", thinkSeconds);
    notNegative("process seconds", processSeconds);
    notNegative(
        "all tasks, pauses and processes", tasks * (taskSeconds + thinkSeconds + processSeconds));
  }

  private static void positive(String name, double value) {
    notNegative(name, value);
    if (value == 0) {
      throw new IllegalArgumentException(name + " must be positive, not 0");
    }
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0 && value <= LONGEST)) {
      throw new IllegalArgumentException(
          name + " must be a number from 0 to " + (long) LONGEST + ", not " + value);
    }
  }
}
