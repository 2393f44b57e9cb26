package freeworker.profiling;

import freeworker.ledger.Effect;
import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.WorkerId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What a sweep's cell comes to when nothing but the schedule takes time: the {@link Ledger} itself
 * lends, in virtual time.
 *
 * <p>All clients start together. In each round a client starts a process, borrows a worker, has it
 * for exactly one task, and pauses. What the process costs lies outside of the lease, all of it
 * before: every client pays it once a round, so where in the round it lies changes nothing. Calls,
 * classes that travel and the finding of a free worker cost nothing here.
 *
 * @param rounds the tasks of each client
 * @param cost what a process costs besides its task
 */
public record BestSchedule(
    int workers, int clients, int rounds, Duration task, Duration think, Duration cost) {
  private static final Duration FOR_EVER = Duration.ofDays(365 * 200);

  public BestSchedule {
    if (workers < 1 || clients < 1 || rounds < 1) {
      throw new IllegalArgumentException("workers, clients and rounds must be positive");
    }
    if (task.isNegative() || task.isZero() || think.isNegative() || cost.isNegative()) {
      throw new IllegalArgumentException(
          "a task must take some time, and nothing can take less than none");
    }
  }

  /** Tasks a second, from the common start to the end of the last pause. */
  public double throughput() {
    return tasks() / (wall().toNanos() / 1e9);
  }

  /** How long it takes, the last pause included. */
  public Duration wall() {
    return Duration.ofNanos(new Course().end());
  }

  private long tasks() {
    return (long) clients * rounds;
  }

  /** A moment at which a client does something. */
  private record Moment(long at, long order, int client, long session, long lease) {
    boolean asks() {
      return lease == 0;
    }
  }

  /** One run through virtual time; nanoseconds since the start. */
  private final class Course {
    private final Ledger ledger = new Ledger(FOR_EVER);
    private final PriorityQueue<Moment> moments =
        new PriorityQueue<>(Comparator.comparingLong(Moment::at).thenComparing(Moment::order));
    private final Map<Long, Integer> askers = new HashMap<>();
    private final int[] left = new int[clients];
    private long order;
    private long end;

    long end() {
      // More workers than clients are never lent: among free ones the lowest number is.
      for (int worker = 0; worker < Math.min(workers, clients); worker++) {
        ledger.join(new WorkerId(worker, 1), 0);
      }
      for (int client = 0; client < clients; client++) {
        left[client] = rounds;
        ask(client, cost.toNanos());
      }
      while (!moments.isEmpty()) {
        Moment moment = moments.remove();
        if (moment.asks()) {
          ledger.enter(moment.session(), moment.at());
          begin(ledger.want(moment.session(), 1, true, moment.at()), moment.at());
        } else {
          finish(moment);
        }
      }
      return end;
    }

    private void ask(int client, long at) {
      long session = ++order;
      askers.put(session, client);
      moments.add(new Moment(at, order, client, session, 0));
    }

    private void finish(Moment moment) {
      begin(ledger.free(moment.session(), moment.lease(), moment.at()), moment.at());
      begin(ledger.gone(moment.session(), moment.at()), moment.at());
      long rested = Math.addExact(moment.at(), think.toNanos());
      if (--left[moment.client()] > 0) {
        ask(moment.client(), Math.addExact(rested, cost.toNanos()));
      }
      end = Math.max(end, rested);
    }

    private void begin(List<Effect> effects, long at) {
      for (Effect effect : effects) {
        if (effect instanceof Effect.Lent lent) {
          long session = lent.lease().session();
          Lease lease = ledger.take(session, at).orElseThrow();
          Integer client = askers.remove(session);
          if (client == null) {
            throw new IllegalStateException("session " + session + " was lent a worker twice");
          }
          long over = Math.addExact(at, task.toNanos());
          moments.add(new Moment(over, ++order, client, session, lease.number()));
        }
      }
    }
  }
}
