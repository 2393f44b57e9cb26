package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit has nothing against whatever our own writer writes. */
class AuditPropertyTest {
  private static final int HISTORIES = Integer.getInteger("freeworker.histories", 1_500);

  private static final int SEED = Integer.getInteger("freeworker.seed", 1);
  private static final Set<String> EVENTS =
      new TreeSet<>(
          List.of(
              "lent", "began", "freed", "ended", "gone", "expired", "lost", "done", "many",
              "segment", "gap", "joined"));

  @TempDir private Path folder;

  @Test
  void nothingIsWrongInWhatOurOwnWriterWrites() throws Exception {
    var events = new TreeMap<String, Integer>();
    long rows = 0;
    int continued = 0;
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      List<Path> files = RecordedRun.write(folder, new Random(seed));

      Audit audit = audit(files.get(0));

      assertEquals(List.of(), audit.violations(), "seed " + seed + ", " + files);
      rows += audit.rows();
      continued += files.size() > 1 ? 1 : 0;
      Rows.read(files.get(0), new Counter(events));
      for (Path file : files) {
        Files.delete(file);
      }
    }
    System.out.println("audit: " + rows + " rows of " + HISTORIES + " runs, " + events);
    assertEquals(EVENTS, events.keySet(), "all events were there");
    assertTrue(continued > HISTORIES / 20, "some runs have continuations: " + continued);
  }

  /** Counts the events of all rows. */
  private record Counter(Map<String, Integer> events) implements Rows.Hearer {
    @Override
    public void begin(Path part) {}

    @Override
    public void row(Replay.Read row) {
      events.merge(row.event(), 1, Integer::sum);
    }

    @Override
    public void refused(BadProfile why, boolean torn) throws BadProfile {
      throw why;
    }
  }

  static Audit audit(Path file) throws IOException {
    var audit = new Audit();
    try {
      ProfileReader.read(file, true, audit);
    } catch (BadProfile e) {
      // A run of one row spans no time and has no chart, but it can be judged.
      assertEquals(0, e.line(), e::toString);
    }
    return audit;
  }
}
