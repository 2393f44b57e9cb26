package freeworker.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is busy and who is next: commands and the time in, effects out.
 *
 * <p>Places are served strictly in order of arrival, by the free worker with the lowest number
 * among those that have served nobody else's sessions; where there is none, one is replaced first.
 * A {@link Strategy} can choose another one of these workers. Who wants several together gets all
 * of them or none, and nobody behind him is served before. For one thread at a time; {@link
 * LendingDesk} is the same for many. Times are nanoseconds of one monotonic clock.
 */
public final class Ledger {
  /*
   * A worker is IDLE -> LENT -> IDLE when its holder frees it or it gives a recalled lease back,
   * LENT -> CLEARING -> IDLE when the session went away first, IDLE -> RENEWING when it is to be
   * replaced. From every state it can die; a successor of the same number joins with a higher epoch, and starts IDLE.
   * Who retires goes the same way, but is IDLE nowhere: nobody finds it there.
   */
  /** Of those who wait it looks at so many and one, however many workers are on their way. */
  static final long LOOKED_AT = 4;

  // An engine that has run nothing for so long does not use its lease; reports are late by less.
  private static final long IDLE = Duration.ofMillis(100).toNanos();

  private final long timeToLive;

  /** Longest silent first. */
  private final LinkedHashMap<Long, Borrower> borrowers = new LinkedHashMap<>();

  /** By number, with nothing where no worker is. */
  private final List<@Nullable Post> posts = new ArrayList<>();

  private int alive;

  private final Map<Integer, Long> epochs = new HashMap<>();
  private final Idle<?> idle;

  /** The numbers of workers that are being replaced, until their successors join. */
  private final Set<Integer> renewing = new HashSet<>();

  /** The numbers of those that are not here and will be: the others die unexpectedly. */
  private final Set<Integer> expected = new HashSet<>();

  /** Taken leases of engines that were not recalled yet. */
  private final Recallable recallable = new Recallable();

  private final Places places = new Places(recallable);

  private final List<Effect> effects = new ArrayList<>();
  private Quantum quantum;
  private OptionalLong nextRecall = OptionalLong.empty();
  private long recalls;
  private long lastNumber;
  private long finished;
  private boolean draining;

  /** A ledger that recalls what an engine holds as soon as somebody waits for it. */
  public Ledger(Duration timeToLive) {
    this(timeToLive, Quantum.NONE);
  }

  public Ledger(Duration timeToLive, Quantum quantum) {
    this(timeToLive, quantum, Strategy.FIRST_FREE, 0);
  }

  /**
   * @param strategy chooses the worker for whoever is next
   * @param seed of the lots that a strategy draws: the same one draws the same lots
   */
  public Ledger(Duration timeToLive, Quantum quantum, Strategy strategy, long seed) {
    if (timeToLive.isNegative() || timeToLive.isZero()) {
      throw new IllegalArgumentException("time to live must be positive, not " + timeToLive);
    }
    this.timeToLive = timeToLive.toNanos();
    this.quantum = quantum;
    this.idle = strategy.idle(seed);
  }

  // Sessions

  /** A client process of one owner came; see {@link #enter(long, String, long)}. */
  public List<Effect> enter(long session, long now) {
    return enter(session, "", now);
  }

  /**
   * A client process came; one that is known already is only renewed.
   *
   * @param owner whose it is: no worker process serves two owners
   */
  public List<Effect> enter(long session, String owner, long now) {
    if (!knows(session)) {
      borrowers.put(session, new Borrower(session, owner));
    }
    return renew(session, now);
  }

  /** The session lives. */
  public List<Effect> renew(long session, long now) {
    heard(session, now);
    return settle(now);
  }

  /** The session left: its places vanish and its leases end. */
  public List<Effect> gone(long session, long now) {
    Borrower borrower = borrowers.remove(session);
    if (borrower != null) {
      endAll(borrower, Effect.How.GONE, Effect.Kind.GONE, now);
    }
    return settle(now);
  }

  /** Sessions that were silent for longer than the time to live are gone. */
  public List<Effect> tick(long now) {
    Iterator<Borrower> longestSilent = borrowers.values().iterator();
    while (longestSilent.hasNext()) {
      Borrower borrower = longestSilent.next();
      if (now - borrower.heard <= timeToLive) {
        break;
      }
      longestSilent.remove();
      endAll(borrower, Effect.How.EXPIRED, Effect.Kind.EXPIRED, now);
    }
    return settle(now);
  }

  public boolean knows(long session) {
    return borrowers.containsKey(session);
  }

  // Borrowing

  /**
   * Says how many borrowers of a session wait: its places together with the leases lent to it that
   * it did not take yet. More places are added at the tail; of too many, the youngest are dropped.
   *
   * @param kept the kind of the lease the session takes next, and of all that are lent to it until
   *     it says otherwise
   */
  public List<Effect> want(long session, int waiters, boolean kept, long now) {
    if (waiters < 0) {
      throw new IllegalArgumentException("waiters must be at least 0, not " + waiters);
    }
    Borrower borrower = heard(session, now);
    borrower.kept = kept;
    borrower.together = 0;
    changeNext(borrower, now);
    long more = waiters - borrower.outstanding();
    if (more < 0) {
      places.drop(borrower, -more);
    } else if (!draining) {
      places.add(borrower, more, now);
    }
    return settle(now);
  }

  /**
   * A session that has and wants nothing else wants so many workers: it is lent all of them at once
   * or none. As long as it is first, workers that it can have wait for the rest.
   */
  public List<Effect> wantTogether(long session, int workers, long now) {
    Borrower borrower = heard(session, now);
    if (workers < 1 || borrower.outstanding() > 0 || !borrower.loans.isEmpty()) {
      throw new IllegalArgumentException(
          "session %d has or wants workers already, or wants %d together"
              .formatted(session, workers));
    }
    if (!draining) {
      borrower.kept = true;
      borrower.together = workers;
      places.add(borrower, workers, now);
    }
    return settle(now);
  }

  /** Nobody of a session waits any more; what is lent to it stays. */
  public List<Effect> withdraw(long session, long now) {
    Borrower borrower = heard(session, now);
    places.drop(borrower, borrower.places);
    return settle(now);
  }

  /**
   * The session picks up the oldest lease lent to it. If that makes a recall due, the next command
   * gives it.
   */
  public Optional<Lease> take(long session, long now) {
    Borrower borrower = borrowers.get(session);
    if (borrower == null || borrower.untaken.isEmpty()) {
      return Optional.empty();
    }
    Loan loan = borrower.untaken.pollFirstEntry().getValue();
    loan.taken = true;
    if (!loan.lease.kept()) {
      loan.lease = loan.lease.during(turn(loan, now));
      recallable.add(loan);
    }
    return Optional.of(loan.lease);
  }

  /** Takes a worker back from the holder of its lease; a stale lease changes nothing. */
  public List<Effect> free(long session, long lease, long now) {
    return giveBack(session, lease, false, now);
  }

  /** As free, but what still runs of the lease is to end before the worker is lent again. */
  public List<Effect> cancel(long session, long lease, long now) {
    return giveBack(session, lease, true, now);
  }

  private List<Effect> giveBack(long session, long lease, boolean cancelled, long now) {
    if (knows(session)) {
      Borrower borrower = heard(session, now);
      Loan loan = borrower.loans.get(lease);
      if (loan != null) {
        end(loan, true, now);
        if (cancelled || loan.untidy) {
          loan.post.clear(lease);
          effects.add(new Effect.Clear(loan.lease.worker(), lease, false));
        } else {
          becomesIdle(loan.post);
        }
        if (loan.lease.kept()) {
          flag(Effect.Kind.FREED, loan.lease, "", 0, 0, now);
        }
      }
    }
    return settle(now);
  }

  public boolean holds(long session, long lease) {
    Borrower borrower = borrowers.get(session);
    return borrower != null && borrower.loans.containsKey(lease);
  }

  // Workers

  /** A worker of this number will join. */
  public List<Effect> expect(int number, long now) {
    if (post(number) == null) {
      expected.add(number);
    }
    return settle(now);
  }

  /** A worker is ready; it replaces the one of its number, which must have a lower epoch. */
  public List<Effect> join(WorkerId worker, long now) {
    Long last = epochs.get(worker.number());
    if (last != null && worker.epoch() <= last) {
      throw new IllegalArgumentException(
          "worker %d joins as epoch %d, but epoch %d was there already"
              .formatted(worker.number(), worker.epoch(), last));
    }
    Post before = post(worker.number());
    if (before != null) {
      bury(before, now);
    }
    epochs.put(worker.number(), worker.epoch());
    Post post = new Post(worker);
    while (posts.size() <= worker.number()) {
      posts.add(null);
    }
    posts.set(worker.number(), post);
    alive++;
    renewing.remove(worker.number());
    expected.remove(worker.number());
    becomesIdle(post);
    return settle(now);
  }

  /**
   * A worker gave a lease back at a task boundary, and refuses it from now on: one that was
   * recalled, or one that an engine holds by itself.
   */
  public List<Effect> returned(WorkerId worker, long lease, long now) {
    Post post = post(worker);
    if (post != null && post.loan != null && post.loan.number() == lease && post.loan.mayReturn()) {
      Loan loan = post.loan;
      end(loan, true, now);
      becomesIdle(post);
      effects.add(new Effect.Ended(loan.lease, Effect.How.RETURNED, now));
    }
    return settle(now);
  }

  /** A task left something running; its worker has to confirm the end of this lease. */
  public List<Effect> left(WorkerId worker, long lease, long now) {
    Post post = post(worker);
    if (post != null && post.loan != null && post.loan.number() == lease) {
      post.loan.untidy = true;
    }
    return settle(now);
  }

  /** A worker confirms that nothing of a lease up to this number runs, and refuses them. */
  public List<Effect> cleared(WorkerId worker, long upTo, long now) {
    Post post = post(worker);
    if (post != null && post.cleared(upTo)) {
      becomesIdle(post);
    }
    return settle(now);
  }

  /** The worker's process is dead. */
  public List<Effect> died(WorkerId worker, long now) {
    Post post = post(worker);
    if (post != null) {
      bury(post, now);
    }
    return settle(now);
  }

  /** Nobody follows in this place for now: who waits for a fresh worker gets another one. */
  public List<Effect> vacant(int number, long now) {
    renewing.remove(number);
    expected.remove(number);
    return settle(now);
  }

  /**
   * The worker is lent to nobody any more, and nobody follows: what nobody took yet is taken back,
   * what an engine holds is recalled, and a borrower's own stays his until he frees it.
   */
  public List<Effect> retire(WorkerId worker, long now) {
    Post post = post(worker);
    if (post != null && !post.retired) {
      post.retired = true;
      alive--;
      renewing.remove(worker.number());
      idle.remove(worker.number(), post.owner());
      Loan loan = post.loan;
      if (loan != null && !loan.taken) {
        takeBack(loan, now);
        if (!draining) {
          putBack(loan.borrower, now);
        }
      } else if (loan != null && loan.recalled) {
        // Whom it was recalled for gets another one.
        recalls--;
      } else if (loan != null && !loan.lease.kept()) {
        recallable.remove(loan);
        recall(loan);
      }
    }
    return settle(now);
  }

  /** From now on engines keep workers for so long while others wait. */
  public List<Effect> change(Quantum quantum, long now) {
    this.quantum = quantum;
    return settle(now);
  }

  /** Recalls what is due; see {@link #nextRecall}. */
  public List<Effect> recall(long now) {
    return settle(now);
  }

  /** Lends nothing any more; all places vanish, and what engines hold is recalled. */
  public List<Effect> drain(long now) {
    draining = true;
    places.clear();
    return settle(now);
  }

  // Reports, in the order in which a worker made them

  /** A task began; its lease may have ended meanwhile. */
  public List<Effect> began(WorkerId worker, long lease, String task, long at) {
    Post post = post(worker);
    Post.Running begun = post == null ? null : post.began(lease, task);
    if (begun != null && begun.raises()) {
      flag(Effect.Kind.BEGAN, begun.lease(), task, 0, 0, at);
    }
    return told();
  }

  /**
   * A task ended, or a pack of small ones that began as one; its lease may have ended meanwhile.
   *
   * @param count how many tasks ended
   * @param failed how many of them failed
   */
  public List<Effect> ended(
      WorkerId worker, long lease, String task, int count, int failed, long at) {
    Post post = post(worker);
    Post.Running over = post == null ? null : post.ended(lease, task);
    if (post != null && over != null) {
      finished += count;
      post.active = Math.max(post.active, at);
      nextRecall.ifPresent(due -> nextRecall = OptionalLong.of(Math.min(due, at + IDLE)));
      if (over.raises()) {
        flag(Effect.Kind.ENDED, over.lease(), task, count, failed, at);
      } else {
        flag(Effect.Kind.DONE, over.lease(), task, count, failed, post.within(lease, at));
      }
    }
    return told();
  }

  // Questions

  public List<WorkerId> workers() {
    List<WorkerId> workers = new ArrayList<>();
    for (Post post : posts) {
      if (post != null) {
        workers.add(post.worker);
      }
    }
    return workers;
  }

  /** How many workers there are, with those that will join. */
  public int capacity() {
    return alive + expected.size();
  }

  /** How many workers are free. */
  public int idle() {
    return idle.size();
  }

  /** Whether a worker is being replaced before it is lent to somebody else. */
  public boolean renewing(int worker) {
    return renewing.contains(worker);
  }

  /** How many borrowers wait for a worker. */
  public int waiting() {
    return (int) Math.min(places.count(), Integer.MAX_VALUE);
  }

  /** When the next recall will be due, unless something happens before; empty when none will. */
  public OptionalLong nextRecall() {
    return nextRecall;
  }

  /** How many tasks have ended. */
  public long finished() {
    return finished;
  }

  /** Whether the flag of this worker is up. */
  public boolean busy(int worker) {
    Post post = post(worker);
    return post != null && post.busy();
  }

  /** Whether a worker is lent, runs something, or has yet to confirm that nothing runs. */
  public boolean engaged(WorkerId worker) {
    Post post = post(worker);
    return post != null && (post.loan != null || post.busy() || post.clearing());
  }

  /** Whether it is here, and lent to nobody any more. */
  public boolean retired(WorkerId worker) {
    Post post = post(worker);
    return post != null && post.retired;
  }

  /** The lease of a worker that is lent. */
  public Optional<Lease> lease(WorkerId worker) {
    Post post = post(worker);
    return post == null || post.loan == null ? Optional.empty() : Optional.of(post.loan.lease);
  }

  /** Whether a worker is lent by this lease. */
  public boolean lends(WorkerId worker, long lease) {
    return lease(worker).filter(lent -> lent.number() == lease).isPresent();
  }

  /** Whether a worker has yet to confirm that nothing of an ended lease runs. */
  public boolean clearing(WorkerId worker) {
    Post post = post(worker);
    return post != null && post.clearing();
  }

  /** Whether it has yet to confirm that of this very lease, which was the last. */
  public boolean clearing(WorkerId worker, long lease) {
    Post post = post(worker);
    return post != null && post.clearing(lease);
  }

  /** How many leases a session could take. */
  public int untaken(long session) {
    Borrower borrower = borrowers.get(session);
    return borrower == null ? 0 : borrower.untaken.size();
  }

  /** How many borrowers of a session wait or have a lease to take. */
  public int outstanding(long session) {
    Borrower borrower = borrowers.get(session);
    return borrower == null ? 0 : (int) Math.min(borrower.outstanding(), Integer.MAX_VALUE);
  }

  public boolean draining() {
    return draining;
  }

  // The rules

  private Borrower heard(long session, long now) {
    Borrower borrower = borrowers.remove(session);
    if (borrower == null) {
      throw new IllegalArgumentException("session " + session + " is not known: it has to enter");
    }
    borrower.heard = now;
    borrowers.put(session, borrower);
    return borrower;
  }

  private @Nullable Post post(int number) {
    return number < posts.size() ? posts.get(number) : null;
  }

  private @Nullable Post post(WorkerId worker) {
    Post post = post(worker.number());
    return post != null && post.worker.equals(worker) ? post : null;
  }

  /** Lends what is idle to who waits, then recalls what engines hold while others wait. */
  private List<Effect> settle(long now) {
    boolean served = true;
    while (places.count() > 0 && served) {
      served = serve(places.first(), now);
    }
    nextRecall = OptionalLong.empty();
    if (draining || recalls < unmet()) {
      recallDue(now);
    }
    return told();
  }

  /** Lends to who is first, or has a worker made ready for him; false when he has to wait. */
  private boolean serve(Borrower first, long now) {
    if (first.together > capacity()) {
      places.drop(first, first.places);
      effects.add(new Effect.TooFew(first.session));
      return true;
    }
    int fitting = idle.count(first.owner);
    int wanted = Math.max(1, first.together);
    if (fitting >= wanted) {
      for (int i = 0; i < wanted; i++) {
        lend(taken(idle.fitting(first.owner)), now);
      }
      return true;
    }
    if (idle.size() > fitting && fitting + renewing.size() < first.places) {
      renew(first.owner);
      return true;
    }
    return false;
  }

  /** How many idle workers wait for the rest that the first one wants together. */
  private int reserved() {
    return places.count() == 0 || places.first().together == 0
        ? 0
        : idle.count(places.first().owner);
  }

  private void becomesIdle(Post post) {
    if (!post.retired) {
      idle.add(post.worker.number(), post.owner());
    }
  }

  /** An idle worker, which is no longer idle. */
  private Post taken(int number) {
    Post post = Objects.requireNonNull(post(number));
    idle.remove(number, post.owner());
    return post;
  }

  private void renew(String owner) {
    Post post = taken(idle.bestBut(owner));
    renewing.add(post.worker.number());
    effects.add(new Effect.Renew(post.worker));
  }

  /** How many places wait that no worker comes for by itself. */
  private long unmet() {
    return places.count() - renewing.size() - reserved();
  }

  /**
   * Recalls as many leases as places wait, longest lent first, each when it is due for the first
   * place that nothing comes for yet, or for one before it, which is due sooner; none for the
   * places of its own session, whose borrowers hand leases to each other. A ledger that drains
   * recalls all.
   */
  private void recallDue(long now) {
    Loan loan = dispensable();
    while (loan != null) {
      long due = draining ? now : due(loan);
      if (due - now > 0) {
        nextRecall = OptionalLong.of(due);
        return;
      }
      recallable.remove(loan);
      recall(loan);
      recalls++;
      loan = dispensable();
    }
  }

  private void recall(Loan loan) {
    loan.recalled = true;
    effects.add(new Effect.Recall(loan.lease.worker(), loan.number(), loan.lease.ends()));
  }

  private @Nullable Loan dispensable() {
    return recallable.first(draining ? Long.MAX_VALUE : unmet() - recalls);
  }

  private long due(Loan loan) {
    long due = end(loan, loan.since);
    return loan.post.running().isEmpty()
        ? Math.min(due, Math.max(loan.since, loan.post.active) + IDLE)
        : due;
  }

  /** When the turn ends of an engine that has a worker since then, for the one who is next. */
  private long end(Loan loan, long since) {
    Places.Run next = places.run(Math.min(renewing.size() + reserved() + recalls, LOOKED_AT));
    boolean same = next.borrower().owner.equals(loan.borrower.owner);
    return quantum.due(since, next.since(), same, unmet(), alive);
  }

  /**
   * How long a lease lasts that is taken now. It has an end from the start where more wait than it
   * would be recalled for together with all that are recalled before it.
   */
  private long turn(Loan loan, long now) {
    if (unmet() - recalls - recallable.count() <= loan.borrower.places) {
      return Lease.NO_END;
    }
    return Math.max(0, end(loan, now) - now);
  }

  private List<Effect> told() {
    List<Effect> told = List.copyOf(effects);
    effects.clear();
    return told;
  }

  private void lend(Post post, long now) {
    Borrower borrower = places.next();
    idle.lent(post.worker.number());
    Lease lease = new Lease(++lastNumber, post.worker, borrower.session, borrower.kept);
    Loan loan = new Loan(borrower, post, lease, now);
    post.lend(loan);
    borrower.loans.put(lease.number(), loan);
    borrower.untaken.put(lease.number(), loan);
    effects.add(new Effect.Lent(lease, now));
    if (lease.kept()) {
      flag(Effect.Kind.LENT, lease, "", 0, 0, now);
    }
  }

  private void changeNext(Borrower borrower, long now) {
    Map.Entry<Long, Loan> next = borrower.untaken.firstEntry();
    if (next == null || next.getValue().lease.kept() == borrower.kept) {
      return;
    }
    Loan loan = next.getValue();
    loan.become(borrower.kept);
    Effect.Kind kind = borrower.kept ? Effect.Kind.LENT : Effect.Kind.FREED;
    flag(kind, loan.lease, "", 0, 0, now);
  }

  private void endAll(Borrower borrower, Effect.How how, Effect.Kind kind, long now) {
    places.drop(borrower, borrower.places);
    for (Loan loan : borrower.oldestFirst()) {
      Lease lease = loan.lease;
      Post post = loan.post;
      effects.add(new Effect.Ended(lease, how, now));
      end(loan, false, now);
      if (lease.kept()) {
        flag(kind, lease, post.task(lease.number()), 0, 0, now);
      }
      post.mute(lease.number(), cut -> flag(kind, lease, cut.task(), 0, 0, now));
      post.clear(lease.number());
      effects.add(new Effect.Clear(lease.worker(), lease.number(), true));
    }
  }

  private void bury(Post post, long now) {
    posts.set(post.worker.number(), null);
    if (!post.retired) {
      alive--;
      expected.add(post.worker.number());
    }
    idle.remove(post.worker.number(), post.owner());
    Loan loan = post.loan;
    if (loan != null) {
      Lease lease = loan.lease;
      end(loan, false, now);
      effects.add(new Effect.Ended(lease, Effect.How.LOST, now));
      if (!loan.taken && !draining) {
        putBack(loan.borrower, now);
      }
      if (lease.kept()) {
        flag(Effect.Kind.LOST, lease, post.task(lease.number()), 0, 0, now);
      }
    }
    for (Post.Running cut : post.running()) {
      if (cut.raises()) {
        // A process that ends because its client did not want it to go on is nobody's loss.
        boolean unwanted = post.clears(cut.lease());
        Effect.Kind kind = unwanted ? Effect.Kind.GONE : Effect.Kind.LOST;
        flag(kind, cut.lease(), cut.task(), 0, 0, now);
      }
    }
  }

  /** One whose worker died before he took it is first again; who wanted several, with all. */
  private void putBack(Borrower borrower, long now) {
    if (borrower.together > 0) {
      List.copyOf(borrower.untaken.values()).forEach(loan -> takeBack(loan, now));
    }
    for (int i = 0; i < Math.max(1, borrower.together); i++) {
      places.putBack(borrower, now);
    }
  }

  /** Ends a lease that nobody took. */
  private void takeBack(Loan loan, long now) {
    end(loan, true, now);
    becomesIdle(loan.post);
    effects.add(new Effect.Ended(loan.lease, Effect.How.RETURNED, now));
    if (loan.lease.kept()) {
      flag(Effect.Kind.FREED, loan.lease, "", 0, 0, now);
    }
  }

  /** Parts a lease from its session and its worker. */
  private void end(Loan loan, boolean reportsRaise, long now) {
    loan.borrower.loans.remove(loan.number());
    loan.borrower.untaken.remove(loan.number());
    recallable.remove(loan);
    if (loan.recalled && !loan.post.retired) {
      recalls--;
    }
    loan.post.end(loan.lease, reportsRaise && !loan.lease.kept(), now);
  }

  private void flag(Effect.Kind kind, Lease lease, String task, int finished, int failed, long at) {
    effects.add(
        new Effect.Flag(
            kind,
            lease.worker(),
            lease.session(),
            lease.number(),
            task,
            finished,
            failed,
            waiting(),
            at));
  }
}
