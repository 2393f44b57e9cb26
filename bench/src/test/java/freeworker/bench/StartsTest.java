package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartsTest {
  private static final Memory FLOOR = new Memory(50, 40, 50);
  private static final Memory OURS = new Memory(60, 50, 80);
  private static final Memory UNKNOWN = new Memory(0, 0, 0);

  private static Starts.Round round(double slowness, Memory ours, Memory floor) {
    return new Starts.Round(
        Map.of(
            Launch.JAVA, new Spent(40 * slowness, 50 * slowness),
            Launch.VERSION, new Spent(60 * slowness, 70 * slowness),
            Launch.TASK, new Spent(180 * slowness, 300 * slowness)),
        new ColdStart(1.2 * slowness, ours, ours),
        new ColdStart(slowness, floor, floor));
  }

  private static Starts starts(int feature) {
    var starts = new Starts(feature);
    // The machine was four times slower in the second round, for all.
    for (double slowness : List.of(1.0, 4.0, 1.0)) {
      starts.add(round(slowness, OURS, FLOOR));
    }
    return starts;
  }

  private static List<String> missed(Findings findings) {
    return findings.promises().stream()
        .filter(promise -> !promise.held())
        .map(Promise::words)
        .toList();
  }

  @Test
  void comparesWithJavaAndWithTheFloorOfTheSameRound() {
    List<String> lines = starts(17).findings().lines();

    assertTrue(
        lines.contains(
            "| `challenge 0` | 180.0 (180.0-720.0) | 4.50 (4.50-4.50)"
                + " | 300.0 (300.0-1,200.0) | 6.00 (6.00-6.00) |"),
        lines::toString);
    assertTrue(
        lines.contains("| `broker 2` and a client | 1.20 (1.20-4.80) | 1.20 (1.20-1.20) |"),
        lines::toString);
  }

  @Test
  void theGoalsAreThoseOfThisJava() {
    String worker = "memory of the worker at the first result of the floor's, at most 1.2";
    String later = "memory of the worker after work by 8 threads of the floor's, at most 1.2";

    assertEquals(List.of(worker, later), missed(starts(17).findings()));
    assertEquals(
        List.of(
            "ms of `challenge 0`, at most 160",
            "`challenge 0` of `java`, at most 4",
            worker,
            later),
        missed(starts(25).findings()));
  }

  @Test
  void whatCouldNotBeMeasuredIsLeftEmpty() {
    var starts = new Starts(17);
    starts.add(round(1, UNKNOWN, UNKNOWN));

    Findings findings = starts.findings();

    assertTrue(findings.lines().contains("| client at the first result |  |  |  |"));
    assertEquals(3, findings.promises().size(), "of no memory");
  }

  @Test
  void aRoundLacksNothing() {
    var cold = new ColdStart(1, OURS, OURS);
    var java = Map.of(Launch.JAVA, new Spent(1, 1));

    assertThrows(IllegalArgumentException.class, () -> new Starts.Round(java, cold, cold));
  }

  @Test
  void eachRoundIsThereForPrograms() {
    String json = starts(17).json();

    assertTrue(json.startsWith("[{\"JAVA\":{\"ms\":40.0,\"processor_ms\":50.0},"), json);
    assertTrue(json.contains("\"floor\":{\"first_s\":4.000,\"first_mib\":{\"client\":50.0,"), json);
    assertEquals(3, json.lines().count());
  }
}
