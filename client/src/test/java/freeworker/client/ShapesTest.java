package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import freeworker.Task;
import freeworker.wire.parcel.Call;
import freeworker.wire.parcel.Outcome;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every shape of task that a user may write runs where none of its classes were known. */
class ShapesTest {
  private final Wire wire = new Wire();

  @Test
  void aLambdaTravelsWithWhatItCaptured() {
    assertEquals(12, wire.run(Pets.lambda(4)));
  }

  @Test
  void aLambdaOfTheTestItselfTravels() {
    int captured = 5;

    assertEquals(10, wire.run(() -> 2 * captured));
  }

  @Test
  void methodReferencesTravel() {
    assertEquals(3, wire.run(Pets.methodReference()));
    assertEquals("trimmed", wire.run(Pets.methodReferenceOfTheJdk(" trimmed ")));
  }

  @Test
  void nestedLocalAndAnonymousClassesTravel() {
    assertEquals(81, wire.run(new Pets.Square(9)));
    assertEquals("local Point[x=1, y=2]", wire.run(Pets.local()));
    assertEquals("anonymous 6", wire.run(Pets.anonymous(6)));
  }

  @Test
  void recordsComeBackAsResults() {
    assertEquals(List.of(new Pets.Point(0, 0), new Pets.Point(1, 1)), wire.run(Pets.points(2)));
  }

  @Test
  void enumsTravelBothWaysAlsoInSwitches() {
    assertEquals(Map.of(Pets.Colour.RED, 5L, Pets.Colour.GREEN, 4L), wire.run(Pets.colours()));
    assertEquals("stop", wire.run(Pets.switching(Pets.Colour.RED)));
    assertEquals("croak", wire.run(Pets.switching(Pets.Colour.GREEN)));
  }

  @Test
  void lambdasWithinLambdasTravel() {
    assertEquals(10, wire.run(Pets.nested()));
  }

  @Test
  void aLambdaComesBackAsAResult() throws Exception {
    Task<?> returned = (Task<?>) wire.run(Pets.returned(4));

    assertNotNull(returned);
    assertEquals(7, returned.run());
  }

  @Test
  void aFunctionTravelsWithItsArgument() {
    assertEquals(42, wire.run(new Call<>(new Pets.Twice(), 21)));
    assertEquals("Twice, 1", wire.run(new Call<>(n -> "Twice, " + n, 1)));
  }

  @Test
  void classesOfAnotherJarTravel() {
    Lifecycle lifecycle = Lifecycle.PER_CLASS;

    assertEquals(
        "Object",
        wire.run(
            () -> new DisplayNameGenerator.Simple().generateDisplayNameForClass(Object.class)));
    assertEquals(lifecycle, wire.run(() -> lifecycle));
  }

  @Test
  void aProxyTravelsWithItsInterfaces() {
    var greeter =
        (Greeter)
            Proxy.newProxyInstance(
                Greeter.class.getClassLoader(), new Class<?>[] {Greeter.class}, new Answering());

    assertEquals("greet!", wire.run(() -> greeter.greet()));
  }

  interface Greeter extends Serializable {
    String greet();
  }

  private static final class Answering implements InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return method.getName() + "!";
    }
  }

  @Test
  void manyThreadsPackAtOnce() throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    try {
      var packed = new ArrayList<Future<Packed>>();
      for (int i = 0; i < 400; i++) {
        int n = i;
        packed.add(
            pool.submit(
                () -> wire.packer.pack("n" + n, n % 2 == 0 ? Pets.lambda(n) : Pets.anonymous(n))));
      }

      for (int i = 0; i < 400; i++) {
        Packed task = packed.get(i).get(20, TimeUnit.SECONDS);
        var done = (Outcome.Done) wire.deliver(task).get(0);
        assertEquals(
            i % 2 == 0 ? (Object) (3 * i) : "anonymous " + i,
            wire.reader.read(done.result(), task, Wire.WORKER, 1));
      }
      assertEquals(400 + 1, wire.sent.size(), "their classes were brought once");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theContextClassLoaderIsThatOfTheTaskAndIsPutBack() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertEquals("mine", wire.run(Pets.contextLoader()));

    assertEquals(before, Thread.currentThread().getContextClassLoader());
  }

  @Test
  void aTaskSeesTheApiButNothingElseOfTheWorker() {
    assertEquals("freeworker.Engine", wire.run(Pets.sees("freeworker.Engine")));
    String seen = String.valueOf(wire.run(Pets.sees("no.such.Type")));
    assertEquals(
        "no: no.such.Type is not on the class path of the program that sent the task", seen);
    assertEquals(
        "closure",
        wire.run(Pets.loaderOf("freeworker.worker.TaskRunner")),
        "the program's own copy, not that of the worker");
  }

  @Test
  void namesAreThoseThatPeopleUse() {
    assertEquals("Pets.lambda", TaskName.of(Pets.lambda(1)));
    assertEquals("Pets.three", TaskName.of(Pets.methodReference()));
    assertEquals("Pets$Square", TaskName.of(new Pets.Square(1)));
  }
}
