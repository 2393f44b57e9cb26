package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static Summary summary(History history) {
    var terms = new Terms(7, Duration.ofSeconds(60), 2, 1, Duration.ofSeconds(1), false, false);
    Map<Plan.Kind, Integer> faults = new EnumMap<>(Plan.Kind.class);
    faults.put(Plan.Kind.KILL_WORKER, 30);
    faults.put(Plan.Kind.STOP_CLIENT, 12);
    return new Summary(terms, new ChaosRun.Outcome(faults, history.verdict()));
  }

  @Test
  void aRunThatHeldSaysSoOfEveryInvariant() {
    List<String> lines = summary(History.clean()).lines();

    assertTrue(
        lines.contains("seed 7, 42 faults: kill worker 30, stop client 12"), lines::toString);
    assertEquals(
        Breach.Invariant.values().length,
        lines.stream().filter(line -> line.startsWith("  held ")).count());
    assertTrue(lines.contains("failures that clients were told: none"), lines::toString);
  }

  @Test
  void aViolationIsCountedAndNamed() {
    List<String> lines =
        summary(History.clean().asked("t4", Way.BORROW, 1).failed("t4", "TaskFailed", "a \"b\""))
            .lines();

    assertTrue(
        lines.contains("  VIOLATED  every failure has a reason that the run gave it: 1 times"),
        lines::toString);
    assertTrue(lines.contains("failures that clients were told: TaskFailed of BORROW 1"));
    assertTrue(
        lines.get(lines.size() - 1).startsWith("VIOLATED: every failure has a reason"),
        lines::toString);
  }

  @Test
  void programsGetOneObject() {
    String json =
        summary(History.clean().asked("t4", Way.BORROW, 1).failed("t4", "TaskFailed", "a \"b\""))
            .json();

    assertTrue(json.startsWith("{\"seed\": 7, \"command\": \"bin/chaos --seed 7 "), json);
    assertTrue(json.contains("\"held\": false, \"faults\": {\"kill worker\": 30, "), json);
    assertTrue(json.contains("\"named\": 1"), json);
    assertTrue(json.contains("a \\\"b\\\""), json);
  }

  @Test
  void manyViolationsAreCut() {
    History history = History.clean();
    for (int i = 0; i < 25; i++) {
      history.asked("x" + i, Way.RUN, i);
    }

    List<String> lines = summary(history).lines();

    assertEquals("... and 5 more", lines.get(lines.size() - 1));
  }
}
