package freeworker.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each kind of transition and of effect was seen. */
final class Tally {
  private final Map<Transition, Long> transitions = new EnumMap<>(Transition.class);
  private final Map<Effect.Kind, Long> flags = new EnumMap<>(Effect.Kind.class);
  private final Map<Effect.How, Long> ends = new EnumMap<>(Effect.How.class);
  private long lent;
  private long recalled;
  private long cleared;
  private long renewed;

  void add(Transition transition) {
    transitions.merge(transition, 1L, Long::sum);
  }

  void see(Effect effect) {
    if (effect instanceof Effect.Flag flag) {
      flags.merge(flag.kind(), 1L, Long::sum);
    } else if (effect instanceof Effect.Ended ended) {
      ends.merge(ended.how(), 1L, Long::sum);
    } else if (effect instanceof Effect.Lent) {
      lent++;
    } else if (effect instanceof Effect.Recall) {
      recalled++;
    } else if (effect instanceof Effect.Renew) {
      renewed++;
    } else {
      cleared++;
    }
  }

  private void addTo(Map<String, Long> sums) {
    for (Transition transition : Transition.values()) {
      sums.merge(transition.name(), transitions.getOrDefault(transition, 0L), Long::sum);
    }
    for (Effect.Kind kind : Effect.Kind.values()) {
      sums.merge("Flag " + kind, flags.getOrDefault(kind, 0L), Long::sum);
    }
    for (Effect.How how : Effect.How.values()) {
      sums.merge("Ended " + how, ends.getOrDefault(how, 0L), Long::sum);
    }
    sums.merge("Lent", lent, Long::sum);
    sums.merge("Recall", recalled, Long::sum);
    sums.merge("Clear", cleared, Long::sum);
    sums.merge("Renew", renewed, Long::sum);
  }

  static Map<String, Long> sums(Iterable<Tally> tallies) {
    Map<String, Long> sums = new TreeMap<>();
    tallies.forEach(tally -> tally.addTo(sums));
    return sums;
  }
}
