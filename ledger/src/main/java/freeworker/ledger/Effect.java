package freeworker.ledger;

import java.util.Objects;

/** What a command to the ledger makes somebody else do, or know. */
public sealed interface Effect {

  /** How a lease ended otherwise than by being freed by its holder. */
  enum How {
    /** Its session left or lost its last connection. */
    GONE,
    /** Its session was silent for longer than the time to live. */
    EXPIRED,
    /** Its worker died. */
    LOST,
    /**
     * Its worker gave it back when it was recalled, or it was taken back before anybody took it.
     */
    RETURNED
  }

  /** Why a row of the profile is due, and what it does to the flag of its worker. */
  enum Kind {
    /** A worker was lent to a borrower who keeps it. */
    LENT(1),
    /** A task began in a lease that an engine holds. */
    BEGAN(1),
    /** A kept lease was freed. */
    FREED(-1),
    /** A task ended in a lease that an engine holds. */
    ENDED(-1),
    /** The session went away, or cancelled its task, while the flag was up. */
    GONE(-1),
    /** The session fell silent while the flag was up. */
    EXPIRED(-1),
    /** The worker died while the flag was up. */
    LOST(-1),
    /** A task ended, and the flag stays as it is. */
    DONE(0);

    private final int rise;

    Kind(int rise) {
      this.rise = rise;
    }

    /**
     * By how much the reasons to have the flag up grow; a flag is up while there is at least one.
     * There can be two for a moment: a lease that is lent already, and a task of the lease before
     * it whose end is not reported yet.
     */
    public int rise() {
      return rise;
    }
  }

  /** A session has been lent a worker; it still has to take the lease. */
  record Lent(Lease lease, long at) implements Effect {
    public Lent {
      Objects.requireNonNull(lease, "lease");
    }
  }

  /**
   * The worker is to give this lease back at its next task boundary.
   *
   * @param ends whether it has a turn, at whose end it comes back by itself
   */
  record Recall(WorkerId worker, long lease, boolean ends) implements Effect {
    public Recall {
      Objects.requireNonNull(worker, "worker");
    }
  }

  /**
   * The worker has to confirm that nothing of a lease up to this number runs, or to die.
   *
   * @param gone whether the client is gone or expired: what runs gets no grace
   */
  record Clear(WorkerId worker, long upTo, boolean gone) implements Effect {
    public Clear {
      Objects.requireNonNull(worker, "worker");
    }
  }

  /** A worker that has served somebody else has to be replaced before it is lent again. */
  record Renew(WorkerId worker) implements Effect {
    public Renew {
      Objects.requireNonNull(worker, "worker");
    }
  }

  /** A session wanted more workers together than there are, and waits no more. */
  record TooFew(long session) implements Effect {}

  /** A lease ended otherwise than by its holder's free. */
  record Ended(Lease lease, How how, long at) implements Effect {
    public Ended {
      Objects.requireNonNull(lease, "lease");
      Objects.requireNonNull(how, "how");
    }
  }

  /**
   * What the profile records.
   *
   * @param session whose lease it was, or 0 when it ended too long ago to be remembered
   * @param task the task it is about, empty when there is none
   * @param finished by how much the number of finished tasks rises
   * @param failed how many of these failed
   * @param waiting how many borrowers wait at that moment
   */
  record Flag(
      Kind kind,
      WorkerId worker,
      long session,
      long lease,
      String task,
      int finished,
      int failed,
      int waiting,
      long at)
      implements Effect {
    public Flag {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(worker, "worker");
      Objects.requireNonNull(task, "task");
    }
  }
}
