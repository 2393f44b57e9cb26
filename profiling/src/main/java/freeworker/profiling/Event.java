package freeworker.profiling;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one worker, most often to its flag.
 *
 * @param worker the worker's number, from 0
 * @param task what ran, or empty; of one that joined what its machine is called
 * @param client who asked, or empty
 * @param ok whether the finished tasks went well; null where none finished
 * @param finished how many tasks this event finished
 * @param waiting how many clients waited then
 * @param lease the number of the lease; 0 only where a flag is lowered whoever holds it
 * @param at nanoseconds of the broker's monotonic clock
 */
public record Event(
    Kind kind,
    int worker,
    String task,
    String client,
    @Nullable Boolean ok,
    int finished,
    int waiting,
    long lease,
    long at) {

  /** The highest worker number that a profile has a place for. */
  static final int HIGHEST_WORKER = 65_535;

  public Event {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(client, "client");
    if (worker < 0 || worker > HIGHEST_WORKER) {
      throw new IllegalArgumentException(
          "worker must be from 0 to " + HIGHEST_WORKER + ", not " + worker);
    }
    if (finished < 0 || waiting < 0) {
      throw new IllegalArgumentException(
          "finished and waiting must not be negative: " + finished + ", " + waiting);
    }
    if (lease < (kind.raises() ? 1 : 0)) {
      throw new IllegalArgumentException(
          "lease of an event " + kind.word() + " must be positive, not " + lease);
    }
  }

  /** This event with the number of its lease filled in. */
  Event of(long number) {
    return new Event(kind, worker, task, client, ok, finished, waiting, number, at);
  }

  /** This event together with the task that ended just before it. */
  Event after(Event done) {
    String ran = task.isEmpty() ? done.task : task;
    String who = client.isEmpty() ? done.client : client;
    return new Event(
        kind,
        worker,
        ran,
        who,
        bothWell(done.ok, ok),
        done.finished + finished,
        waiting,
        lease,
        at);
  }

  /** Whether all that is known went well; null when nothing is known. */
  static @Nullable Boolean bothWell(@Nullable Boolean one, @Nullable Boolean other) {
    if (one == null) {
      return other;
    }
    return other == null ? one : Boolean.valueOf(one && other);
  }

  /** What can happen to a flag. */
  public enum Kind {
    /** A client borrowed the worker. */
    LENT,
    /** A task began on a worker that an engine holds. */
    BEGAN,
    /** The borrower gave the worker back. */
    FREED,
    /** A task ended on a worker that an engine holds. */
    ENDED,
    /** The borrower's connection is gone. */
    GONE,
    /** The lease ran out. */
    EXPIRED,
    /** The worker died. */
    LOST,
    /** A task ended inside a borrow that goes on. */
    DONE,
    /** A worker of another machine is there. */
    JOINED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The kind as the profile spells it. */
    public String word() {
      return word;
    }

    boolean raises() {
      return this == LENT || this == BEGAN;
    }

    boolean lowers() {
      return !raises() && !stays();
    }

    /** Whether the flag stays as it is. */
    boolean stays() {
      return this == DONE || this == JOINED;
    }

    /** Whether nothing more can happen under the lease. */
    boolean endsLease() {
      return lowers() && this != ENDED;
    }

    /** Whether a worker reported it, so that its time is known less well than the broker's own. */
    boolean reported() {
      return this == BEGAN || this == ENDED || this == DONE;
    }
  }
}
