package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

/** A ledger with workers and sessions, and short words for what happens at it. */
final class Scene {
  static final Duration TTL = Duration.ofSeconds(15);
  static final long ANN = 71;
  static final long BEN = 72;

  final Ledger ledger = new Ledger(TTL);
  long now = 1_000;

  /** Workers 0 to n - 1 in epoch 1, sessions ANN and BEN. */
  Scene(int workers) {
    for (int number = 0; number < workers; number++) {
      ledger.join(worker(number), now);
    }
    ledger.enter(ANN, now);
    ledger.enter(BEN, now);
  }

  static WorkerId worker(int number) {
    return new WorkerId(number, 1);
  }

  List<Effect> want(long session, int waiters, boolean kept) {
    return ledger.want(session, waiters, kept, now);
  }

  /** One more borrower finds a free worker at once. */
  Lease borrow(long session, boolean kept) {
    ledger.want(session, ledger.outstanding(session) + 1, kept, now);
    return ledger.take(session, now).orElseThrow();
  }

  static <E extends Effect> List<E> all(Class<E> type, List<Effect> effects) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static <E extends Effect> E only(Class<E> type, List<Effect> effects) {
    List<E> found = all(type, effects);
    assertEquals(1, found.size(), () -> "one " + type.getSimpleName() + " in " + effects);
    return found.get(0);
  }

  static List<Effect.Kind> kinds(List<Effect> effects) {
    return all(Effect.Flag.class, effects).stream().map(Effect.Flag::kind).toList();
  }
}
