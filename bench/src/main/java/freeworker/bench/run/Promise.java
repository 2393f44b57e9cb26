package freeworker.bench.run;

import java.util.Locale;

/**
 * What was promised, and whether it holds.
 *
 * @param words the promise, with its figure
 * @param found what was measured, for people
 */
public record Promise(String words, String found, boolean held) {
  /** That a value is at most so much. */
  public static Promise atMost(String words, double limit, double value) {
    return new Promise(words, String.format(Locale.ROOT, "%,.2f", value), value <= limit);
  }

  /** That a value is at least so much. */
  public static Promise atLeast(String words, double limit, double value) {
    return new Promise(words, String.format(Locale.ROOT, "%,.2f", value), value >= limit);
  }

  public String line() {
    return (held ? "holds:   " : "MISSED:  ") + words + ": " + found;
  }

  public String json() {
    return "{\"promise\":%s,\"found\":%s,\"held\":%b}"
        .formatted(Table.quoted(words), Table.quoted(found), held);
  }
}
