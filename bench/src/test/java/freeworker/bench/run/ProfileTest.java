package freeworker.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @Test
  void itsLastRowSaysHowManyTasksWereFinished(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("results_2.csv"),
        """
        ,Timestamp,Busy,Finished,Event
        0,1674916728.266212,"[1, 0]",0.0,lend
        1,1674916731.306403,"[0, 0]",17.0,done
        """);

    assertEquals(17, Profile.finished(folder));
  }

  @Test
  void theLastSegmentIsTheTenthAndNotTheNinth(@TempDir Path folder) throws IOException {
    for (int segment = 2; segment <= 10; segment++) {
      Files.writeString(
          folder.resolve("results_2.s" + segment + ".csv"),
          ",Timestamp,Busy,Finished\n0,1674916728.266212,\"[0, 0]\"," + segment + ".0\n");
    }

    assertEquals(10, Profile.finished(folder));
  }

  @Test
  void aTornRowIsNoAnswer(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("results_2.csv"), ",Timestamp,Busy,Finished\n0,16749167");

    assertThrows(IOException.class, () -> Profile.finished(folder));
  }
}
