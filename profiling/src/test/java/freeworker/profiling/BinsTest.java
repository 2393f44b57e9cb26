package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void whatWasAddedIsThereHoweverOftenTimeOutgrewIt() {
    var bins = new Bins(16);

    bins.spread(0, 1, 0.5);
    bins.spread(1, 3, 1);
    bins.put(4, 7);
    bins.spread(6, 16, 2);

    double[] columns = new double[4];
    bins.addTo(columns, 16);
    assertArrayEquals(new double[] {2.5, 7 + 4, 8, 8}, columns, 1e-9);
  }

  @Test
  void fewerPartsHoldTheSame() {
    var bins = new Bins(1024);
    bins.spread(0, 8, 1);
    bins.spread(12, 16, 1);

    bins.shrink(64);
    bins.spread(16, 20, 1);

    double[] columns = new double[5];
    bins.addTo(columns, 20);
    assertArrayEquals(new double[] {4, 4, 0, 4, 4}, columns, 0.5);
    assertEquals(16, Arrays.stream(columns).sum(), 1e-9);
  }

  @Test
  void noTimeIsTooLateOrTooLong() {
    var bins = new Bins(16);

    bins.spread(0, 1e-3, 1);
    bins.spread(1, Double.MAX_VALUE, 1e-300);
    bins.put(Double.MAX_VALUE, 1);

    double[] columns = new double[2];
    bins.addTo(columns, Double.MAX_VALUE);
    assertTrue(Double.isFinite(columns[0] + columns[1]), Arrays.toString(columns));
  }

  @Test
  void aLargeCrewSharesTheSameRoom() {
    var bins = new SpanBins();

    for (int worker = 0; worker < 20_000; worker++) {
      bins.add(worker, 1, 3, 1);
    }

    double[] busy = new double[4];
    bins.busy(19_999, busy, 4);
    assertEquals(2, Arrays.stream(busy).sum(), 1e-9);
    double[] tasks = new double[4];
    bins.tasks(tasks, 4);
    assertArrayEquals(new double[] {0, 10_000, 10_000, 0}, tasks, 1e-3);
  }

  @Test
  void stepsThatAreTooManyKeepMeanAndPeakAndTheTimeAtThePeak() {
    long seed = System.nanoTime();
    System.out.println("steps: seed " + seed);
    var random = new Random(seed);
    var steps = new Steps();
    double sum = 0;
    double atPeak = 0;
    double at = 0;
    int value = 0;
    for (int i = 0; i < 500_000; i++) {
      steps.add(at, value);
      double next = at + random.nextDouble();
      sum += (next - at) * value;
      atPeak += value == 9 ? next - at : 0;
      at = next;
      value = random.nextInt(10);
    }

    steps.close(at);

    double sumKept = 0;
    double atPeakKept = 0;
    for (int i = 0; i < steps.size(); i++) {
      double until = i + 1 < steps.size() ? steps.at(i + 1) : at;
      assertTrue(until >= steps.at(i), "time does not go back");
      sumKept += (until - steps.at(i)) * steps.value(i);
      atPeakKept += steps.value(i) == 9 ? until - steps.at(i) : 0;
    }
    assertTrue(steps.size() <= 3 * StepBins.MOST + 1);
    assertEquals(sum, sumKept, sum * 1e-9);
    assertEquals(atPeak, atPeakKept, atPeak * 1e-9);
  }
}
