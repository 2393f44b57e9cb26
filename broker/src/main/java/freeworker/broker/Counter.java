package freeworker.broker;

import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.TooManyWaiters;
import freeworker.ledger.UnknownSession;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Grants;
import freeworker.wire.LimitsStanding;
import freeworker.wire.Pass;
import freeworker.wire.Sizes;
import freeworker.wire.Standing;
import freeworker.wire.Welcome;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.io.IOException;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The clients' side of the broker: where workers are borrowed and given back. */
final class Counter implements Broker {
  private static final long WAIT_LIMIT = Duration.ofDays(1).toNanos();

  private final LendingDesk desk;
  private final Sessions sessions;
  private final WorkerRoster roster;
  private final Obituaries obituaries;
  private final Duration timeToLive;
  private final BooleanSupplier stopping;
  private final Supplier<Standing> standing;
  private final Allowance allowance;
  private final Supplier<LimitsStanding> limits;

  Counter(
      LendingDesk desk,
      Sessions sessions,
      WorkerRoster roster,
      Obituaries obituaries,
      Duration timeToLive,
      BooleanSupplier stopping,
      Supplier<Standing> standing,
      Allowance allowance,
      Supplier<LimitsStanding> limits) {
    this.allowance = allowance;
    this.limits = limits;
    this.desk = desk;
    this.sessions = sessions;
    this.roster = roster;
    this.obituaries = obituaries;
    this.timeToLive = timeToLive;
    this.stopping = stopping;
    this.standing = standing;
  }

  @Override
  public byte[] enter(byte[] bytes) throws RemoteException {
    Peer client = Caller.require(Role.CLIENT);
    Card card;
    try {
      card = Card.decode(bytes);
    } catch (IOException e) {
      throw new ServerException("A card that cannot be read: " + e.getMessage());
    }
    if (card.protocol() != Card.PROTOCOL) {
      throw new ServerException(
          "This broker speaks protocol "
              + Card.PROTOCOL
              + ", the client "
              + card.protocol()
              + ". Use the same version of Freeworker on both sides.");
    }
    long session = sessions.open(card.name(), client);
    desk.enter(session, client.id());
    sessions.entered(session);
    return new Welcome(session, timeToLive.toNanos(), Sizes.of(allowance)).encode();
  }

  @Override
  public byte[] findFreeWorker(long session, long wait, int waiters, boolean kept)
      throws RemoteException {
    return find(session, wait, waiters, kept).encode();
  }

  private Grant find(long session, long wait, int waiters, boolean kept) throws RemoteException {
    sessions.touch(session);
    if (waiters < 1) {
      throw new ServerException("There must be at least 1 waiter, not " + waiters + ".");
    }
    Caller caller = Caller.current();
    Duration limit = Duration.ofNanos(Math.max(0, Math.min(wait, WAIT_LIMIT)));
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Optional<Lease> lease =
            desk.find(session, left, waiters, kept, () -> caller == null || !caller.gone());
        if (lease.isEmpty()) {
          return Grant.none(why(limit));
        }
        Optional<Enrolled> worker = roster.find(lease.get().worker());
        if (worker.isPresent()) {
          return grant(lease.get(), worker.get());
        }
        // It died as it was lent, and its lease with it.
        desk.free(session, lease.get().number());
      }
    } catch (TooManyWaiters e) {
      return Grant.none(words(e));
    } catch (UnknownSession e) {
      return Grant.sessionOver();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Grant.none("The broker was interrupted.");
    }
  }

  @Override
  public byte[] findFreeWorkers(long session, long wait, int workers) throws RemoteException {
    return together(session, wait, workers).encode();
  }

  private Grants together(long session, long wait, int workers) throws RemoteException {
    sessions.touch(session);
    if (workers < 1) {
      throw new ServerException("There must be at least 1 worker, not " + workers + ".");
    }
    Caller caller = Caller.current();
    Duration limit = Duration.ofNanos(Math.max(0, Math.min(wait, WAIT_LIMIT)));
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        List<Lease> leases =
            desk.findTogether(session, left, workers, () -> caller == null || !caller.gone());
        if (leases.isEmpty()) {
          int capacity = desk.ask(Ledger::capacity);
          return Grants.none(
              Grant.none(
                  capacity < workers && !stopping.getAsBoolean()
                      ? "This broker has " + capacity + " workers, not " + workers + " for a gang."
                      : why(limit)));
        }
        List<Grant> grants = new ArrayList<>();
        for (Lease lease : leases) {
          roster.find(lease.worker()).ifPresent(worker -> grants.add(grant(lease, worker)));
        }
        if (grants.size() == leases.size()) {
          return new Grants(grants);
        }
        // One died as it was lent, and its lease with it.
        leases.forEach(lease -> desk.free(session, lease.number()));
      }
    } catch (TooManyWaiters e) {
      return Grants.none(Grant.none(words(e)));
    } catch (UnknownSession e) {
      return Grants.none(Grant.sessionOver());
    } catch (IllegalArgumentException e) {
      throw new ServerException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Grants.none(Grant.none("The broker was interrupted."));
    }
  }

  @Override
  public void waiting(long session, int waiters, boolean kept) throws RemoteException {
    sessions.touch(session);
    try {
      if (waiters > 0) {
        desk.waiting(session, waiters, kept);
      } else {
        desk.withdraw(session);
      }
    } catch (TooManyWaiters e) {
      // Those who are too many are told when they are asked for.
    } catch (UnknownSession e) {
      // A session that is over waits for nothing.
    }
  }

  private String words(TooManyWaiters refusal) {
    return refusal.waiters()
        + (refusal.ofTheSession() ? " borrowers of this program" : " borrowers")
        + " would wait "
        + allowance.at(refusal.ofTheSession() ? Limit.WAITERS_PER_SESSION : Limit.WAITERS)
        + ".";
  }

  private Grant grant(Lease lease, Enrolled worker) {
    Pass pass = worker.pass(lease.number(), sessions.key(lease.session()), lease.session());
    return Grant.of(
        lease.number(),
        lease.worker().number(),
        lease.worker().epoch(),
        pass.encode(),
        lease.turn());
  }

  private String why(Duration waited) {
    if (stopping.getAsBoolean()) {
      return "The broker is stopping.";
    }
    return desk.ask(
        ledger ->
            "No worker was free within "
                + seconds(waited)
                + ": "
                + ledger.workers().size()
                + " workers, "
                + (ledger.workers().size() - ledger.idle())
                + " lent, "
                + ledger.waiting()
                + " others waiting. Wait longer, or start a broker with more workers.");
  }

  static String seconds(Duration time) {
    return java.math.BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString()
        + " s";
  }

  @Override
  public boolean freeWorker(long session, long lease) throws RemoteException {
    sessions.touch(session);
    return desk.free(session, lease);
  }

  @Override
  public boolean cancel(long session, long lease) throws RemoteException {
    sessions.touch(session);
    return desk.cancel(session, lease);
  }

  @Override
  public boolean beat(long session) throws RemoteException {
    sessions.touch(session);
    try {
      desk.renew(session);
      return true;
    } catch (UnknownSession e) {
      return false;
    }
  }

  @Override
  public void leave(long session) throws RemoteException {
    sessions.touch(session);
    sessions.end(session);
    desk.gone(session);
  }

  @Override
  public Fate fate(int worker, long epoch) throws RemoteException {
    Peer client = Caller.require(Role.CLIENT);
    return obituaries.of(worker, epoch, client.id(), Duration.ofSeconds(1));
  }

  @Override
  public Standing standing() throws RemoteException {
    Caller.require(Role.CLIENT);
    return standing.get();
  }

  @Override
  public LimitsStanding limits() throws RemoteException {
    Caller.require(Role.CLIENT);
    return limits.get();
  }
}
