package freeworker.bench.run;

import java.util.List;
import java.util.Locale;

/** What was measured several times: the one in the middle, the smallest and the largest. */
public record Spread(double median, double least, double most) {
  /** Of an even number the lower of the two in the middle. */
  public static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return new Spread(sorted[(sorted.length - 1) / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /** For people, with so many digits behind the point. */
  public String words(int digits) {
    String form = "%,." + digits + "f";
    return String.format(Locale.ROOT, form + " (" + form + "-" + form + ")", median, least, most);
  }
}
