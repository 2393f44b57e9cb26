package freeworker.bench.growth;

import freeworker.bench.run.Spread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/*
 * What is measured is processor time of the thread: what others do on the same cores does not count,
 * apart from what they push out of the caches, nor does the collector.
 */
/** Measures what a claim and a release cost, all sizes of a shape in turns. */
final class LedgerCost {
  private static final int BETWEEN_LOOKS = 1024;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final int rounds;
  private final long warmUp;
  private final long slice;

  /**
   * @param warmUp nanoseconds that each size is run before
   * @param slice nanoseconds that it is run in a round
   */
  LedgerCost(int rounds, long warmUp, long slice) {
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.slice = slice;
  }

  /** The nanoseconds of a turn, by size. */
  Map<Integer, Spread> of(LedgerShape shape, List<Integer> sizes) {
    var turns = new LinkedHashMap<Integer, LedgerShape.Turn>();
    sizes.forEach(size -> turns.put(size, shape.turn(size)));
    turns.values().forEach(turn -> nanos(turn, warmUp));
    var measured = new LinkedHashMap<Integer, List<Double>>();
    for (int round = 0; round < rounds; round++) {
      turns.forEach(
          (size, turn) ->
              measured.computeIfAbsent(size, any -> new ArrayList<>()).add(nanos(turn, slice)));
    }
    var spreads = new LinkedHashMap<Integer, Spread>();
    measured.forEach((size, values) -> spreads.put(size, Spread.of(values)));
    return spreads;
  }

  private double nanos(LedgerShape.Turn turn, long duration) {
    long began = spent();
    long turns = 0;
    long passed;
    do {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        turn.take();
      }
      turns += BETWEEN_LOOKS;
      passed = spent() - began;
    } while (passed < duration);
    return (double) passed / turns;
  }

  private long spent() {
    return threads.getCurrentThreadCpuTime();
  }
}
