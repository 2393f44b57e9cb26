package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Task;
import freeworker.TaskRefused;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.RunFrame;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Class files are sent when a worker lacks them, and never else. */
class ClassesTravelOnceTest {
  private final Wire wire = new Wire();

  @Test
  void theSecondTaskOfAClosureSendsNoClassesAndNoManifest() {
    wire.run(new Pets.Square(3));
    int before = wire.sent.size();

    wire.run(new Pets.Square(4));

    assertEquals(before + 1, wire.sent.size(), "one call");
    RunFrame frame = last();
    assertEquals(List.of(), frame.manifests());
    assertEquals(List.of(), frame.files());
    assertTrue(wire.sent.get(before).length() < 250, wire.sent.get(before).length() + " bytes");
  }

  @Test
  void theFirstTaskTakesTwoCalls() {
    wire.run(new Pets.Square(3));

    assertEquals(2, wire.sent.size());
    RunFrame asking = RunFrame.decode(wire.sent.get(0));
    assertEquals(1, asking.manifests().size());
    assertEquals(List.of(), asking.files());
    assertEquals(asking.manifests().get(0).contents(), hashes(RunFrame.decode(wire.sent.get(1))));
  }

  @Test
  void aClassThatAnotherClosureBroughtIsNotSentAgain() throws Exception {
    var shared = InMemory.compile("class Shared implements java.io.Serializable { int n = 4; }");
    var first = shared.child("public class First " + task("new Shared().n"));
    var second = shared.child("public class Second " + task("new Shared().n + 1"));

    assertEquals(4, wire.run(first.task("First")));
    assertEquals(2, last().files().size(), "First and Shared");
    assertEquals(5, wire.run(second.task("Second")));

    assertEquals(1, last().files().size(), "Second alone");
    assertEquals(2, last().manifests().get(0).files().size(), "with Shared in its manifest");
  }

  @Test
  void aPackAsksOnceForAllItsClosures() throws Exception {
    var first = InMemory.compile("public class First " + task("1")).task("First");
    var second = InMemory.compile("public class Second " + task("2")).task("Second");
    Packed[] pack = {
      wire.packer.pack("a", first), wire.packer.pack("b", second), wire.packer.pack("c", first)
    };

    List<Outcome> outcomes = wire.deliver(pack);

    assertEquals(2, wire.sent.size());
    assertEquals(2, last().files().size());
    assertEquals(
        List.of("began a", "done a", "began b", "done b", "began c", "done c"), wire.events);
    assertEquals(List.of(1, 2, 1), results(pack, outcomes));
  }

  @Test
  void aWorkerThatForgotAClosureAsksAgain() throws Exception {
    var small = new Wire(1);
    Task<Integer> first = InMemory.compile("public class First " + task("1")).task("First");
    Task<Integer> second = InMemory.compile("public class Second " + task("2")).task("Second");

    for (int i = 0; i < 3; i++) {
      assertEquals(1, small.run(first));
      assertEquals(2, small.run(second));
    }

    assertEquals(2 + 2 + 4 * 3, small.sent.size(), "id alone, then the manifest, then the files");
    Packed[] both = {small.packer.pack("a", first), small.packer.pack("b", second)};
    assertEquals(List.of(1, 2), results(both, small.deliver(both)), "together all the same");
  }

  @Test
  void aClientThatForgotTheWorkerSendsTheManifestAlone() {
    wire.run(new Pets.Square(3));
    wire.sent.clear();
    wire.forget();

    wire.run(new Pets.Square(3));

    assertEquals(1, wire.sent.size());
    assertEquals(1, last().manifests().size());
    assertEquals(List.of(), last().files());
  }

  @Test
  void whatALambdaCapturedIsNeverRemembered() {
    List<Object> results = IntStream.range(0, 5).mapToObj(i -> wire.run(Pets.lambda(i))).toList();

    assertEquals(List.of(0, 3, 6, 9, 12), results);
  }

  @Test
  void aChangedObjectIsPackedAnew() {
    int[] cell = {1};
    Task<Integer> task = () -> cell[0];

    assertEquals(1, wire.run(task));
    cell[0] = 2;
    assertEquals(2, wire.run(task));
  }

  @Test
  void aTaskThatMayNotBeginIsHandedBack() {
    wire.run(new Pets.Square(1));
    wire.mayBegin = 1;
    Packed pack = wire.packer.pack("s", new Pets.Square(2));

    List<Outcome> outcomes = wire.deliver(pack, pack, pack);

    assertInstanceOf(Outcome.Done.class, outcomes.get(0));
    assertEquals(List.of(new Outcome.NotRun(), new Outcome.NotRun()), outcomes.subList(1, 3));
  }

  @Test
  void largeResultsEndAPackEarly() {
    Packed large = wire.packer.pack("large", Pets.value(new byte[700_000]));

    List<Outcome> outcomes = wire.deliver(large, large, large);

    assertEquals(new Outcome.NotRun(), outcomes.get(2));
    assertInstanceOf(Outcome.Done.class, outcomes.get(1));
  }

  @Test
  void classesForALaterJavaAreRefusedBeforeTheyAreSent() {
    Packed task = wire.packer.pack("Square", new Pets.Square(2));
    var old = new Courier();

    var refused =
        assertThrows(
            TaskRefused.class,
            () ->
                old.deliver(
                    List.of(task),
                    frame -> {
                      Hash closure = RunFrame.decode(frame).parcels().get(0).closure();
                      var need = new Outcome.NeedClasses(closure, List.of(closure), 11);
                      return List.of(need);
                    }));

    assertTrue(
        text(refused).contains("was compiled for Java 17, and the worker runs Java 11"),
        refused.getMessage());
  }

  @Test
  void theSameClassesAreTheSameClosure() throws Exception {
    String source = "public class First " + task("1");
    Packed one = new Packer().pack("one", InMemory.compile(source).task("First"));
    Packed two = new Packer().pack("two", InMemory.compile(source).task("First"));
    Packed other = new Packer().pack("o", InMemory.compile(source + "//").task("First"));
    Packed changed =
        new Packer().pack("c", InMemory.compile("public class First " + task("2")).task("First"));

    assertEquals(one.shipment().closure().id(), two.shipment().closure().id());
    assertEquals(one.shipment().closure().id(), other.shipment().closure().id());
    assertNotEquals(one.shipment().closure().id(), changed.shipment().closure().id());
  }

  @Test
  void neitherTheJdkNorTheApiTravels() {
    Packed packed = wire.packer.pack("colours", Pets.colours());

    assertFalse(packed.shipment().closure().files().isEmpty());
    for (String name : packed.shipment().closure().files().keySet()) {
      assertTrue(name.startsWith("freeworker/client/Pets"), name);
    }
  }

  private RunFrame last() {
    return RunFrame.decode(wire.sent.get(wire.sent.size() - 1));
  }

  private static Set<Hash> hashes(RunFrame frame) {
    var hashes = new HashSet<Hash>();
    frame.files().forEach(file -> hashes.add(Hash.of(file)));
    return hashes;
  }

  private List<Object> results(Packed[] pack, List<Outcome> outcomes) {
    return IntStream.range(0, pack.length)
        .mapToObj(
            i ->
                wire.reader.read(
                    ((Outcome.Done) outcomes.get(i)).result(), pack[i], Wire.WORKER, 1))
        .toList();
  }

  private static String task(String expression) {
    return "implements freeworker.Task<Integer> { public Integer run() { return "
        + expression
        + "; } }";
  }

  @Test
  void aClassThatExistsInMemoryAloneTravels() throws Exception {
    var program =
        InMemory.compile(
            "import freeworker.Task;"
                + " public class Mine {"
                + "   record Pair(int a, int b) implements java.io.Serializable {}"
                + "   public static Task<Object> task() {"
                + "     int n = 4;"
                + "     return () -> new Pair(n, Other.twice(n)).toString(); } }"
                + " class Other { static int twice(int n) { return 2 * n; } }");
    @SuppressWarnings("unchecked")
    var task = (Task<Object>) program.loadClass("Mine").getMethod("task").invoke(null);

    assertEquals("Pair[a=4, b=8]", wire.run(task));
    assertEquals(
        List.of("Mine$Pair.class", "Mine.class", "Other.class"),
        List.copyOf(last().manifests().get(0).files().keySet()));
  }

  private static String text(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
