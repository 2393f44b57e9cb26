package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTest {
  private static final String HEADER =
      ",Timestamp,Busy,Finished,Event,Worker,Task,Client,Waiting,Cpu,MemoryMiB,Ok,Lends,Frees,BusySeconds";

  private static String row(int index, String busy, int finished, String event, int worker) {
    return "%d,%d.000000,\"%s\",%d.0,%s,%d,Stamped,ana:1,0,0.1,100,1,,,"
        .formatted(index, 1000 + index, busy, finished, event, worker);
  }

  private static final List<String> CLEAN =
      List.of(
          HEADER,
          row(0, "[1, 0]", 0, "began", 0),
          row(1, "[1, 1]", 0, "lent", 1),
          row(2, "[0, 1]", 1, "ended", 0),
          row(3, "[0, 0]", 3, "freed", 1));

  @Test
  void countsTheTasksOfEachWorker() {
    Recorded recorded = Recorded.of("results_2.csv", CLEAN);

    assertEquals(Map.of(0, 1L, 1, 2L), recorded.finished());
    assertEquals(4, recorded.rows());
    assertEquals(List.of(), recorded.breaches());
  }

  @Test
  void aCleanProfilePassesTheAudit(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("results_2.csv"), CLEAN);

    assertEquals(List.of(), Recorded.read(file).breaches());
  }

  @Test
  void aWorkerThatWasLentTwiceIsFoundByTheAudit(@TempDir Path folder) throws IOException {
    Path file =
        Files.write(
            folder.resolve("results_2.csv"),
            List.of(HEADER, row(0, "[1, 0]", 0, "lent", 0), row(1, "[1, 0]", 0, "lent", 0)));

    List<Breach> breaches = Recorded.read(file).breaches();

    assertEquals(Breach.Invariant.PROFILE, breaches.get(0).invariant());
    assertTrue(breaches.get(0).what().contains("worker 0 was lent twice"), breaches::toString);
  }

  @Test
  void aLineThatIsNoRowIsFound() {
    Recorded recorded = Recorded.of("results_2.csv", List.of(HEADER, "0,1000.0"));

    assertEquals(Breach.Invariant.READABLE, recorded.breaches().get(0).invariant());
  }

  @Test
  void aBrokerThatLentNothingHasAProfileWithoutRows(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("results_2.csv"), CLEAN.subList(0, 1));

    Recorded recorded = Recorded.read(file);

    assertEquals(List.of(), recorded.breaches());
    assertEquals(0, recorded.rows());
  }
}
