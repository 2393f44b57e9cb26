package freeworker.challenge;

import freeworker.Task;
import java.util.concurrent.TimeUnit;

/** Waits for so many nanoseconds, and answers the square of a number. */
record Square(long n, long nanos) implements Task<Long> {
  @Override
  public Long run() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
    return n * n;
  }
}
