package freeworker.bench.growth;

import freeworker.ledger.Effect;
import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/*
 * So much of the ledger's time passes that a worker remembers only the last of its leases that are
 * over, however many workers there are: as it is when tasks run, whose reports make it forget.
 */
/** A ledger with many workers or many waiters, in which a worker is freed and one is claimed. */
enum LedgerShape {
  IDLE("workers", "all of them free", LedgerShape::idle),
  HALF_LENT("workers", "half of them lent, and freed in any order", LedgerShape::halfLent),
  OTHERS_SERVED("workers", "all free, all but one had another owner", LedgerShape::othersServed),
  WAITERS_OF_ONE("waiters", "of one program, in an engine", LedgerShape::waitersOfOne),
  WAITERS_WITH_ENGINES("waiters", "of a program each, in engines", n -> waiters(n, false)),
  WAITERS_WHO_KEEP("waiters", "of a program each, who keep their worker", n -> waiters(n, true));

  private static final List<Integer> WORKERS = List.of(10, 100, 1_000, 10_000);
  private static final List<Integer> WAITERS = List.of(10, 1_000, 100_000, 1_000_000);

  /** The workers that many wait for. */
  static final int LENT = 1_000;

  private static final Duration FORGOTTEN = Duration.ofSeconds(11);

  /** One claim and one release, after which the ledger is as before. */
  interface Turn {
    void take();
  }

  private final String grows;
  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final IntFunction<Turn> turns;

  LedgerShape(String grows, String words, IntFunction<Turn> turns) {
    this.grows = grows;
    this.words = words;
    this.turns = turns;
  }

  /** What there is more and more of, and how. */
  String words() {
    return grows + ", " + words;
  }

  boolean ofWaiters() {
    return grows.equals("waiters");
  }

  List<Integer> sizes() {
    return ofWaiters() ? WAITERS : WORKERS;
  }

  /** A ledger of this size, and what happens to it again and again. */
  Turn turn(int size) {
    return turns.apply(size);
  }

  /** A ledger, and its time. */
  private static final class Desk {
    private final Ledger ledger = new Ledger(Duration.ofDays(100_000));
    private final long step;
    private long now;

    /**
     * @param inTurn how many of the workers take part
     */
    Desk(int workers, int inTurn) {
      this.step = FORGOTTEN.toNanos() / inTurn;
      for (int i = 0; i < workers; i++) {
        ledger.join(new WorkerId(i, 1), 0);
      }
    }

    void enter(long session, String owner) {
      ledger.enter(session, owner, now);
    }

    Lease claim(long session, boolean kept) {
      want(session, 1, kept);
      return take(session);
    }

    void want(long session, int waiters, boolean kept) {
      ledger.want(session, waiters, kept, now);
    }

    Lease take(long session) {
      return ledger.take(session, now).orElseThrow();
    }

    List<Effect> free(Lease lease) {
      now += step;
      return ledger.free(lease.session(), lease.number(), now);
    }

    List<Effect> returned(Lease lease) {
      now += step;
      return ledger.returned(lease.worker(), lease.number(), now);
    }
  }

  private static Turn idle(int workers) {
    var desk = new Desk(workers, 1);
    desk.enter(1, "");
    return () -> desk.free(desk.claim(1, true));
  }

  private static Turn halfLent(int workers) {
    var desk = new Desk(workers, workers / 2);
    desk.enter(1, "");
    var held = new Lease[workers / 2];
    for (int i = 0; i < held.length; i++) {
      held[i] = desk.claim(1, true);
    }
    var random = new Random(1);
    return () -> {
      int one = random.nextInt(held.length);
      desk.free(held[one]);
      held[one] = desk.claim(1, true);
    };
  }

  private static Turn othersServed(int workers) {
    var desk = new Desk(workers, 1);
    desk.enter(1, "mine");
    desk.enter(2, "theirs");
    var theirs = new Lease[workers - 1];
    for (int i = 0; i < theirs.length; i++) {
      theirs[i] = desk.claim(2, true);
    }
    desk.free(desk.claim(1, true));
    for (Lease lease : theirs) {
      desk.free(lease);
    }
    return () -> desk.free(desk.claim(1, true));
  }

  private static Turn waitersOfOne(int waiters) {
    var desk = new Desk(LENT, LENT);
    desk.enter(1, "");
    var held = new Lease[LENT];
    for (int i = 0; i < LENT; i++) {
      held[i] = desk.claim(1, false);
    }
    desk.want(1, waiters, false);
    var next = new Next();
    return () -> {
      int one = next.of(LENT);
      desk.free(held[one]);
      held[one] = desk.take(1);
      desk.want(1, waiters, false);
    };
  }

  private static Turn waiters(int waiters, boolean kept) {
    var desk = new Desk(LENT, LENT);
    var held = new Lease[LENT];
    for (int i = 0; i < LENT; i++) {
      desk.enter(1 + i, "");
      held[i] = desk.claim(1 + i, kept);
    }
    for (int i = 1 + LENT; i <= LENT + waiters; i++) {
      desk.enter(i, "");
      desk.want(i, 1, kept);
    }
    var next = new Next();
    return () -> {
      int one = next.of(LENT);
      Lease over = held[one];
      held[one] = desk.take(lent(kept ? desk.free(over) : desk.returned(over)));
      desk.want(over.session(), 1, kept);
    };
  }

  /** One after the other, round and round. */
  private static final class Next {
    private int last;

    int of(int all) {
      last = (last + 1) % all;
      return last;
    }
  }

  private static long lent(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Lent lent) {
        return lent.lease().session();
      }
    }
    throw new IllegalStateException("Nobody was lent what is free: " + effects);
  }
}
