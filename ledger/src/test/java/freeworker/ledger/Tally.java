package freeworker.ledger;

import java.util.Map;
import java.util.TreeMap;

/** How often each kind of transition and of effect was seen. */
final class Tally {
  private final long[] transitions = new long[Transition.values().length];
  private final long[] flags = new long[Effect.Kind.values().length];
  private final long[] ends = new long[Effect.How.values().length];
  private long lent;
  private long recalled;
  private long cleared;

  void add(Transition transition) {
    transitions[transition.ordinal()]++;
  }

  void see(Effect effect) {
    if (effect instanceof Effect.Flag flag) {
      flags[flag.kind().ordinal()]++;
    } else if (effect instanceof Effect.Ended ended) {
      ends[ended.how().ordinal()]++;
    } else if (effect instanceof Effect.Lent) {
      lent++;
    } else if (effect instanceof Effect.Recall) {
      recalled++;
    } else {
      cleared++;
    }
  }

  void addTo(Map<String, Long> sums) {
    for (Transition transition : Transition.values()) {
      sums.merge(transition.name(), transitions[transition.ordinal()], Long::sum);
    }
    for (Effect.Kind kind : Effect.Kind.values()) {
      sums.merge("Flag " + kind, flags[kind.ordinal()], Long::sum);
    }
    for (Effect.How how : Effect.How.values()) {
      sums.merge("Ended " + how, ends[how.ordinal()], Long::sum);
    }
    sums.merge("Lent", lent, Long::sum);
    sums.merge("Recall", recalled, Long::sum);
    sums.merge("Clear", cleared, Long::sum);
  }

  static Map<String, Long> sums(Iterable<Tally> tallies) {
    Map<String, Long> sums = new TreeMap<>();
    tallies.forEach(tally -> tally.addTo(sums));
    return sums;
  }
}
