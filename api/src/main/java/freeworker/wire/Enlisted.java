package freeworker.wire;

import java.io.Serializable;

/**
 * The places of a crew.
 *
 * @param crew the number by which it calls from now on
 * @param numbers those of its workers
 * @param epoch that of the first processes in these places
 */
public record Enlisted(long crew, int[] numbers, long epoch) implements Serializable {
  public Enlisted {
    numbers = numbers.clone();
  }
}
