package freeworker.bench;

import freeworker.bench.run.Machine;
import java.io.IOException;
import java.time.Duration;

/** Has a side run a line for a while, and watches what that takes. */
final class Sampler {
  private final Machine machine;
  private final Pins pins;

  Sampler(Machine machine, Pins pins) {
    this.machine = machine;
    this.pins = pins;
  }

  /**
   * Measures once.
   *
   * @param patience how long the client may be silent beyond the time that is measured
   */
  Sample sample(Line line, Side side, Duration duration, Duration patience)
      throws IOException, InterruptedException {
    if (line.pinned()) {
      pins.pin(side);
    }
    try {
      long began = System.nanoTime();
      long busy = machine.busyNanos();
      Cost before = side.cost();
      double writes = side.writes();
      Figure figure = Orders.give(side.clients(), line, duration, patience);
      Cost cost = side.cost().minus(before);
      double time = (double) (System.nanoTime() - began) * machine.cores();
      double others =
          busy < 0 ? Double.NaN : Math.max(0, machine.busyNanos() - busy - cost.sum()) / time;
      return new Sample(figure, cost, others, side.writes() - writes);
    } finally {
      if (line.pinned()) {
        pins.unpin(side);
      }
    }
  }
}
