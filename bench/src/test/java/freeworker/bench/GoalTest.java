package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.run.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {
  private static final long SECOND = 1_000_000_000;

  private final Results results = new Results();

  /** So many tasks in a second, calls of so many microseconds, and the processor time of a task. */
  private static Sample sample(long tasks, long p50, long p99, double micros) {
    var figure = new Figure(tasks, tasks, SECOND, p50 * 1000, p99 * 1000);
    return new Sample(figure, new Cost(Math.round(tasks * micros * 1000), 0, 0), 0, tasks);
  }

  private static Sample rate(long tasks) {
    return sample(tasks, 1, 1, 1);
  }

  private void floors() {
    results.add(Line.FLOOR_1X8, sample(1000, 1, 1, 60));
    results.add(Line.FLOOR_PACK, rate(10_000));
    results.add(Line.FLOOR_PINNED, sample(1000, 100, 1000, 60));
  }

  private static List<String> lines(List<Promise> promises) {
    return promises.stream().map(Promise::line).toList();
  }

  @Test
  void everyPromiseHoldsAtItsLimit() {
    floors();
    results.add(Line.L_PINNED, sample(1000, 140, 2500, 1));
    results.add(Line.T, sample(650, 1, 1, 90));
    results.add(Line.P, rate(550));
    results.add(Line.A, rate(650));
    results.add(Line.B, sample(9_000, 1, 1, 10));

    List<Promise> promises = Goal.judge(Goal.PROMISED, results);

    assertEquals(8, promises.size());
    assertTrue(promises.stream().allMatch(Promise::held), () -> lines(promises).toString());
  }

  @Test
  void everyPromiseIsMissedBeyondItsLimitAndSaysByHowMuch() {
    floors();
    results.add(Line.L_PINNED, sample(1000, 210, 3000, 1));
    results.add(Line.T, sample(520, 1, 1, 99));
    results.add(Line.P, rate(220));
    results.add(Line.A, rate(468));
    results.add(Line.B, sample(4_500, 1, 1, 20));

    List<Promise> promises = Goal.judge(Goal.PROMISED, results);

    assertEquals(
        List.of(
            "MISSED:  p50 of L pinned, of its floor's, at most 1.4:"
                + " 2.100 (2.100-2.100), 50 % too much",
            "MISSED:  p99 of L pinned, of its floor's, at most 2.5:"
                + " 3.000 (3.000-3.000), 20 % too much",
            "MISSED:  T of its floor, at least 0.65: 0.520 (0.520-0.520), 20 % too little",
            "MISSED:  P of the floor's 8 threads, at least 0.55:"
                + " 0.220 (0.220-0.220), 60 % too little",
            "MISSED:  A of T, at least 1: 0.900 (0.900-0.900), 10 % too little",
            "MISSED:  B of its floor, at least 0.9: 0.450 (0.450-0.450), 50 % too little",
            "MISSED:  processor time of a task in T, of its floor's, at most 1.5:"
                + " 1.650 (1.650-1.650), 10 % too much",
            "MISSED:  processor seconds of 10,000 tasks in B, at most 0.1:"
                + " 0.200 (0.200-0.200), 100 % too much"),
        lines(promises));
  }

  @Test
  void theMedianOfTheRoundsDecidesWhatIsPromisedAndTheBestOneWhatIsGuarded() {
    for (long slowness : List.of(2, 80, 90)) {
      results.add(Line.FLOOR_1X8, sample(1000, 1, 1, 1));
      results.add(Line.T, sample(1800 / slowness, slowness, slowness, 1));
    }

    List<String> promised = lines(Goal.judge(Goal.PROMISED, results));
    List<String> guarded = lines(Goal.judge(Goal.GUARDED, results));

    assertTrue(
        promised.contains(
            "MISSED:  T of its floor, at least 0.65: 0.022 (0.020-0.900), 97 % too little"),
        promised::toString);
    assertTrue(
        guarded.contains("holds:   p50 of T, of its floor's, at most 10: 80.000 (2.000-90.000)"),
        guarded::toString);
  }

  @Test
  void threeCallsATaskBreakTheGuard() {
    var figure = new Figure(1000, 1000, SECOND, 1, 1);
    results.add(Line.L, new Sample(figure, new Cost(0, 0, 0), 0, 3000));

    List<Promise> guarded = Goal.judge(Goal.GUARDED, results);

    assertEquals(
        List.of("MISSED:  writes a task in L, at most 2: 3.000 (3.000-3.000), 50 % too much"),
        lines(guarded));
  }

  @Test
  void tasksThatTravelAloneBreakTheGuard() {
    results.add(Line.T, sample(1000, 1, 1, 1));
    results.add(Line.A, sample(900, 1, 1, 1));
    results.add(Line.FLOOR_PACK, rate(100_000));
    results.add(Line.B, rate(1000));

    List<Promise> guarded = Goal.judge(Goal.GUARDED, results);

    assertEquals(
        List.of(
            "writes a task in A, at most 0.5",
            "writes a task in B, at most 0.05",
            "A of T, at least 1",
            "B of its floor, at least 0.3"),
        guarded.stream().filter(promise -> !promise.held()).map(Promise::words).toList());
  }

  @Test
  void whatWasNotMeasuredIsNotJudged() {
    assertEquals(List.of(), Goal.judge(Goal.PROMISED, results));

    // Both took less processor time than the system's clock sees.
    results.add(Line.FLOOR_1X8, sample(1000, 1, 1, 0));
    results.add(Line.T, sample(1000, 1, 1, 0));

    assertEquals(
        List.of("T of its floor, at least 0.65"),
        Goal.judge(Goal.PROMISED, results).stream().map(Promise::words).toList());
  }
}
