package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Task;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import freeworker.wire.parcel.Block;
import freeworker.wire.parcel.Call;
import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes wrong is said: where, why, and what to do. */
class FailuresTest {
  private final Wire wire = new Wire();

  @Test
  void anExceptionArrivesAsTextAndAsItself() {
    TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(Pets.sad()));

    assertEquals("freeworker.client.Pets$Sad", failed.remoteClass());
    assertEquals("sad", failed.remoteMessage());
    assertTrue(failed.remoteStack().contains("Caused by: java.lang.IllegalArgumentException"));
    assertTrue(failed.remoteStack().contains("Suppressed: java.lang.IllegalStateException: on"));
    assertEquals(Wire.WORKER, failed.worker());
    var original = assertInstanceOf(Pets.Sad.class, failed.getCause());
    assertEquals(7, original.code());
    assertEquals("the cause", text(Objects.requireNonNull(original.getCause())));
    assertEquals("on the side", original.getSuppressed()[0].getMessage());
    assertEquals(List.of("began Pets.lambda", "failed Pets.lambda"), wire.events);
  }

  @Test
  void tasksThatAreTooManyBytesForOneCallNameTheLimit() {
    byte[] half = new byte[40 << 20];
    Packed task = wire.packer.pack("half", () -> half.length);

    TaskRefused refused = assertThrows(TaskRefused.class, () -> wire.deliver(task, task));

    assertTrue(text(refused).contains(" bytes (limit call-bytes = 65600K)."), refused::toString);
  }

  @Test
  void anExceptionThatIsNotSerializableArrivesAsText() {
    TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(Pets.stuck()));

    assertEquals("freeworker.client.Pets$Stuck", failed.remoteClass());
    assertEquals("stuck", failed.remoteMessage());
    assertTrue(failed.remoteStack().contains("Pets.lambda$stuck"), failed.remoteStack());
    assertNull(failed.getCause());
  }

  @Test
  void anExceptionThatBreaksWhenAskedIsAFailureLikeOthers() {
    TaskFailed failed =
        assertThrows(
            TaskFailed.class,
            () ->
                wire.run(
                    task(
                        () -> {
                          throw new Broken();
                        })));

    assertTrue(failed.remoteMessage().contains("cannot be read"), failed.remoteMessage());
  }

  static final class Broken extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("not even a message");
    }
  }

  @Test
  void anEndlessMessageIsCut() {
    TaskFailed failed =
        assertThrows(
            TaskFailed.class,
            () ->
                wire.run(
                    task(
                        () -> {
                          throw new Exception("€".repeat(600_000));
                        })));

    assertTrue(failed.remoteMessage().endsWith("(cut at " + Limits.TEXT + " characters)"));
    assertEquals(Limits.TEXT, failed.remoteMessage().length());
    assertEquals(Limits.TEXT, failed.remoteStack().length());
    assertNull(failed.getCause(), "too large to travel");
  }

  @Test
  void anEndlessRecursionIsAFailureOfTheTaskAlone() {
    TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(task(() -> deep(0) + 0)));

    assertEquals("java.lang.StackOverflowError", failed.remoteClass());
    assertEquals(4, wire.run(new Pets.Square(2)));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int deep(int n) {
    return deep(n + 1) + 1;
  }

  @Test
  void aResultThatIsNotSerializableIsNamedWithTheWayToIt() {
    TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(Pets.unserializable()));

    assertEquals("java.io.NotSerializableException", failed.remoteClass());
    assertEquals(
        "the result of Pets.lambda at [pet][1] is a freeworker.client.Pets$Connection, which is not"
            + " serializable. Take what you need from it before.",
        failed.remoteMessage());
  }

  @Test
  void aResultThatIsTooLargeNamesTheLimit() {
    TaskFailed failed =
        assertThrows(TaskFailed.class, () -> wire.run(task(() -> new byte[Limits.PAYLOAD])));

    assertTrue(failed.remoteMessage().contains("more than " + Limits.PAYLOAD + " bytes"));
  }

  @Test
  void aTaskThatIsTooLargeIsRefused() {
    byte[] large = new byte[Limits.PAYLOAD];

    var refused = assertThrows(TaskRefused.class, () -> wire.run(() -> large.length));

    assertTrue(text(refused).contains("more than " + Limits.PAYLOAD + " bytes"));
    assertEquals(0, wire.sent.size());
  }

  @Test
  void whatNestsTooDeeplyIsRefusedOnEitherSide() {
    var chain = new Chain(null);
    for (int i = 0; i < 100_000; i++) {
      chain = new Chain(chain);
    }
    Chain last = chain;

    assertThrows(TaskRefused.class, () -> wire.run(() -> last.next == null));
    TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(task(() -> longChain(100))));
    assertTrue(
        text(failed).contains("nested too deep (limit result-depth = 64)"), failed.getMessage());
    assertInstanceOf(Chain.class, wire.run(task(() -> longChain(50))));
  }

  private static Chain longChain(int length) {
    Chain chain = new Chain(null);
    for (int i = 0; i < length; i++) {
      chain = new Chain(chain);
    }
    return chain;
  }

  private record Chain(@Nullable Chain next) implements Serializable {}

  @Test
  void anObjectThatHoldsItselfTravels() {
    var list = new ArrayList<Object>();
    list.add(list);

    var back = assertInstanceOf(List.class, wire.run(task(() -> list)));

    assertEquals(back, back.get(0));
  }

  @Test
  void theWayToAFieldThatCannotTravelIsNamed() {
    var refused = assertThrows(TaskRefused.class, () -> wire.run(new Pets.Named()));

    assertEquals(
        "Pets$Named.config.parts[1] is a freeworker.client.Pets$Connection, which is not"
            + " serializable. Take what you need from it before.",
        refused.getMessage());
    assertEquals(0, wire.sent.size());
  }

  @Test
  void whatALambdaCapturesIsNamed() {
    var connection = new Pets.Connection();
    var job = new Job(connection);

    var captured = assertThrows(TaskRefused.class, () -> wire.run(() -> connection.toString()));
    var held = assertThrows(TaskRefused.class, () -> wire.run(() -> job.toString()));
    var self = assertThrows(TaskRefused.class, () -> wire.run(() -> wire.toString()));
    var argument =
        assertThrows(
            TaskRefused.class,
            () -> wire.run(new Call<Map<String, Object>, Integer>(Map::size, mapOf(connection))));

    assertEquals(
        "What FailuresTest.lambda captures is a freeworker.client.Pets$Connection, which is not"
            + " serializable. Take what you need from it before.",
        captured.getMessage());
    assertEquals(
        "FailuresTest.lambda captures FailuresTest$Job, whose connection is a"
            + " freeworker.client.Pets$Connection, which is not serializable. Make the field"
            + " transient, or take what you need from it before.",
        held.getMessage());
    assertEquals(
        "FailuresTest.lambda uses a field or method of FailuresTest, so it captures `this`, which"
            + " is not serializable. Copy what it needs into a local variable before.",
        self.getMessage());
    assertEquals(
        "The argument of Map.size at [open] is a freeworker.client.Pets$Connection, which is not"
            + " serializable. Take what you need from it before.",
        argument.getMessage());
  }

  private static Map<String, Object> mapOf(Object connection) {
    return new LinkedHashMap<>(Map.of("open", connection));
  }

  static final class Job implements Serializable {
    private final Pets.Connection connection;

    Job(Pets.Connection connection) {
      this.connection = connection;
    }

    @Override
    public String toString() {
      return "job on " + connection;
    }
  }

  @Test
  void aResultOfAClassThatDidNotTravelIsRefused() throws IOException {
    Packed task = wire.packer.pack("Square", new Pets.Square(2));
    for (Object hostile :
        new Object[] {
          new Job(new Pets.Connection()).getClass(),
          new java.io.File("/"),
          new Object[] {1, List.of(new java.net.URL("http://localhost/"))},
          new java.io.File[0],
          Map.Entry.<String, Integer>comparingByKey(),
          FailuresTest.<Integer>foreign(),
        }) {
      TaskFailed failed =
          assertThrows(
              TaskFailed.class, () -> wire.reader.read(Block.of(serialized(hostile)), task, 0, 1));

      assertTrue(
          text(failed)
              .startsWith(
                  "The task ended on worker 0 (attempt 1), but its result was refused:"
                      + " Square gave a "),
          failed.getMessage());
      assertTrue(text(failed).contains("nor a class that travelled with the task"));
    }
  }

  private static <T> Task<T> foreign() {
    return () -> {
      throw new IllegalStateException();
    };
  }

  @Test
  void anExceptionThatMayNotBeReadIsTextAlone() throws IOException {
    Packed task = wire.packer.pack("Square", new Pets.Square(2));
    var exception = new IllegalStateException("with a suitcase", new ForeignException());
    var outcome = new Outcome.Failed("X", "m", "stack", serialized(exception));

    TaskFailed failed = wire.reader.failure(outcome, task, 0, 1);

    assertNull(failed.getCause());
    assertEquals("stack", failed.remoteStack());
  }

  static final class ForeignException extends Exception {}

  @Test
  void anArrayThatItsBytesCannotFillIsRefused() throws IOException {
    Packed task = wire.packer.pack("Square", new Pets.Square(2));
    byte[] bytes = serialized(new long[3000]);
    byte[] hostile = java.util.Arrays.copyOf(bytes, bytes.length - 24_000);
    hostile[hostile.length - 4] = 0x7f;

    TaskFailed failed =
        assertThrows(TaskFailed.class, () -> wire.reader.read(Block.of(hostile), task, 0, 1));

    assertTrue(text(failed).contains("which its bytes cannot fill"));
  }

  @Test
  void aTaskWhoseClassFileIsNowhereIsRefused() throws Exception {
    byte[] file;
    try (var in =
        InMemory.compile(
                "public class Secret implements freeworker.Task<Integer> {"
                    + " public Integer run() { return 1; } }")
            .getResourceAsStream("Secret.class")) {
      file = Objects.requireNonNull(in).readAllBytes();
    }
    var secretive =
        new ClassLoader("secretive", Task.class.getClassLoader()) {
          Class<?> define() {
            return defineClass("Secret", file, 0, file.length);
          }
        };
    var task = (Task<?>) secretive.define().getConstructor().newInstance();

    var refused = assertThrows(TaskRefused.class, () -> wire.run(task));

    assertTrue(
        text(refused).startsWith("Secret cannot travel: its class file cannot be found"),
        refused.getMessage());
  }

  private static byte[] serialized(Object object) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Task<Object> task(Task<Object> task) {
    return task;
  }

  private static String text(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
