import java.util.stream.IntStream;

/** A function of your own, run on a borrowed worker: {@code challenge run Mine.java 1000000}. */
public class Mine {
  /** How many primes there are up to a number. */
  public static long primes(int to) {
    return IntStream.rangeClosed(2, to).filter(Mine::isPrime).count();
  }

  private static boolean isPrime(int number) {
    return IntStream.iterate(2, d -> (long) d * d <= number, d -> d + 1)
        .allMatch(d -> number % d != 0);
  }
}
