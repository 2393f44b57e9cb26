package freeworker.challenge.words;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one range ends and the next begins, as far as frequencies tell.
 *
 * @param group the group of frequencies in which it is
 * @param offset how many bytes of that group's lines go before it
 */
record Cut(int group, long offset) {
  /** Those that divide words into so many ranges with lines of as many bytes. */
  static List<Cut> of(Histogram histogram, int ranges) {
    long whole = histogram.bytes();
    List<Cut> cuts = new ArrayList<>();
    int group = Histogram.GROUPS - 1;
    long before = 0;
    for (int range = 1; range < ranges; range++) {
      long wanted = Math.round((double) whole * range / ranges);
      while (group > 0 && before + histogram.bytes(group) < wanted) {
        before += histogram.bytes(group);
        group--;
      }
      cuts.add(new Cut(group, wanted - before));
    }
    return cuts;
  }
}
