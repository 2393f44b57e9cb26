package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.Outcome;
import freeworker.TaskCancelled;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every engine promises of {@link Engine#map}. */
@Timeout(120)
abstract class MapContract {
  /** An input and a result of a class that the workers do not have. */
  record Pair(int one, String other) implements Serializable {}

  /** The engine under test; the suite does not close it. */
  abstract Engine engine();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void resultsComeInTheOrderOfTheInputs() {
    AtomicInteger next = new AtomicInteger();
    try (Stream<Outcome<Long>> outcomes = engine().map(numbers(200_000), x -> (long) x * x)) {
      outcomes.forEach(
          outcome -> {
            long number = next.getAndIncrement();
            assertEquals(number, outcome.number());
            assertEquals(number * number, outcome.result());
          });
    }
    assertEquals(200_000, next.get());
  }

  @Test
  void inputsAndResultsOfAnyKindTravel() {
    List<Object> inputs = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      inputs.add(
          switch (i % 7) {
            case 0 -> i;
            case 1 -> (long) i;
            case 2 -> i / 3.0;
            case 3 -> "text " + i;
            case 4 -> List.of(i, "in a list");
            case 5 -> new Pair(i, "x".repeat(i));
            default -> new int[] {i};
          });
    }

    List<Object> outputs = engine().map(inputs, x -> x).map(Outcome::result).toList();

    assertEquals(inputs.size(), outputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      assertTrue(Objects.deepEquals(inputs.get(i), outputs.get(i)), "number " + i);
    }
    assertEquals(List.of(), engine().map(List.<Integer>of(), x -> x).toList());
    List<Double> halves =
        engine().map(List.of(1.0, 2.0, 3.0), x -> x / 2).map(Outcome::result).toList();
    assertEquals(List.of(0.5, 1.0, 1.5), halves);
  }

  @Test
  void anInputThatFailsFailsAlone() {
    List<Outcome<Integer>> outcomes =
        engine()
            .map(
                numbers(10_000),
                x -> {
                  if (x % 1000 == 999) {
                    throw new IllegalStateException("not " + x);
                  }
                  return x + 1;
                })
            .toList();

    for (Outcome<Integer> outcome : outcomes) {
      if (outcome.number() % 1000 == 999) {
        var failed = assertInstanceOf(TaskFailed.class, outcome.failure());
        assertTrue(String.valueOf(failed.getMessage()).contains("not " + outcome.number()));
        assertInstanceOf(IllegalStateException.class, failed.getCause());
        assertFalse(outcome.ok());
        assertThrows(TaskFailed.class, outcome::result);
      } else {
        assertEquals(outcome.number() + 1L, (long) outcome.result());
      }
    }
    assertEquals(10_000, outcomes.size());
  }

  @Test
  void whatCannotTravelFailsAloneOnTheWayThereAndBack() {
    List<Object> inputs = new ArrayList<>(numbers(500));
    inputs.set(3, new Thread());
    inputs.set(400, new Thread());

    List<Outcome<Object>> outcomes =
        engine().map(inputs, x -> x.equals(77) || x.equals(450) ? new Thread() : x).toList();

    assertEquals(500, outcomes.size());
    for (Outcome<Object> outcome : outcomes) {
      switch ((int) outcome.number()) {
        case 3, 400 -> assertInstanceOf(TaskRefused.class, outcome.failure());
        case 77, 450 -> {
          String said = String.valueOf(assertThrows(TaskFailed.class, outcome::result));
          assertTrue(said.contains("java.lang.Thread"), said);
        }
        default -> assertEquals((int) outcome.number(), outcome.result());
      }
    }
  }

  @Test
  void resultsOfAnySizeComeThrough() {
    int[] lengths = {1, 100_000, 3_000_000, 10, 50_000, 1, 1, 2_000_000, 5};

    List<Integer> back =
        engine()
            .map(IntStream.range(0, 90).map(i -> lengths[i % 9]).boxed().toList(), byte[]::new)
            .map(outcome -> outcome.result().length)
            .toList();

    assertEquals(IntStream.range(0, 90).map(i -> lengths[i % 9]).boxed().toList(), back);
  }

  @Test
  void inputsAreTakenOnlySoFarAhead() {
    AtomicInteger taken = new AtomicInteger();
    Iterable<Integer> endless = () -> Stream.generate(taken::getAndIncrement).iterator();

    try (Stream<Outcome<Integer>> outcomes = engine().map(endless, x -> -x)) {
      Iterator<Outcome<Integer>> each = outcomes.iterator();
      for (int i = 0; i < 1_000; i++) {
        assertEquals(-i, each.next().result());
      }
      assertTrue(taken.get() < 300_000, taken + " taken, 1000 read");
    }
    assertEquals(9, engine().run(() -> 3 * 3), "the workers are free again");
  }

  @Test
  void closingCancelsWhatWasNotRead() {
    long began = System.nanoTime();
    try (Stream<Outcome<Long>> outcomes =
        engine()
            .map(
                LongStream.range(0, 100).boxed().toList(),
                x -> {
                  if (x > 0) {
                    Thread.sleep(60_000);
                  }
                  return x;
                })) {
      assertEquals(0L, outcomes.iterator().next().result());
    }

    assertEquals(9, engine().run(() -> 3 * 3));
    assertTrue(System.nanoTime() - began < 30_000_000_000L, "nobody waited for what sleeps");
  }

  @Test
  void aLimitIsThatOfEachInput() {
    List<Outcome<Integer>> outcomes =
        engine()
            .within(Duration.ofSeconds(5))
            .map(
                numbers(400),
                x -> {
                  if (x == 300) {
                    Thread.sleep(60_000);
                  }
                  return x;
                })
            .toList();

    for (Outcome<Integer> outcome : outcomes) {
      if (outcome.number() == 300) {
        assertInstanceOf(TaskCancelled.class, outcome.failure());
      } else {
        assertEquals((int) outcome.number(), outcome.result());
      }
    }
    assertEquals(400, outcomes.size());
  }
}
