package freeworker.wire;

import java.io.Serializable;

/**
 * The places of a crew.
 *
 * @param crew the number by which it calls from now on
 * @param numbers those of its workers
 * @param epoch that of the first processes in these places
 * @param outputLines how many lines a second each of its workers may print
 */
public record Enlisted(long crew, int[] numbers, long epoch, int outputLines)
    implements Serializable {
  public Enlisted {
    numbers = numbers.clone();
  }
}
