package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {
  private static final String HEAD = ",Timestamp,Busy,Finished\n";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("results_2.csv"), text);
  }

  private Profile read(String text) throws Exception {
    return ProfileReader.read(file(text), false);
  }

  @Test
  void aFileOfTheOriginalTellsWhoWasBusyWhen() throws Exception {
    Profile profile =
        read(
            HEAD
                + "0,1674916728.25,\"[1, 0]\",0.0\n"
                + "1,1674916728.5,\"[1, 1]\",0.0\n"
                + "2,1674916731.25,\"[0, 1]\",1.0\n"
                + "3,1674916732.25,\"[0, 0]\",2.0\n");

    assertEquals(2, profile.workers());
    assertEquals(2.0, profile.finished());
    assertEquals(0.5, profile.throughput());
    assertEquals(0.75, profile.utilisation(0));
    assertEquals(3.75 / 4, profile.utilisation(1));
    assertEquals(3.0, profile.medianTask().orElseThrow());
    assertEquals(List.of(), profile.doubts());
    Spans spans = profile.spans();
    assertEquals(2, spans.size());
    assertEquals(0, spans.worker(0));
    assertEquals(0.0, spans.start(0));
    assertEquals(3.0, spans.end(0));
    assertEquals(1, spans.tasks(0));
  }

  @Test
  void columnsAreFoundByNameInAnyFormOfCsv() throws Exception {
    Profile profile =
        read(
            "\uFEFF\"Finished\",\"Busy\",\"More\",\"Timestamp\"\r\n"
                + "\"0.0\",\"[1]\",\"a \"\"b\"\"\",\"10\"\r\n"
                + "\"1.0\",\"[0]\",\"=1+1\",\"1.4E1\"\r\n");

    assertEquals(1, profile.workers());
    assertEquals(4.0, profile.seconds());
    assertEquals(0.25, profile.throughput());
  }

  @Test
  void aTaskInsideABorrowCountsWithoutLoweringTheFlag() throws Exception {
    Profile profile =
        read(
            ",Timestamp,Busy,Finished,Event,Worker,Ok\n"
                + "0,0,[1],0.0,lent,0,\n"
                + "1,2,[1],1.0,done,0,1\n"
                + "2,4,[0],2.0,freed,0,0\n");

    assertEquals(1, profile.spans().size());
    assertEquals(2, profile.spans().tasks(0));
    assertEquals(1, profile.failed());
    assertEquals(List.of(), profile.doubts());
  }

  @Test
  void aWindowOfManyTasksIsLaidAtItsEnd() throws Exception {
    Profile profile =
        read(
            ",Timestamp,Busy,Finished,Event,Worker,Lends,Frees,BusySeconds\n"
                + "0,0,\"[0, 0]\",0.0,segment,,,,\n"
                + "1,0.05,\"[0, 0]\",30.0,many,,30,30,\"[0.02, 0.04]\"\n"
                + "2,0.1,\"[0, 0]\",90.0,many,,60,60,\"[0.04, 0.04]\"\n");

    assertEquals(0.6, profile.utilisation(0), 1e-9);
    assertEquals(0.8, profile.utilisation(1), 1e-9);
    double[] tasks = profile.tasks(2);
    assertEquals(30, tasks[0], 1e-6);
    assertEquals(60, tasks[1], 1e-6);
  }

  @Test
  void segmentsAreReadAsOneProfile() throws Exception {
    file(HEAD + "0,0,[1],0.0\n1,1,[0],1.0\n");
    Files.writeString(
        folder.resolve("results_2.s2.csv"),
        ",Timestamp,Busy,Finished,Event\n0,1,[0],1.0,segment\n1,2,[1],1.0,began\n2,4,[0],2.0,ended\n");

    Profile profile = ProfileReader.read(folder.resolve("results_2.csv"), false);

    assertEquals(2.0, profile.finished());
    assertEquals(4.0, profile.seconds());
    assertEquals(0.75, profile.utilisation(0));
  }

  @Test
  void aWorkerThatWasLentTwiceIsFound() throws Exception {
    Profile profile =
        read(
            HEAD
                + "0,0,\"[1, 0]\",0.0\n"
                + "1,0.2,\"[1, 1]\",0.0\n"
                + "2,3,\"[1, 0]\",1.0\n"
                + "3,3.02,\"[1, 0]\",1.0\n"
                + "4,6,\"[0, 0]\",2.0\n"
                + "5,6.1,\"[0, 0]\",3.0\n");

    assertEquals(List.of(new Doubt(5, 3.02, 0, "was lent twice")), profile.doubts());
  }

  @Test
  void aTornLastLineIsLeftOutAndSaid() throws Exception {
    Profile profile = read(HEAD + "0,0,[1],0.0\n1,3,[0],1.0\n2,4,[1");

    assertEquals(3.0, profile.seconds());
    assertTrue(profile.notes().get(0).contains("torn"), profile.notes()::toString);
  }

  @Test
  void badRowsCanBeLeftOutAndAreCounted() throws Exception {
    Path file = file(HEAD + "0,0,[1],0.0\nrubbish\n1,1,[2],0.0\n2,3,[0],1.0\n");

    Profile profile = ProfileReader.read(file, true);

    assertEquals(3.0, profile.seconds());
    assertEquals(List.of("2 bad rows were left out."), profile.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|0,0,[1],0.0;1,1,'[1, x]',0.0|Busy is \"[1, x]\", expected flags such as \"[1, 0]\".",
        "3|0,0,[1],0.0;1,1,'[1, 0]',0.0|Busy has 2 flags, the rows before it have 1.",
        "3|0,5,[1],0.0;1,4,[0],1.0|Timestamp goes back, from 5.0 to 4.0.",
        "3|0,5,[1],2.0;1,6,[0],1.0|Finished falls, from 2.0 to 1.0.",
        "2|0,NaN,[1],0.0;1,6,[0],1.0|Timestamp is \"NaN\", expected a number that is not negative.",
        "2|0,1,[1],Infinity;1,6,[0],1.0|Finished is \"Infinity\", expected a number",
        "2|0,abc,[1],0.0|Timestamp is \"abc\", expected a number that is not negative.",
        "2|0,1,[],0.0|Busy is \"[]\", expected flags",
        "2|0,1,[1]|there are 3 fields, the header has 4.",
        "0|0,1,[1],0.0|its rows span no time",
        "0|''|it has no rows, so nothing was recorded.",
      })
  void aBadRowIsNamedWithWhatWasThereAndWhatWasExpected(long line, String rows, String what)
      throws Exception {
    Path file = file(HEAD + rows.replace(';', '\n').replace('\'', '"') + "\n");

    var e = assertThrows(BadProfile.class, () -> ProfileReader.read(file, false));

    assertEquals(line, e.line());
    assertTrue(String.valueOf(e.getMessage()).contains(what), e::toString);
  }

  @Test
  void emptyBinaryAndEndlessFilesAreRefused() throws Exception {
    assertTrue(refusal("").contains("it is empty"));
    assertTrue(refusal("a,b\n1,2\n").contains("there is no column Timestamp"));
    assertTrue(refusal("\0\1\2\3").contains("zero byte"));
    assertTrue(refusal(HEAD + "x".repeat(2_000_000)).contains("more than"));
  }

  @Test
  void aWindowThatDoesNotSayHowBusyIsRefused() throws Exception {
    String said = refusal(",Timestamp,Busy,Finished,Event\n0,0,[1],0.0,began\n1,1,[1],9.0,many\n");

    assertTrue(said.contains("line 3: Event is many, but there is no column BusySeconds"), said);
  }

  private String refusal(String text) throws IOException {
    Path file = file(text);
    return String.valueOf(
        assertThrows(BadProfile.class, () -> ProfileReader.read(file, false)).getMessage());
  }

  @Test
  void mutatedFilesAreReadOrRefusedByLineAndNothingElse() throws Exception {
    byte[] good =
        (HEAD
                + "0,1674916728.25,\"[1, 0]\",0.0\n1,1674916728.5,\"[1, 1]\",0.0\n"
                + "2,1674916731.25,\"[0, 1]\",1.0\n3,1674916732.25,\"[0, 0]\",2.0\n")
            .getBytes(StandardCharsets.UTF_8);
    long seed = System.nanoTime();
    System.out.println("mutations: seed " + seed);
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bad = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("mutated.csv"), bad);
      try {
        assertTrue(ProfileReader.read(file, random.nextBoolean()).seconds() > 0);
      } catch (BadProfile e) {
        refused++;
      }
    }
    assertTrue(refused > 100, "some are refused: " + refused);
  }
}
