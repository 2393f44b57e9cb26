package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedUpTest {
  private static SpeedUp of(int tasks, int workers, double serial, double distributed) {
    return new SpeedUp(tasks, workers, seconds(serial), seconds(distributed));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 10, 1",
    "10, 2, 5, 2",
    "10, 3, 4, 2.5",
    "10, 4, 3, 3.3333333333333335",
    "10, 10, 1, 10",
    "10, 64, 1, 10",
    "40, 4, 10, 4",
    "1, 2, 1, 1"
  })
  void tasksOfOneLengthCanBeNoFasterThanTheirRounds(
      int tasks, int workers, int rounds, double most) {
    SpeedUp speedUp = of(tasks, workers, tasks, rounds);

    assertEquals(rounds, speedUp.rounds());
    assertEquals(most, speedUp.most(), 1e-12);
    assertEquals(most, speedUp.times(), 1e-9);
  }

  /** Work of which a share is serial, done by so many workers, gives that share back. */
  @ParameterizedTest
  @CsvSource({"0.0, 2", "0.1, 2", "0.1, 4", "0.25, 16", "0.5, 1000", "1.0, 8"})
  void theSerialShareIsThatOfAmdahlsLaw(double share, int workers) {
    double distributed = 100 * (share + (1 - share) / workers);

    assertEquals(share, of(1000, workers, 100, distributed).serialShare().orElseThrow(), 1e-9);
  }

  @Test
  void oneWorkerSaysNothingOfASerialShare() {
    SpeedUp alone = of(10, 1, 10, 10.1);

    assertEquals(OptionalDouble.empty(), alone.serialShare());
    assertEquals(4, alone.lines().size());
    assertTrue(alone.json().endsWith("\"efficiency\":0.9901}"), alone.json());
  }

  @Test
  void peopleReadLines() {
    assertEquals(
        List.of(
            "serial        10.01 s",
            "distributed   5.05 s on 2 workers",
            "speed-up      1.98, of 2.00 at most: 10 tasks are 5 rounds",
            "efficiency    99.1 %",
            "serial share  0.9 % by Amdahl's law: 111.2 times as fast at most, by however many"
                + " workers"),
        of(10, 2, 10.01, 5.05).lines());
  }

  @Test
  void whatIsFasterThanItsWorkersHasNothingThatCouldNotBeShared() {
    List<String> lines = of(10, 2, 10, 4.9).lines();

    assertEquals(
        "serial share  -2.0 % by Amdahl's law: nothing that more workers could not share",
        lines.get(4));
  }

  @Test
  void whatIsSlowerThanHereSaysSo() {
    List<String> lines = of(4, 2, 0.8, 1.6).lines();

    assertEquals(
        "serial share  300.0 % by Amdahl's law: having it done elsewhere cost more than it saved",
        lines.get(4));
  }

  @Test
  void programsReadOneObject() {
    assertEquals(
        "{\"tasks\":10,\"workers\":4,\"serial\":10.000000,\"distributed\":3.200000,"
            + "\"speed_up\":3.1250,\"most\":3.3333,\"efficiency\":0.7813,\"serial_share\":0.0933}",
        of(10, 4, 10, 3.2).json());
  }
}
