package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsReadTest {
  private static final String HEAD = ",Timestamp,Busy,Finished,Event,Worker\n";

  @TempDir private Path folder;

  private Profile read(String... segments) throws IOException, BadProfile {
    for (int i = 0; i < segments.length; i++) {
      String name = i == 0 ? "results_1.csv" : "results_1.s" + (i + 1) + ".csv";
      Files.writeString(folder.resolve(name), HEAD + segments[i]);
    }
    return ProfileReader.read(folder.resolve("results_1.csv"), false);
  }

  @Test
  void aWorkerThatJoinedHasALaneThatBeginsThereAndItsUseCountsFromThere() throws Exception {
    Profile profile =
        read(
            "0,100,[1],0.0,began,0\n1,104,[0],1.0,ended,0\n",
            "0,104,\"[0, 0]\",1.0,segment,\n1,105,\"[0, 1]\",1.0,began,1\n"
                + "2,106,\"[1, 1]\",1.0,began,0\n3,108,\"[1, 0]\",2.0,ended,1\n"
                + "4,108,\"[0, 0]\",3.0,ended,0\n");

    assertEquals(2, profile.workers());
    assertEquals(3.0 / 8, profile.throughput());
    assertEquals(0.0, profile.joined(0));
    assertEquals(4.0, profile.joined(1));
    assertEquals(6.0 / 8, profile.utilisation(0));
    assertEquals(3.0 / 4, profile.utilisation(1));
    assertEquals(9.0 / 12, profile.utilisation());
    assertEquals(List.of(new Mark(4, 1, Mark.Kind.JOINED, "")), profile.marks());
    assertEquals(1.0, profile.spans().start(1) - profile.joined(1));
  }

  @Test
  void aWorkerThatJoinedWithTheLastRowHasDoneNothing() throws Exception {
    Profile profile =
        read("0,100,[1],0.0,began,0\n1,104,[0],1.0,ended,0\n", "0,104,\"[0, 0]\",1.0,segment,\n");

    assertEquals(0.0, profile.utilisation(1));
    assertEquals(1.0, profile.utilisation());
  }

  @Test
  void workersMayJoinAgainAndAgainWhileOthersAreBusy() throws Exception {
    Profile profile =
        read(
            "0,0,[1],0.0,began,0\n",
            "0,0,\"[1, 0]\",0.0,segment,\n1,2,\"[1, 1]\",0.0,began,1\n",
            "0,2,\"[1, 1, 0, 0]\",0.0,segment,\n1,3,\"[1, 1, 0, 1]\",0.0,began,3\n",
            "0,4,\"[0, 1, 0, 1]\",1.0,ended,0\n");

    assertEquals(4, profile.workers());
    assertEquals(3, profile.count(Mark.Kind.JOINED));
    assertEquals(2.0, profile.joined(2));
    assertEquals(1.0, profile.utilisation(0));
    assertEquals(0.5, profile.utilisation(1));
    assertEquals(0.5, profile.utilisation(3));
  }

  @Test
  void aWorkerIsOnTheMachineThatWasToldLastAndMarkedWhereItIsAnother() throws Exception {
    Files.writeString(
        folder.resolve("results_1.csv"),
        ",Timestamp,Busy,Finished,Event,Worker,Task\n"
            + "0,100,[0],0.0,joined,0,desk-3\n1,100,[1],0.0,began,0,Square\n"
            + "2,103,[0],0.0,lost,0,Square\n3,104,[0],0.0,joined,0,desk-4\n"
            + "4,105,[1],0.0,began,0,Square\n5,106,[0],1.0,ended,0,Square\n");
    Files.writeString(
        folder.resolve("results_1.s2.csv"),
        ",Timestamp,Busy,Finished,Event,Worker,Task\n0,106,\"[0, 0]\",1.0,segment,,\n");

    Profile profile = ProfileReader.read(folder.resolve("results_1.csv"), false);

    assertEquals("desk-4", profile.machine(0));
    assertEquals("", profile.machine(1));
    assertEquals(
        List.of(
            new Mark(3, 0, Mark.Kind.LOST, "Square"),
            new Mark(4, 0, Mark.Kind.JOINED, ""),
            new Mark(6, 1, Mark.Kind.JOINED, "")),
        profile.marks());
  }

  @Test
  void aSegmentWithFewerWorkersIsRefused() {
    var e =
        assertThrows(
            BadProfile.class, () -> read("0,0,\"[1, 0]\",0.0,began,0\n", "0,1,[0],1.0,ended,0\n"));

    assertEquals(2, e.line());
    assertTrue(
        String.valueOf(e.getMessage())
            .endsWith("results_1.s2.csv, line 2: Busy has 1 flags, the rows before it have 2."),
        e::toString);
  }

  @Test
  void othersHearTheRowsOfAllSegmentsBeforeTheyAreCompared() throws Exception {
    Files.writeString(folder.resolve("results_1.csv"), HEAD + "0,1,[1],0.0,began,0\n");
    Files.writeString(
        folder.resolve("results_1.s2.csv"),
        HEAD + "0,3,[0],1.0,ended,0\nrubbish\n1,2,[1],1.0,began,0\n");
    List<String> heard = new ArrayList<>();
    var listener =
        new Rows.Hearer() {
          @Override
          public void begin(Path part) {
            heard.add(String.valueOf(part.getFileName()));
          }

          @Override
          public void row(Replay.Read row) {
            heard.add(String.valueOf(row.time()));
          }

          @Override
          public void refused(BadProfile why, boolean torn) {
            heard.add("line " + why.line());
          }
        };

    Profile profile = ProfileReader.read(folder.resolve("results_1.csv"), true, listener);

    assertEquals(
        List.of("results_1.csv", "1.0", "results_1.s2.csv", "3.0", "line 3", "2.0", "line 4"),
        heard);
    assertEquals(List.of("2 bad rows were left out."), profile.notes());
  }

  @Test
  void insideOneFileNobodyJoins() {
    var e =
        assertThrows(
            BadProfile.class,
            () ->
                read(
                    "0,0,[1],0.0,began,0\n",
                    "0,0,\"[1, 0]\",0.0,segment,\n1,1,\"[1, 0, 0]\",0.0,began,2\n"));

    assertEquals(3, e.line());
    assertTrue(
        String.valueOf(e.getMessage()).contains("Busy has 3 flags, the rows before it have 2."),
        e::toString);
  }
}
