package freeworker.challenge;

import freeworker.Task;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The sample workload: sleeps that many seconds on its worker, and answers their square. */
record SleepAndSquare(BigDecimal seconds) implements Task<BigDecimal> {
  SleepAndSquare {
    Objects.requireNonNull(seconds, "seconds");
  }

  @Override
  public BigDecimal run() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(seconds.movePointRight(9).longValue());
    return seconds.multiply(seconds);
  }
}
