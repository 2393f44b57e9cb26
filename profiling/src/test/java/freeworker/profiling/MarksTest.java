package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {
  @TempDir private Path folder;

  private Profile read(String text) throws Exception {
    return ProfileReader.read(Files.writeString(folder.resolve("results_2.csv"), text), false);
  }

  @Test
  void failuresDeathsAndClientsThatAreGoneAreMarkedWithWorkerAndTask() throws Exception {
    Profile profile =
        read(
            ",Timestamp,Busy,Finished,Event,Worker,Task,Ok\n"
                + "0,10,\"[1, 0]\",0.0,began,0,Square,\n"
                + "1,11,\"[0, 0]\",1.0,ended,0,Square,0\n"
                + "2,12,\"[0, 1]\",1.0,began,1,Cube,\n"
                + "3,13,\"[0, 0]\",1.0,lost,1,Cube,\n"
                + "4,14,\"[1, 0]\",1.0,lent,0,,\n"
                + "5,15,\"[0, 0]\",1.0,gone,0,,\n"
                + "6,16,\"[1, 0]\",1.0,lent,0,,\n"
                + "7,17,\"[0, 0]\",1.0,expired,0,,\n");

    assertEquals(
        List.of(
            new Mark(1, 0, Mark.Kind.FAILED, "Square"),
            new Mark(3, 1, Mark.Kind.LOST, "Cube"),
            new Mark(5, 0, Mark.Kind.GONE, ""),
            new Mark(7, 0, Mark.Kind.EXPIRED, "")),
        profile.marks());
  }

  @Test
  void aTaskThatRunsAgainIsMarkedOnceThoughBothItsRowsTellTheAttempt() throws Exception {
    Profile profile =
        read(
            ",Timestamp,Busy,Finished,Event,Worker,Task,Ok,Attempt\n"
                + "0,10,[1],0.0,began,0,Square,,1\n"
                + "1,11,[0],1.0,ended,0,Square,1,1\n"
                + "2,12,[1],1.0,began,0,Cube,,2\n"
                + "3,13,[0],2.0,ended,0,Cube,1,2\n"
                + "4,14,[1],2.0,lent,0,,,\n"
                + "5,15,[1],3.0,done,0,Root,1,2\n"
                + "6,16,[1],4.0,done,0,Root,1,3\n");

    assertEquals(
        List.of(
            new Mark(2, 0, Mark.Kind.RETRIED, "Cube"),
            new Mark(5, 0, Mark.Kind.RETRIED, "Root"),
            new Mark(6, 0, Mark.Kind.RETRIED, "Root")),
        profile.marks());
    assertEquals(3, profile.count(Mark.Kind.RETRIED));
  }

  @Test
  void aTaskThatRunsAgainIsKnownByItsName() throws Exception {
    Profile profile =
        read(
            ",Timestamp,Busy,Finished,Event,Worker,Task,Ok\n"
                + "0,10,[1],0.0,began,0,Square (attempt 2),\n"
                + "1,11,[0],1.0,ended,0,Square (attempt 2),1\n"
                + "2,12,[1],1.0,began,0,(attempt 2) Cube,\n"
                + "3,13,[0],2.0,ended,0,(attempt 2) Cube,1\n");

    assertEquals(List.of(new Mark(0, 0, Mark.Kind.RETRIED, "Square (attempt 2)")), profile.marks());
  }

  @Test
  void filesOfTheOriginalHaveNoMarks() throws Exception {
    Profile profile = read(",Timestamp,Busy,Finished\n0,10,[1],0.0\n1,11,[0],1.0\n");

    assertEquals(List.of(), profile.marks());
    assertEquals(0, profile.count(Mark.Kind.FAILED));
  }

  @Test
  void ofVeryManyAPartIsKeptThatIsSpreadOverTheRunWhileTheirCountIsExact() {
    var marks = new Marks();

    for (int i = 0; i < 1_000_003; i++) {
      marks.add(new Mark(i, 0, Mark.Kind.FAILED, "x".repeat(i % 300)));
    }
    marks.add(new Mark(2, 0, Mark.Kind.LOST, ""));

    List<Mark> failed =
        marks.kept().stream().filter(mark -> mark.kind() == Mark.Kind.FAILED).toList();
    assertEquals(1_000_003, marks.count(Mark.Kind.FAILED));
    assertTrue(failed.size() > Marks.MOST / 3 && failed.size() <= Marks.MOST, failed::toString);
    double step = failed.get(1).seconds();
    for (int i = 0; i < failed.size(); i++) {
      assertEquals(i * step, failed.get(i).seconds());
      assertTrue(failed.get(i).task().length() <= 200);
    }
    assertEquals(new Mark(2, 0, Mark.Kind.LOST, ""), marks.kept().get(1));
  }
}
