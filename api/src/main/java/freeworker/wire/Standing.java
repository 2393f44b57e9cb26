package freeworker.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * How things stand at a broker.
 *
 * @param waiting how many borrowers wait
 * @param finished how many tasks were finished in this run
 * @param uptime nanoseconds since it was ready
 * @param strategy by which it chooses among free workers
 */
public record Standing(
    WorkerStanding[] workers, int waiting, long finished, long uptime, String strategy)
    implements Serializable {

  /**
   * How one worker stands.
   *
   * @param state busy, idle, clearing, renewing, leaving or down
   * @param machine what the one is called on which it is, empty for the broker's own
   * @param since nanoseconds in this state
   * @param lent how often it was lent
   * @param why how its last process died when it is down, else empty
   */
  public record WorkerStanding(
      int number,
      long pid,
      int port,
      String machine,
      String state,
      String task,
      String client,
      long since,
      long lent,
      long done,
      long failed,
      String why)
      implements Serializable {
    public WorkerStanding {
      Objects.requireNonNull(machine, "machine");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(client, "client");
      Objects.requireNonNull(why, "why");
    }
  }

  public Standing {
    Objects.requireNonNull(strategy, "strategy");
    workers = workers.clone();
  }
}
