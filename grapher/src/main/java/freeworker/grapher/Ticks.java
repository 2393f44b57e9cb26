package freeworker.grapher;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers from 0 to a highest one: steps of 1, 2 or 5 times a power of ten. */
final class Ticks {
  private final double step;
  private final double highest;

  /**
   * @param most how many steps there are at most
   * @param smallest the smallest step, 0 for any
   */
  Ticks(double highest, int most, double smallest) {
    this.highest = highest;
    double rough = Math.max(highest / most, 1e-300);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double found = power * 10;
    for (double factor : new double[] {5, 2, 1}) {
      found = power * factor >= rough * (1 - 1e-9) ? power * factor : found;
    }
    step = Math.max(found, smallest);
  }

  List<Double> all() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= highest * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  String text(double tick) {
    NumberFormat format = NumberFormat.getNumberInstance(Locale.ROOT);
    format.setMaximumFractionDigits((int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
    return format.format(tick);
  }
}
