package freeworker.bench;

/**
 * A line in one round.
 *
 * @param cost what it cost the processes of its side
 * @param others the share of the machine that other programs used meanwhile, from 0 to 1; NaN where
 *     the system does not tell
 * @param writes how often the clients wrote, which is once a call; NaN where the system does not
 *     tell
 */
record Sample(Figure figure, Cost cost, double others, double writes) {
  /** Microseconds of processor time that a task cost. */
  double micros(long nanos) {
    return nanos / 1e3 / figure.all();
  }

  /** The same of all processes. */
  double micros() {
    return micros(cost.sum());
  }

  /** How often the clients wrote for a task. */
  double writesOfTask() {
    return writes / figure.all();
  }
}
