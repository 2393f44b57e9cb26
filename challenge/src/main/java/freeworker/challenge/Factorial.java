package freeworker.challenge;

import freeworker.Task;
import java.math.BigInteger;

/**
 * The product of the whole numbers from 1 to n, exactly. It is answered in decimal digits, which
 * take longer than the product itself, so that this work is done on the worker too.
 */
record Factorial(int n) implements Task<String> {
  /** So few numbers are multiplied one by one. */
  private static final int FEW = 16;

  Factorial {
    if (n < 0) {
      throw new IllegalArgumentException("n must be at least 0, not " + n);
    }
  }

  @Override
  public String run() {
    return product(1, n).toString();
  }

  /** Of halves of about one length: large numbers are multiplied by large ones, and few times. */
  private static BigInteger product(long from, long to) {
    if (to - from < FEW) {
      BigInteger product = BigInteger.ONE;
      for (long factor = from; factor <= to; factor++) {
        product = product.multiply(BigInteger.valueOf(factor));
      }
      return product;
    }
    long middle = (from + to) >>> 1;
    return product(from, middle).multiply(product(middle + 1, to));
  }

  /** How many digits it has, by Stirling's formula; found without computing it. */
  long digits() {
    if (n < 2) {
      return 1;
    }
    double ln = n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12.0 * n);
    return (long) (ln / Math.log(10)) + 1;
  }
}
