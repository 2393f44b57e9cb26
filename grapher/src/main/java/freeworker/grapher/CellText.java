package freeworker.grapher;

import java.awt.Font;
import java.util.List;
import java.util.Locale;

/**
 * What is written in each cell of a heat map: the same for all, and as much as there is room for.
 *
 * @param value the size of the value, 0 for none
 * @param share the size of the share below it, 0 for none
 * @param best whether the share of the best schedule stands beside it
 * @param fine whether the value has all its digits
 */
record CellText(float value, float share, boolean best, boolean fine) {
  private static final int BLANK = 3;
  private static final List<CellText> CHOICES =
      List.of(
          new CellText(16, 12, true, true),
          new CellText(16, 12, false, true),
          new CellText(12, 10, false, true),
          new CellText(10, 8, false, true),
          new CellText(10, 0, false, true),
          new CellText(8, 0, false, true),
          new CellText(8, 0, false, false));
  private static final CellText NOTHING = new CellText(0, 0, false, false);

  /** The most that fits into every cell of this size. */
  static CellText fitting(List<SweepView.Spot> spots, Fonts fonts, double width, double height) {
    for (CellText choice : CHOICES) {
      if (choice.lines() <= height - BLANK
          && spots.stream().allMatch(spot -> choice.widest(spot, fonts) <= width - BLANK)) {
        return choice;
      }
    }
    return NOTHING;
  }

  private double lines() {
    return value + (share > 0 ? share + 4 : 0);
  }

  private double widest(SweepView.Spot spot, Fonts fonts) {
    double first = Lettering.width(number(spot.cell().throughput()), fonts.bold(value));
    return share == 0 || !spot.possible()
        ? first
        : Math.max(first, Lettering.width(below(spot), fonts.regular(share)));
  }

  String number(double throughput) {
    if (fine) {
      return Words.rate(throughput);
    }
    return String.format(Locale.ROOT, throughput < 9.95 ? "%.1f" : "%.0f", throughput);
  }

  /** The share, and beside it the share of the best schedule where there is one. */
  String below(SweepView.Spot spot) {
    String ofLimit = Words.percent(spot.cell().shareOfLimit());
    return best && spot.ofBest().isPresent()
        ? ofLimit + " \u00b7 " + Words.percent(spot.ofBest().getAsDouble()) + " of the best"
        : ofLimit;
  }

  /** The longest of the labels for what is not possible that fits, or nothing. */
  static String label(double shareOfLimit, Font font, double width) {
    String share = Words.percent(shareOfLimit);
    for (String label : List.of(share + " \u2014 not possible", "not possible", share)) {
      if (Lettering.width(label, font) <= width - 4 * BLANK) {
        return label;
      }
    }
    return "";
  }
}
