package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.Audit;
import freeworker.profiling.Profile;
import freeworker.profiling.ProfileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LongProfileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsReadToMeasureReadingIsASoundProfileAndAlwaysTheSame(LongProfile shape)
      throws Exception {
    Path file = folder.resolve("results.csv");
    Path again = folder.resolve("again.csv");
    shape.write(file, 2_000);
    shape.write(again, 2_000);
    var audit = new Audit();

    Profile profile = ProfileReader.read(file, false, audit);

    assertEquals(0, audit.count(), audit.violations()::toString);
    assertEquals(2_000, audit.rows());
    assertTrue(profile.utilisation() > 0.4 && profile.utilisation() < 0.6);
    assertEquals(-1, Files.mismatch(file, again));
  }
}
