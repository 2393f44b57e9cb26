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
import java.util.function.Function;
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
    BooleanSupplier alive = alive();
    return search(
        wait,
        grant -> grant,
        (left, limit) -> {
          Optional<Lease> lease = desk.find(session, left, waiters, kept, alive);
          if (lease.isEmpty()) {
            return Optional.of(Grant.none(why(limit)));
          }
          Optional<Grant> found = roster.find(lease.get().worker()).map(w -> grant(lease.get(), w));
          if (found.isEmpty()) {
            // It died as it was lent, and its lease with it.
            desk.free(session, lease.get().number());
          }
          return found;
        });
  }

  @Override
  public byte[] findFreeWorkers(long session, long wait, int workers) throws RemoteException {
    return together(session, wait, workers).encode();
  }

  private Grants together(long session, long wait, int workers) throws RemoteException {
    sessions.touch(session);
    if (workers < 1 || workers > Grants.MOST) {
      throw new ServerException(
          "There must be 1 to " + Grants.MOST + " workers, not " + workers + ".");
    }
    BooleanSupplier alive = alive();
    return search(
        wait,
        Grants::none,
        (left, limit) -> {
          List<Lease> leases = desk.findTogether(session, left, workers, alive);
          if (leases.isEmpty()) {
            return Optional.of(Grants.none(Grant.none(whyTogether(workers, limit))));
          }
          List<Grant> grants = new ArrayList<>();
          for (Lease lease : leases) {
            roster.find(lease.worker()).ifPresent(worker -> grants.add(grant(lease, worker)));
          }
          if (grants.size() < leases.size()) {
            // One died as it was lent, and its lease with it.
            leases.forEach(lease -> desk.free(session, lease.number()));
            return Optional.empty();
          }
          return Optional.of(new Grants(grants));
        });
  }

  private static BooleanSupplier alive() {
    Caller caller = Caller.current();
    return () -> caller == null || !caller.gone();
  }

  /** Looks for a worker, or for several. */
  private interface Search<T> {
    /**
     * @param left how long it may wait
     * @param limit how long all was to be waited for
     * @return nothing when it is to look again
     */
    Optional<T> look(Duration left, Duration limit) throws InterruptedException;
  }

  /**
   * What a search finds in time.
   *
   * @param none makes of the reason why there is no worker what the caller is told
   */
  private <T> T search(long wait, Function<Grant, T> none, Search<T> search)
      throws RemoteException {
    Duration limit = Duration.ofNanos(Math.max(0, Math.min(wait, WAIT_LIMIT)));
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      Optional<T> found = search.look(limit, limit);
      while (found.isEmpty()) {
        long left = Math.max(0, deadline - System.nanoTime());
        found = search.look(Duration.ofNanos(left), limit);
      }
      return found.get();
    } catch (TooManyWaiters e) {
      return none.apply(Grant.none(words(e)));
    } catch (UnknownSession e) {
      return none.apply(Grant.sessionOver());
    } catch (IllegalArgumentException e) {
      throw new ServerException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none.apply(Grant.none("The broker was interrupted."));
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

  private String whyTogether(int workers, Duration waited) {
    int capacity = desk.ask(Ledger::capacity);
    return capacity < workers && !stopping.getAsBoolean()
        ? "This broker has " + capacity + " workers, not " + workers + " for a gang."
        : why(waited);
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
