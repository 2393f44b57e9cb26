package freeworker.ledger;

import freeworker.ledger.Effect.How;
import freeworker.ledger.Effect.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the ledger a second time, as plainly as possible: every place is an entry of a list,
 * everything is found by looking through all of it, and nothing is ever forgotten.
 */
final class Reference {

  private static final class Held {
    Lease lease;
    boolean taken;
    boolean recalled;
    boolean untidy;
    final long since;

    Held(Lease lease, long since) {
      this.lease = lease;
      this.since = since;
    }
  }

  /** A place in the queue; one behind another of its session counts as having come with that. */
  private record Place(long session, long since) {}

  private record Task(Lease lease, String name, boolean flagged) {}

  private static final class Member {
    final WorkerId id;
    @Nullable Held held;
    long clearing;
    boolean renewing;
    boolean retired;
    long active;
    @Nullable String owner;
    final List<Task> tasks = new ArrayList<>();

    Member(WorkerId id) {
      this.id = id;
    }
  }

  private final long timeToLive;
  private final Quantum quantum;
  private final Strategy strategy;
  private final Map<Integer, Integer> uses = new HashMap<>();
  private int lentLast = -1;
  private final List<Place> queue = new ArrayList<>();
  private final Map<Long, Long> heard = new HashMap<>();
  private final Map<Long, String> owners = new HashMap<>();
  private final Set<Integer> expected = new HashSet<>();
  private final Set<Long> keepers = new HashSet<>();
  private final @Nullable Member[] members;
  private final Map<Long, Lease> leases = new HashMap<>();
  private final Map<Long, Long> ends = new HashMap<>();
  private final Set<Long> cutOff = new HashSet<>();
  private List<Effect> effects = new ArrayList<>();
  private OptionalLong nextRecall = OptionalLong.empty();
  private long last;
  private boolean draining;

  Reference(long timeToLive, Quantum quantum, Strategy strategy, int workers) {
    this.strategy = strategy;
    this.timeToLive = timeToLive;
    this.quantum = quantum;
    this.members = new Member[workers];
  }

  List<Effect> enter(long session, String owner, long now) {
    owners.put(session, owner);
    heard.put(session, now);
    return settled(now);
  }

  List<Effect> renew(long session, long now) {
    heard.put(session, now);
    return settled(now);
  }

  List<Effect> gone(long session, long now) {
    if (heard.containsKey(session)) {
      away(session, How.GONE, Kind.GONE, now);
    }
    return settled(now);
  }

  /** Longest silent first; of equally silent ones as the caller says. */
  List<Effect> tick(List<Long> inOrder, long now) {
    for (long session : inOrder) {
      if (now - Objects.requireNonNull(heard.get(session)) > timeToLive) {
        away(session, How.EXPIRED, Kind.EXPIRED, now);
      }
    }
    return settled(now);
  }

  List<Effect> want(long session, int waiters, boolean kept, long now) {
    heard.put(session, now);
    if (kept) {
      keepers.add(session);
    } else {
      keepers.remove(session);
    }
    Held next = untaken(session);
    if (next != null && next.lease.kept() != kept) {
      next.lease = new Lease(next.lease.number(), next.lease.worker(), session, kept);
      leases.put(next.lease.number(), next.lease);
      flag(kept ? Kind.LENT : Kind.FREED, next.lease, "", 0, 0, now);
    }
    int more = waiters - outstanding(session);
    for (; more > 0 && !draining; more--) {
      Place tail = queue.isEmpty() ? null : queue.get(queue.size() - 1);
      long since = tail != null && tail.session() == session ? tail.since() : now;
      queue.add(new Place(session, since));
    }
    for (int i = queue.size() - 1; more < 0 && i >= 0; i--) {
      if (queue.get(i).session() == session) {
        queue.remove(i);
        more++;
      }
    }
    return settled(now);
  }

  List<Effect> withdraw(long session, long now) {
    heard.put(session, now);
    queue.removeIf(place -> place.session() == session);
    return settled(now);
  }

  List<Effect> recall(long now) {
    return settled(now);
  }

  Optional<Lease> take(long session, long now) {
    Held next = untaken(session);
    if (next == null) {
      return Optional.empty();
    }
    next.lease = until(next, now);
    leases.put(next.lease.number(), next.lease);
    next.taken = true;
    return Optional.of(next.lease);
  }

  List<Effect> free(long session, long lease, boolean cancelled, long now) {
    if (heard.containsKey(session)) {
      heard.put(session, now);
    }
    Member member = holder(session, lease);
    if (member != null) {
      boolean untidy = member.held != null && member.held.untidy;
      Lease freed = over(member, now);
      if (cancelled || untidy) {
        member.clearing = lease;
        effects.add(new Effect.Clear(member.id, lease, false));
      }
      if (freed.kept()) {
        flag(Kind.FREED, freed, "", 0, 0, now);
      }
    }
    return settled(now);
  }

  List<Effect> join(WorkerId worker, long now) {
    Member before = members[worker.number()];
    if (before != null) {
      bury(before, now);
    }
    members[worker.number()] = new Member(worker);
    expected.remove(worker.number());
    return settled(now);
  }

  List<Effect> returned(WorkerId worker, long lease, long now) {
    Member member = member(worker);
    if (member != null
        && member.held != null
        && member.held.lease.number() == lease
        && (member.held.recalled || !member.held.lease.kept())) {
      effects.add(new Effect.Ended(over(member, now), How.RETURNED, now));
    }
    return settled(now);
  }

  List<Effect> left(WorkerId worker, long lease, long now) {
    Member member = member(worker);
    if (member != null && member.held != null && member.held.lease.number() == lease) {
      member.held.untidy = true;
    }
    return settled(now);
  }

  List<Effect> cleared(WorkerId worker, long upTo, long now) {
    Member member = member(worker);
    if (member != null && upTo >= member.clearing) {
      member.clearing = 0;
    }
    return settled(now);
  }

  List<Effect> died(WorkerId worker, long now) {
    Member member = member(worker);
    if (member != null) {
      bury(member, now);
    }
    return settled(now);
  }

  List<Effect> vacant(int number, long now) {
    expected.remove(number);
    return settled(now);
  }

  List<Effect> retire(WorkerId worker, long now) {
    Member member = member(worker);
    if (member != null && !member.retired) {
      member.retired = true;
      expected.remove(worker.number());
      Held held = member.held;
      if (held != null && !held.taken) {
        Lease lease = over(member, now);
        effects.add(new Effect.Ended(lease, How.RETURNED, now));
        if (lease.kept()) {
          flag(Kind.FREED, lease, "", 0, 0, now);
        }
        if (!draining) {
          first(lease.session(), now);
        }
      } else if (held != null && !held.lease.kept() && !held.recalled) {
        recall(held);
      }
    }
    return settled(now);
  }

  List<Effect> drain(long now) {
    draining = true;
    queue.clear();
    return settled(now);
  }

  List<Effect> began(WorkerId worker, long lease, String name, long at) {
    Member member = member(worker);
    if (member != null) {
      Lease whose = Objects.requireNonNull(leases.get(lease));
      Task task = new Task(whose, name, !whose.kept() && !cutOff.contains(lease));
      member.tasks.add(task);
      if (task.flagged()) {
        flag(Kind.BEGAN, whose, name, 0, 0, at);
      }
    }
    return told();
  }

  List<Effect> ended(WorkerId worker, long lease, String name, int count, int failed, long at) {
    Member member = member(worker);
    if (member != null) {
      for (Task task : List.copyOf(member.tasks)) {
        if (task.lease().number() == lease && task.name().equals(name)) {
          member.tasks.remove(task);
          member.active = Math.max(member.active, at);
          nextRecall.ifPresent(
              due -> nextRecall = OptionalLong.of(Math.min(due, at + 100_000_000)));
          if (task.flagged()) {
            flag(Kind.ENDED, task.lease(), name, count, failed, at);
          } else {
            long end = ends.getOrDefault(lease, at);
            flag(Kind.DONE, task.lease(), name, count, failed, Math.min(at, end));
          }
        }
      }
    }
    return told();
  }

  boolean knows(long session) {
    return heard.containsKey(session);
  }

  boolean holds(long session, long lease) {
    return holder(session, lease) != null;
  }

  int waiting() {
    return queue.size();
  }

  int idle() {
    int idle = 0;
    for (Member member : members) {
      if (member != null && free(member)) {
        idle++;
      }
    }
    return idle;
  }

  boolean busy(int worker) {
    Member member = members[worker];
    if (member == null) {
      return false;
    }
    return (member.held != null && member.held.lease.kept())
        || member.tasks.stream().anyMatch(Task::flagged);
  }

  private List<Member> staying() {
    List<Member> staying = new ArrayList<>();
    for (Member member : members) {
      if (member != null && !member.retired) {
        staying.add(member);
      }
    }
    return staying;
  }

  private static boolean free(Member member) {
    return member.held == null && member.clearing == 0 && !member.renewing && !member.retired;
  }

  private List<Effect> settled(long now) {
    while (!queue.isEmpty()) {
      long session = queue.get(0).session();
      String owner = Objects.requireNonNull(owners.get(session));
      Member member = fitting(owner);
      Member other = anyFree();
      if (member != null) {
        queue.remove(0);
        member.owner = owner;
        lentLast = member.id.number();
        uses.merge(lentLast, 1, Integer::sum);
        Lease lease = new Lease(++last, member.id, session, keepers.contains(session));
        leases.put(last, lease);
        member.held = new Held(lease, now);
        effects.add(new Effect.Lent(lease, now));
        if (lease.kept()) {
          flag(Kind.LENT, lease, "", 0, 0, now);
        }
      } else if (other != null && expected.size() < placesOf(session)) {
        other.renewing = true;
        expected.add(other.id.number());
        effects.add(new Effect.Renew(other.id));
      } else {
        break;
      }
    }
    long recalled = recalled();
    nextRecall = OptionalLong.empty();
    while (true) {
      Held longest = null;
      for (Member member : staying()) {
        Held held = member.held;
        if (held != null
            && held.taken
            && !held.recalled
            && !held.lease.kept()
            && (draining || recalled < othersThan(held.lease.session()))
            && (longest == null || held.lease.number() < longest.lease.number())) {
          longest = held;
        }
      }
      if (longest == null) {
        break;
      }
      if (!draining) {
        long due = due(longest, queue.get((int) Math.min(expected.size() + recalled, 4)));
        if (due > now) {
          nextRecall = OptionalLong.of(due);
          break;
        }
      }
      recall(longest);
      recalled++;
    }
    return told();
  }

  private void recall(Held held) {
    held.recalled = true;
    Lease lease = held.lease;
    boolean ends = lease.turn() < Long.MAX_VALUE;
    effects.add(new Effect.Recall(lease.worker(), lease.number(), ends));
  }

  /** A lease that is taken now; it ends by itself if more wait than all that could be recalled. */
  private Lease until(Held held, long now) {
    long others = queue.stream().filter(place -> place.session() != held.lease.session()).count();
    long coming = expected.size();
    for (Member member : staying()) {
      if (member.held != null && !member.held.lease.kept()) {
        coming += member.held.taken ? 1 : 0;
      }
    }
    if (held.lease.kept() || others <= coming) {
      return held.lease;
    }
    int ahead = expected.size() + recalled();
    long left = share(held, now, queue.get(Math.min(ahead, 4))) - now;
    Lease lease = held.lease;
    return new Lease(lease.number(), lease.worker(), lease.session(), false, Math.max(0, left));
  }

  private int recalled() {
    int recalled = 0;
    for (Member member : staying()) {
      recalled += member.held != null && member.held.recalled ? 1 : 0;
    }
    return recalled;
  }

  /** The end of its turn, or at once for an engine that has run nothing for long. */
  private long due(Held held, Place next) {
    long due = share(held, held.since, next);
    Member member = Objects.requireNonNull(member(held.lease.worker()));
    long used = Math.max(held.since, member.active);
    return member.tasks.isEmpty() ? Math.min(due, used + 100_000_000) : due;
  }

  /** A turn of the quantum's share of each who waits, or its end for one who waited that long. */
  private long share(Held held, long since, Place next) {
    String holder = owners.get(held.lease.session());
    boolean same = Objects.equals(holder, owners.get(next.session()));
    long whole = (same ? quantum.within() : quantum.between()).toNanos();
    int workers = staying().size();
    int rounds = 0;
    for (int unmet = queue.size() - expected.size(); unmet > 0; unmet -= workers) {
      rounds++;
    }
    return Math.min(since + whole / rounds, next.since() + whole);
  }

  OptionalLong nextRecall() {
    return nextRecall;
  }

  private long othersThan(long session) {
    return queue.stream().filter(place -> place.session() != session).count() - expected.size();
  }

  private long placesOf(long session) {
    return queue.stream().filter(place -> place.session() == session).count();
  }

  private @Nullable Member fitting(String owner) {
    List<Member> fitting = new ArrayList<>();
    for (Member member : members) {
      if (member != null && free(member) && (member.owner == null || member.owner.equals(owner))) {
        fitting.add(member);
      }
    }
    for (Member member : fitting) {
      if (strategy == Strategy.ROUND_ROBIN && member.id.number() > lentLast) {
        return member;
      }
    }
    return best(fitting);
  }

  private @Nullable Member anyFree() {
    List<Member> free = new ArrayList<>();
    for (Member member : members) {
      if (member != null && free(member)) {
        free.add(member);
      }
    }
    return best(free);
  }

  /** The lowest number, or of the numbers that were lent least often the lowest. */
  private @Nullable Member best(List<Member> some) {
    Member best = some.isEmpty() ? null : some.get(0);
    for (Member member : some) {
      if (strategy == Strategy.LEAST_USED && best != null && used(member) < used(best)) {
        best = member;
      }
    }
    return best;
  }

  private int used(Member member) {
    return uses.getOrDefault(member.id.number(), 0);
  }

  boolean renewing(int worker) {
    return expected.contains(worker);
  }

  /** Whether somebody free would do for the first place, or too few are being replaced for it. */
  boolean idleForNothing() {
    if (queue.isEmpty() || anyFree() == null) {
      return false;
    }
    long first = queue.get(0).session();
    return fitting(Objects.requireNonNull(owners.get(first))) != null
        || expected.size() < placesOf(first);
  }

  private List<Effect> told() {
    List<Effect> told = effects;
    effects = new ArrayList<>();
    return told;
  }

  private void away(long session, How how, Kind kind, long now) {
    heard.remove(session);
    keepers.remove(session);
    queue.removeIf(place -> place.session() == session);
    for (Member member = oldest(session); member != null; member = oldest(session)) {
      Lease lease = over(member, now);
      cutOff.add(lease.number());
      effects.add(new Effect.Ended(lease, how, now));
      if (lease.kept()) {
        flag(kind, lease, running(member, lease), 0, 0, now);
      }
      for (int i = 0; i < member.tasks.size(); i++) {
        Task task = member.tasks.get(i);
        if (task.lease().number() == lease.number() && task.flagged()) {
          flag(kind, lease, task.name(), 0, 0, now);
          member.tasks.set(i, new Task(lease, task.name(), false));
        }
      }
      member.clearing = lease.number();
      effects.add(new Effect.Clear(member.id, lease.number(), true));
    }
  }

  private void bury(Member member, long now) {
    members[member.id.number()] = null;
    Held held = member.held;
    if (held != null) {
      effects.add(new Effect.Ended(held.lease, How.LOST, now));
      if (!held.taken && !draining) {
        first(held.lease.session(), now);
      }
      if (held.lease.kept()) {
        flag(Kind.LOST, held.lease, running(member, held.lease), 0, 0, now);
      }
    }
    for (Task task : member.tasks) {
      if (task.flagged()) {
        Kind kind = task.lease().number() <= member.clearing ? Kind.GONE : Kind.LOST;
        flag(kind, task.lease(), task.name(), 0, 0, now);
      }
    }
  }

  private void first(long session, long now) {
    Place head = queue.isEmpty() ? null : queue.get(0);
    long since = head != null && head.session() == session ? head.since() : now;
    queue.add(0, new Place(session, since));
  }

  private static String running(Member member, Lease lease) {
    for (Task task : member.tasks) {
      if (task.lease().number() == lease.number()) {
        return task.name();
      }
    }
    return "";
  }

  private Lease over(Member member, long now) {
    Held held = member.held;
    if (held == null) {
      throw new AssertionError("worker " + member.id + " is not lent");
    }
    member.held = null;
    ends.put(held.lease.number(), now);
    return held.lease;
  }

  private int outstanding(long session) {
    int count = 0;
    for (Place place : queue) {
      if (place.session() == session) {
        count++;
      }
    }
    for (Member member : members) {
      Held held = member == null ? null : member.held;
      if (held != null && !held.taken && held.lease.session() == session) {
        count++;
      }
    }
    return count;
  }

  private @Nullable Held untaken(long session) {
    Held oldest = null;
    for (Member member : members) {
      Held held = member == null ? null : member.held;
      if (held != null
          && !held.taken
          && held.lease.session() == session
          && (oldest == null || held.lease.number() < oldest.lease.number())) {
        oldest = held;
      }
    }
    return oldest;
  }

  private @Nullable Member oldest(long session) {
    Member oldest = null;
    long number = Long.MAX_VALUE;
    for (Member member : members) {
      Held held = member == null ? null : member.held;
      if (held != null && held.lease.session() == session && held.lease.number() < number) {
        oldest = member;
        number = held.lease.number();
      }
    }
    return oldest;
  }

  private @Nullable Member holder(long session, long lease) {
    for (Member member : members) {
      Held held = member == null ? null : member.held;
      if (held != null && held.lease.number() == lease && held.lease.session() == session) {
        return member;
      }
    }
    return null;
  }

  private @Nullable Member member(WorkerId worker) {
    Member member = members[worker.number()];
    return member != null && member.id.equals(worker) ? member : null;
  }

  private void flag(Kind kind, Lease of, String task, int finished, int failed, long at) {
    effects.add(
        new Effect.Flag(
            kind,
            of.worker(),
            of.session(),
            of.number(),
            task,
            finished,
            failed,
            queue.size(),
            at));
  }
}
