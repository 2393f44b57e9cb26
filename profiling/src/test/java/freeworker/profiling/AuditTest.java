package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
  private static final String HEAD = ",Timestamp,Busy,Finished\n";

  @TempDir private Path folder;

  private List<String> audit(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("results_2.csv"), text);
    var audit = new Audit();
    ProfileReader.read(file, true, audit);
    assertEquals(audit.count(), audit.violations().size());
    return audit.violations().stream().map(Violation::sentence).toList();
  }

  @Test
  void aFileOfTheOriginalInWhichEveryRowIsRightHasNoViolation() throws Exception {
    assertEquals(
        List.of(),
        audit(
            HEAD
                + "0,0,\"[1, 0]\",0.0\n1,0.2,\"[1, 1]\",0.0\n2,3,\"[0, 1]\",1.0\n"
                + "3,3,\"[1, 1]\",1.0\n4,3.2,\"[1, 0]\",2.0\n5,6,\"[0, 0]\",3.0\n"));
  }

  @Test
  void aClaimThatFlipsNoFlagIsAWorkerLentTwice() throws Exception {
    assertEquals(
        List.of(
            "worker 0 was lent twice at 3.02 s, line 7",
            "worker 0 was given back twice at 6.10 s, line 9"),
        audit(
            HEAD
                + "0,100,\"[1, 0]\",0.0\n1,100.2,\"[1, 1]\",0.0\n2,103,\"[0, 1]\",1.0\n"
                + "3,103.01,\"[1, 1]\",1.0\n4,103.015,\"[1, 0]\",2.0\n"
                + "5,103.02,\"[1, 0]\",2.0\n6,106,\"[0, 0]\",3.0\n7,106.1,\"[0, 0]\",4.0\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,0,[1 0],0;1,1,[0 1],0|2 flags changed at once (workers 0 and 1) at 1.00 s, line 3",
        "0,0,[1 0],1|worker 0 was lent, but Finished rose by 1 at 0.00 s, line 2",
        "0,0,[1 0],0;1,1,[0 0],0|worker 0 was given back, but Finished did not rise at 1.00"
            + " s, line 3",
        "0,0,[1 0],0;1,1,[0 0],1;2,2,[0 0],1|nothing changed at 2.00 s, line 4",
        "0,5,[1 0],0;1,4.5,[0 0],1|time went back from 5 to 4.5 at -0.50 s, line 3",
        "0,5,[1 0],0;1,6,[0 0],1;2,7,[1 0],0|Finished fell from 1 to 0 at 2.00 s, line 4",
      })
  void eachMistakeIsToldInWords(String rows, String sentence) throws Exception {
    String text =
        HEAD
            + rows.replace(';', '\n').replaceAll("\\[(.) (.)\\]", "\"[$1, $2]\"")
            + "\n9,99,\"[1, 1]\",9\n";

    assertEquals(sentence, audit(text).get(0));
  }

  @Test
  void theExampleIsWhatABrokerWritesThatLooksOutsideItsLock() throws Exception {
    Path example = Path.of("examples/lent-twice.csv");

    assertEquals(LentTwice.profile(), Files.readString(example));

    Audit audit = AuditPropertyTest.audit(example);
    List<String> found = audit.violations().stream().map(Violation::sentence).toList();
    assertEquals(40, audit.rows());
    assertEquals("worker 0 was lent twice at 0.05 s, line 3", found.get(0));
    assertEquals("worker 0 was given back twice at 3.06 s, line 6", found.get(2));
    assertEquals("0.78 tasks/s of 3.01 s each keep 2.35 workers busy; there is 1", found.get(16));
    assertEquals(17, audit.count());
  }
}
