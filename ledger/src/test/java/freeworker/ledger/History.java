package freeworker.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One made-up life of a ledger, fixed by its seed: clients that come, borrow, run, fall silent;
 * workers that run, report late, die; each answer compared with the reference and the witness.
 */
final class History {
  private static final Duration TTL = Duration.ofMillis(100);
  private static final long STEP = Duration.ofMillis(1).toNanos();

  /** What a lot says, no other rules can say again. */
  private static final List<Strategy> PREDICTABLE =
      List.of(Strategy.FIRST_FREE, Strategy.ROUND_ROBIN, Strategy.LEAST_USED);

  private final Tally tally;
  private final SplittableRandom random;
  private final Ledger ledger;
  private final Reference reference;
  private final Witness witness;
  private final Machine[] machines;
  private final int sessions;
  private final LinkedHashSet<Long> longestSilentFirst = new LinkedHashSet<>();
  private final List<Lease> taken = new ArrayList<>();
  private final boolean drains;
  private final int owners;
  private boolean drained;
  private long now = 1;
  private long names;
  private long lastNumber;

  History(long seed, Tally tally) {
    this.tally = tally;
    random = new SplittableRandom(seed);
    int workers = 1 + random.nextInt(8);
    sessions = 1 + random.nextInt(4);
    owners = 1 + random.nextInt(3);
    drains = random.nextInt(4) == 0;
    Quantum quantum =
        random.nextInt(4) == 0
            ? Quantum.NONE
            : new Quantum(millis(random.nextInt(8)), millis(random.nextInt(400)));
    Strategy strategy = PREDICTABLE.get(random.nextInt(PREDICTABLE.size()));
    ledger = new Ledger(TTL, quantum, strategy, 0);
    reference = new Reference(TTL.toNanos(), quantum, strategy, workers);
    witness = new Witness(workers, this::owner);
    machines = new Machine[workers];
    for (int number = 0; number < workers; number++) {
      machines[number] = new Machine(number);
      join(machines[number]);
    }
    enter(1);
  }

  /** Lives on for 50 to 200 steps, and then comes to rest; the number of steps. */
  int live() {
    int steps = 50 + random.nextInt(random.nextInt(8) == 0 ? 151 : 76);
    for (int step = 0; step < steps; step++) {
      now += random.nextLong(STEP);
      if (drains && !drained && step > steps / 2 && random.nextInt(16) == 0) {
        drain();
      } else if (ledger.nextRecall().isPresent() && random.nextInt(4) > 0) {
        recall();
      } else {
        step();
      }
      check();
    }
    rest();
    return steps;
  }

  private void step() {
    long session = 1L + random.nextInt(sessions);
    Machine machine = machines[random.nextInt(machines.length)];
    int what = random.nextInt(100);
    if (!ledger.knows(session) && what < 50) {
      enter(session);
    } else if (what < 21) {
      want(session);
    } else if (what < 22) {
      withdraw(session);
    } else if (what < 40) {
      take(session);
    } else if (what < 52) {
      free();
    } else if (what < 64) {
      begin();
    } else if (what < 72) {
      end(machine);
    } else if (what < 84) {
      report(machine);
    } else if (what < 90) {
      if (random.nextInt(3) == 0) {
        abandon();
      }
      giveBack();
    } else if (what < 93) {
      confirm();
    } else if (what < 96) {
      if (random.nextInt(4) == 0) {
        boolean any = taken.isEmpty() || random.nextInt(4) == 0;
        retire(any ? machine : machines[oneOf(taken).worker().number()]);
      } else {
        dieOrJoin(machine);
      }
    } else if (what < 98) {
      gone(session);
    } else if (what < 99) {
      fallSilent();
    } else {
      oddities(session, machine);
    }
  }

  // What clients do

  private void enter(long session) {
    heard(session);
    String owner = owner(session);
    same(ledger.enter(session, owner, now), reference.enter(session, owner, now));
    tally.add(Transition.ENTER);
  }

  private String owner(long session) {
    return "owner " + session % owners;
  }

  private void want(long session) {
    if (!ledger.knows(session)) {
      return;
    }
    heard(session);
    int waiters = random.nextInt(4);
    boolean kept = random.nextBoolean();
    int places = ledger.waiting();
    int before = ledger.outstanding(session);
    List<Effect> effects = ledger.want(session, waiters, kept, now);
    same(effects, reference.want(session, waiters, kept, now));
    if (!effects.isEmpty() && effects.get(0) instanceof Effect.Flag) {
      tally.add(Transition.KIND_CHANGED);
    }
    if (waiters < before && ledger.waiting() < places) {
      tally.add(Transition.PLACES_DROPPED);
    } else if (ledger.waiting() > places) {
      tally.add(Transition.PLACES_ADDED);
    }
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }

  private void withdraw(long session) {
    if (ledger.knows(session)) {
      heard(session);
      if (ledger.outstanding(session) > ledger.untaken(session)) {
        tally.add(Transition.WITHDRAWN);
      }
      same(ledger.withdraw(session, now), reference.withdraw(session, now));
    }
  }

  /** The time of the next recall comes. */
  private void recall() {
    ledger
        .nextRecall()
        .ifPresent(
            due -> {
              now = Math.max(now, due);
              List<Effect> effects = ledger.recall(now);
              same(effects, reference.recall(now));
              if (!effects.isEmpty()) {
                tally.add(Transition.RECALLED_IN_TIME);
              }
            });
  }

  private void take(long session) {
    Optional<Lease> lease = ledger.take(session, now);
    same(lease, reference.take(session, now));
    lease.ifPresent(
        mine -> {
          taken.add(mine);
          tally.add(mine.kept() ? Transition.TAKEN_KEPT : Transition.TAKEN_BY_ENGINE);
          heard(session);
          same(ledger.renew(session, now), reference.renew(session, now));
        });
  }

  private void free() {
    if (taken.isEmpty()) {
      return;
    }
    Lease lease = oneOf(taken);
    taken.remove(lease);
    free(lease);
  }

  private Lease oneOf(List<Lease> leases) {
    return leases.get(random.nextInt(leases.size()));
  }

  private void free(Lease lease) {
    boolean held = ledger.holds(lease.session(), lease.number());
    if (held) {
      witness.freed(lease);
    }
    if (ledger.knows(lease.session())) {
      heard(lease.session());
    }
    boolean cancelled = random.nextInt(8) == 0;
    tally.add(
        !held
            ? Transition.STALE_FREE
            : cancelled
                ? Transition.CANCELLED
                : lease.kept() ? Transition.FREED_KEPT : Transition.FREED);
    List<Effect> effects =
        cancelled
            ? ledger.cancel(lease.session(), lease.number(), now)
            : ledger.free(lease.session(), lease.number(), now);
    same(effects, reference.free(lease.session(), lease.number(), cancelled, now));
  }

  private void gone(long session) {
    if (ledger.knows(session)) {
      longestSilentFirst.remove(session);
      same(ledger.gone(session, now), reference.gone(session, now));
      tally.add(Transition.SESSION_GONE);
    }
  }

  /** Some sessions stay silent for the time to live; reports never lag as long. */
  private void fallSilent() {
    for (Machine machine : machines) {
      reportAll(machine);
    }
    now += TTL.toNanos();
    for (long session : List.copyOf(longestSilentFirst)) {
      if (random.nextBoolean()) {
        heard(session);
        same(ledger.renew(session, now), reference.renew(session, now));
      }
    }
    now += 1;
    List<Long> order = List.copyOf(longestSilentFirst);
    same(ledger.tick(now), reference.tick(order, now));
    for (long session : order) {
      if (!ledger.knows(session)) {
        longestSilentFirst.remove(session);
        tally.add(Transition.SESSION_EXPIRED);
      }
    }
  }

  private void heard(long session) {
    longestSilentFirst.remove(session);
    longestSilentFirst.add(session);
  }

  // What workers do

  private void begin() {
    if (!taken.isEmpty()) {
      Lease lease = oneOf(taken);
      machines[lease.worker().number()].begin(lease, "task " + ++names, now);
    }
  }

  private void end(Machine machine) {
    int count = random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(100);
    machine.end(count, random.nextInt(8) > 0 ? 0 : 1 + random.nextInt(count), now);
  }

  private void report(Machine machine) {
    Machine.Report report = machine.reports.poll();
    if (report != null) {
      report(machine, report);
    }
  }

  private void reportAll(Machine machine) {
    while (!machine.reports.isEmpty()) {
      report(machine);
    }
  }

  private void report(Machine machine, Machine.Report report) {
    boolean late = !ledger.lease(machine.id()).filter(report.lease()::equals).isPresent();
    WorkerId worker = report.lease().worker();
    long number = report.lease().number();
    if (report.began()) {
      same(
          ledger.began(worker, number, report.task(), report.at()),
          reference.began(worker, number, report.task(), report.at()));
      tally.add(late ? Transition.BEGAN_LATE : Transition.BEGAN);
    } else {
      same(
          ledger.ended(worker, number, report.task(), report.count(), report.failed(), report.at()),
          reference.ended(
              worker, number, report.task(), report.count(), report.failed(), report.at()));
      tally.add(late ? Transition.ENDED_LATE : Transition.ENDED);
      machine.last = report;
    }
  }

  /** A worker that is to be replaced dies, and nobody follows for now. */
  private void abandon() {
    for (Machine machine : machines) {
      if (ledger.renewing(machine.number)) {
        if (machine.alive) {
          Machine.@Nullable Report unsent = forget(machine);
          same(ledger.died(machine.id(), now), reference.died(machine.id(), now));
          tooLate(unsent);
        }
        same(ledger.vacant(machine.number, now), reference.vacant(machine.number, now));
        tally.add(Transition.VACATED);
        return;
      }
    }
  }

  /** A worker is to go, as soon as nobody needs it. */
  private void retire(Machine machine) {
    if (machine.alive) {
      Optional<Lease> lease = ledger.lease(machine.id());
      tally.add(
          lease.isEmpty()
              ? Transition.RETIRED_IDLE
              : lease.filter(taken::contains).isPresent()
                  ? Transition.RETIRED_LENT
                  : Transition.RETIRED_UNTAKEN);
      same(ledger.retire(machine.id(), now), reference.retire(machine.id(), now));
      nothing(ledger.retire(machine.id(), now));
    }
  }

  /** A recalled worker gives its lease back, unless something of it runs. */
  private void giveBack() {
    for (Machine machine : machines) {
      long lease = machine.recalled();
      if (lease > 0) {
        boolean current =
            ledger.lease(machine.id()).filter(its -> its.number() == lease).isPresent();
        tally.add(current ? Transition.RETURNED : Transition.RETURNED_TOO_LATE);
        same(
            ledger.returned(machine.id(), lease, now),
            reference.returned(machine.id(), lease, now));
        return;
      }
    }
    giveBackUnasked(machines[random.nextInt(machines.length)]);
    leave(machines[random.nextInt(machines.length)]);
  }

  /** A worker tells that a task left something running. */
  private void leave(Machine machine) {
    if (machine.last != null && machine.alive) {
      long lease = machine.last.lease().number();
      same(ledger.left(machine.id(), lease, now), reference.left(machine.id(), lease, now));
      tally.add(Transition.LEFT);
    }
  }

  /** A worker whose last task left something behind gives its lease back by itself. */
  private void giveBackUnasked(Machine machine) {
    if (machine.last != null && machine.isQuiet()) {
      long lease = machine.last.lease().number();
      machine.refuse(lease);
      same(ledger.returned(machine.id(), lease, now), reference.returned(machine.id(), lease, now));
      tally.add(Transition.RETURNED_UNASKED);
    }
  }

  private void confirm() {
    for (Machine machine : machines) {
      if (machine.alive && ledger.clearing(machine.id())) {
        long upTo = machine.toClear;
        if (random.nextInt(4) == 0) {
          cleared(machine, upTo - 1);
        }
        machine.cut(now);
        cleared(machine, upTo);
        tally.add(Transition.CLEARED);
        return;
      }
    }
  }

  private void cleared(Machine machine, long upTo) {
    witness.confirmed(machine.number, upTo);
    machine.refuse(upTo);
    same(ledger.cleared(machine.id(), upTo, now), reference.cleared(machine.id(), upTo, now));
  }

  private void dieOrJoin(Machine machine) {
    if (!machine.alive) {
      join(machine);
    } else if (ledger.renewing(machine.number)) {
      tally.add(Transition.RENEWED);
      replace(machine);
    } else if (random.nextBoolean()) {
      countDeath(machine, Transition.DIED_LENT, Transition.DIED_CLEARING, Transition.DIED_IDLE);
      Machine.@Nullable Report unsent = forget(machine);
      same(ledger.died(machine.id(), now), reference.died(machine.id(), now));
      tooLate(unsent);
    } else {
      countDeath(
          machine,
          Transition.REPLACED_LENT,
          Transition.REPLACED_CLEARING,
          Transition.REPLACED_IDLE);
      replace(machine);
    }
  }

  private void replace(Machine machine) {
    Machine.@Nullable Report unsent = forget(machine);
    join(machine);
    tooLate(unsent);
  }

  private Machine.@Nullable Report forget(Machine machine) {
    Machine.Report unsent = machine.reports.peek();
    witness.confirmed(machine.number, Long.MAX_VALUE - 1);
    machine.die();
    return unsent;
  }

  /** A report of a dead process says nothing. */
  private void tooLate(Machine.@Nullable Report report) {
    if (report != null) {
      WorkerId dead = report.lease().worker();
      nothing(ledger.began(dead, report.lease().number(), report.task(), now));
      nothing(ledger.ended(dead, report.lease().number(), report.task(), 1, 0, now));
      tally.add(Transition.REPORT_OF_THE_DEAD);
    }
  }

  private void countDeath(Machine machine, Transition lent, Transition clearing, Transition idle) {
    Optional<Lease> lease = ledger.lease(machine.id());
    boolean isLent = lease.isPresent();
    if (isLent && !drained && lease.filter(taken::contains).isEmpty()) {
      tally.add(Transition.PLACE_PUT_BACK);
    }
    tally.add(isLent ? lent : ledger.clearing(machine.id()) ? clearing : idle);
  }

  private void join(Machine machine) {
    machine.revive();
    // A replacement joins in one step: the lease of its predecessor ends, then it is lent.
    same(ledger.join(machine.id(), now), reference.join(machine.id(), now));
    tally.add(Transition.JOINED);
  }

  private void drain() {
    drained = true;
    same(ledger.drain(now), reference.drain(now));
    tally.add(Transition.DRAINED);
  }

  /** What must change nothing. */
  private void oddities(long session, Machine machine) {
    same(ledger.recall(now), reference.recall(now));
    refused(() -> ledger.join(machine.id(), now));
    refused(() -> ledger.want(99, 1, true, now));
    nothing(ledger.free(session, lastNumber + 5, now));
    if (ledger.knows(session)) {
      heard(session);
      same(ledger.renew(session, now), reference.renew(session, now));
    }
    WorkerId stranger = new WorkerId(machine.number, machine.id().epoch() + 1);
    nothing(ledger.died(stranger, now));
    nothing(ledger.cleared(stranger, Long.MAX_VALUE, now));
    nothing(ledger.began(stranger, lastNumber, "never ran", now));
    nothing(ledger.began(machine.id(), lastNumber + 5, "never ran", now));
    nothing(ledger.ended(machine.id(), lastNumber, "never ran", 1, 0, now));
    if (machine.last != null) {
      String task = machine.last.task();
      nothing(ledger.ended(machine.id(), machine.last.lease().number(), task, 1, 0, now));
    }
    tally.add(Transition.NOTHING);
  }

  private void refused(Runnable command) {
    try {
      command.run();
    } catch (IllegalArgumentException expected) {
      return;
    }
    throw new AssertionError("was not refused");
  }

  private void nothing(List<Effect> effects) {
    same(effects, List.of());
  }

  // What is checked

  private void same(Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
    if (actual instanceof List<?> effects) {
      effects.forEach(effect -> see((Effect) effect));
    }
  }

  private void see(Effect effect) {
    witness.sees(effect);
    if (effect instanceof Effect.Lent lent) {
      lastNumber = lent.lease().number();
    } else if (effect instanceof Effect.Recall recall) {
      machines[recall.worker().number()].recall = recall.lease();
    } else if (effect instanceof Effect.Clear clear) {
      machines[clear.worker().number()].toClear = clear.upTo();
    } else if (effect instanceof Effect.Ended ended) {
      if (random.nextBoolean()) {
        taken.removeIf(lease -> lease.number() == ended.lease().number());
      }
    }
    tally.see(effect);
  }

  private void check() {
    int idle = 0;
    for (Machine machine : machines) {
      int number = machine.number;
      boolean lent = ledger.lease(machine.id()).isPresent();
      boolean clearing = ledger.clearing(machine.id());
      require(lent == witness.lent(number), "lent as its effects said");
      require(clearing == witness.clearing(number), "clearing as its effects said");
      require(!(lent && clearing), "lent or clearing, not both");
      boolean renewing = ledger.renewing(number);
      require(renewing == reference.renewing(number), "renewing as in the reference");
      require(!(renewing && (lent || clearing)), "renewing while nothing of a lease is left");
      require(ledger.busy(number) == reference.busy(number), "flag as in the reference");
      require(ledger.busy(number) == witness.busy(number), "flag as its effects said");
      if (machine.alive && !lent && !clearing && !renewing && !ledger.retired(machine.id())) {
        idle++;
      }
    }
    require(ledger.idle() == idle, "every worker is idle, lent, clearing or renewing");
    require(ledger.idle() == reference.idle(), "idle as in the reference");
    require(ledger.waiting() == reference.waiting(), "waiting as in the reference");
    require(
        ledger.nextRecall().equals(reference.nextRecall()), "the next recall as in the reference");
    require(!reference.idleForNothing(), "nobody waits while a worker is idle for him");
    require(!drained || ledger.waiting() == 0, "nobody waits for a drained ledger");
    require(ledger.finished() == witness.finished(), "finished as its effects said");
  }

  private static void require(boolean promise, String name) {
    if (!promise) {
      throw new AssertionError("not kept: " + name);
    }
  }

  /** All is reported, cleared and freed until nothing moves: then everybody was served. */
  private void rest() {
    int rounds = 2 * ledger.waiting() + 3;
    do {
      require(rounds-- > 0, "it comes to rest");
      for (Machine machine : machines) {
        if (machine.alive && ledger.renewing(machine.number)) {
          tally.add(Transition.RENEWED);
          replace(machine);
        } else if (ledger.retired(machine.id())) {
          replace(machine);
        } else if (!machine.alive) {
          join(machine);
        }
        machine.end(1, 0, now);
      }
      confirmAll();
      for (long session = 1; session <= sessions; session++) {
        while (ledger.untaken(session) > 0) {
          take(session);
        }
      }
      while (!taken.isEmpty()) {
        free();
      }
      check();
    } while (ledger.idle() < machines.length);
    require(ledger.waiting() == 0, "in the end everybody is served");
    for (Machine machine : machines) {
      require(!ledger.busy(machine.number), "in the end every flag is down");
    }
    witness.checkFlagsInOrderOfTime();
  }

  private void confirmAll() {
    for (int i = 0; i < machines.length; i++) {
      confirm();
    }
    for (Machine machine : machines) {
      reportAll(machine);
    }
  }
}
