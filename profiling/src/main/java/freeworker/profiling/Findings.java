package freeworker.profiling;

import java.math.BigDecimal;

/** Where the rules say what they found in the row at hand. */
interface Findings {
  /**
   * @param worker whom it is about, or -1
   * @param what a sentence without time and place
   */
  void add(Violation.Rule rule, int worker, String what);

  /** A number as a person writes it, without an exponent. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
