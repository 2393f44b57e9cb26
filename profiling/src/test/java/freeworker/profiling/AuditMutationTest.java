package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One mistake in what our own writer wrote is found, unless the files may as well be another run's.
 */
class AuditMutationTest {
  private static final int HISTORIES = Integer.getInteger("freeworker.histories", 250);

  private static final int SEED = Integer.getInteger("freeworker.seed", 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aMistakeIsFound(Mutation.Kind kind) throws Exception {
    int found = 0;
    int harmless = 0;
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      var random = new Random(seed * 31 + kind.name().hashCode());
      List<Path> files = RecordedRun.write(folder, random);
      var mutation = new Mutation(files, random.nextInt(4) > 0);
      if (mutation.size() > 1) {
        boolean maybeNone = mutation.make(kind, random);

        Audit audit = AuditPropertyTest.audit(files.get(0));

        assertTrue(audit.count() > 0 || maybeNone, "seed " + seed + ", not found: " + mutation);
        found += audit.count() > 0 ? 1 : 0;
        harmless += audit.count() > 0 ? 0 : 1;
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
    System.out.println("audit: " + kind + ": " + found + " found, " + harmless + " harmless");
    assertTrue(found > HISTORIES / 2, "most are found: " + found);
  }
}
