package freeworker.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.wire.Sizes;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Parcel;
import freeworker.wire.parcel.RunFrame;
import freeworker.wire.parcel.Supply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {
  private static final Closure NOTHING = new Closure(Map.of(), List.of());
  private static final Closure ONE =
      new Closure(Map.of("One.class", List.of(Hash.of(new byte[1]))), List.of());

  private Sizes sizes = Sizes.USUAL;
  private final TaskRunner runner =
      new TaskRunner(ClassLoader.getPlatformClassLoader(), 1000, () -> sizes);
  private final Watched watched = new Watched();

  @Test
  void bytesThatAreNoFrameRunNothing() {
    assertThrows(BadFrame.class, () -> runner.run(Freight.of(new byte[] {'R', 1, 0}), watched));

    assertEquals(0, watched.begun);
  }

  @Test
  void anUnknownClosureIsAskedForByItsManifestFirst() {
    List<Outcome> outcomes = run(List.of(), parcel(ONE), parcel(ONE));

    var need = assertInstanceOf(Outcome.NeedClasses.class, outcomes.get(0));
    assertEquals(ONE.id(), need.closure());
    assertEquals(List.of(), need.lacking());
    assertEquals(Runtime.version().feature(), need.java());
    assertInstanceOf(Outcome.NotRun.class, outcomes.get(1), "asked once");
    assertEquals(0, watched.begun);
  }

  @Test
  void noTaskRunsWhileAnotherOfItsFrameLacksClasses() {
    List<Outcome> outcomes = run(List.of(NOTHING, ONE), parcel(NOTHING), parcel(ONE));

    assertInstanceOf(Outcome.NotRun.class, outcomes.get(0));
    var need = assertInstanceOf(Outcome.NeedClasses.class, outcomes.get(1));
    assertEquals(List.of(Hash.of(new byte[1])), need.lacking());
    assertEquals(0, watched.begun);
  }

  @Test
  void bytesThatAreNoTaskAreAFailureOfThatTaskAlone() throws IOException {
    byte[] text = ObjectBytes.write("not a task", 1000, type -> {}).bytes();

    List<Outcome> outcomes =
        run(List.of(NOTHING), parcel(NOTHING), new Parcel("text", NOTHING.id(), text));

    var broken = assertInstanceOf(Outcome.Failed.class, outcomes.get(0));
    assertEquals("java.io.EOFException", broken.type());
    var wrong = assertInstanceOf(Outcome.Failed.class, outcomes.get(1));
    assertEquals("the bytes of text are not a task", wrong.message());
    assertEquals(2, watched.begun);
    assertEquals(2, watched.failed);
  }

  @Test
  void aFrameOfAClientThatDoesNotCheckSizesRunsNothing() {
    sizes = new Sizes(1_024, 1_024, 2_048, 1);
    var large = new Parcel("Large", NOTHING.id(), new byte[1_025]);
    byte[] file = new byte[2_049];
    var heavy = new Closure(Map.of("One.class", List.of(Hash.of(file))), List.of());
    Hash any = Hash.of(new byte[1]);
    var many = new Closure(Map.of("One.class", List.of(any), "Two.class", List.of(any)), List.of());

    assertEquals(
        "Large has 1025 bytes (limit task-bytes = 1K).",
        refused(new RunFrame(List.of(NOTHING), List.of(), List.of(large))));
    assertEquals(
        "A closure of 2049 bytes (limit class-bytes = 2K).",
        refused(new RunFrame(List.of(heavy), List.of(file), List.of())));
    assertEquals(
        "A closure of 2 classes (limit class-files = 1).",
        refused(new RunFrame(List.of(many), List.of(), List.of())));
    assertEquals(0, watched.begun);
  }

  private String refused(RunFrame frame) {
    return String.valueOf(
        assertThrows(BadFrame.class, () -> runner.run(frame.encode(), watched)).getMessage());
  }

  private List<Outcome> run(List<Closure> manifests, Parcel... parcels) {
    Freight frame = new RunFrame(manifests, List.of(), List.of(parcels)).encode();
    return runner.run(frame, watched);
  }

  private static Parcel parcel(Closure closure) {
    return new Parcel("empty", closure.id(), new byte[0]);
  }

  private static final class Watched implements TaskRunner.Watch {
    private int begun;
    private int failed;

    @Override
    public boolean goesOn() {
      return true;
    }

    @Override
    public void began(String task) {
      begun++;
    }

    @Override
    public Supply lookFor(Hash closure, String path) {
      return new Supply(0, Map.of(), "nobody has it");
    }

    @Override
    public void ended(String task, int count, int failed) {
      this.failed += failed;
    }
  }
}
