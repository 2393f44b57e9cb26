package freeworker.bench.siege;

import java.io.IOException;
import java.util.Random;

/**
 * One kind of attack.
 *
 * @param key whether it needs a client's key
 */
record Assault(String name, boolean key, Waging waging) {
  /** How it is done. */
  interface Waging {
    /**
     * Does it, and stops early when its time is over.
     *
     * @param until the end of its time, as {@link System#nanoTime} counts
     */
    void wage(Random random, long until, Tally tally) throws IOException, InterruptedException;
  }
}
