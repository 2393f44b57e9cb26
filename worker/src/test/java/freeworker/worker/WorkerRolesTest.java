package freeworker.worker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.Sizes;
import freeworker.wire.Worker;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Role;
import freeworker.wire.door.Tickets;
import freeworker.wire.door.Visit;
import freeworker.worker.gang.Box;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each remote method of a worker asks who is calling, though its own door lets clients in alone.
 */
class WorkerRolesTest {
  private static final byte[] SECRET = new byte[32];

  private final WorkerServer server =
      new WorkerServer(
          new Tickets(SECRET, System::nanoTime)::check,
          new TaskRunner(ClassLoader.getPlatformClassLoader(), 1000, () -> Sizes.USUAL),
          Duration.ofSeconds(1),
          (kind, lease, task, count, failed) -> {},
          () -> (seat, from, mailing, letter) -> Box.Put.OVER,
          false,
          (code, why) -> {});
  private Door door;
  private byte[] stub = {};

  @BeforeEach
  void open() throws IOException {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    door =
        new Door(
            here,
            peer -> Optional.of(SECRET),
            () -> {
              throw new IllegalStateException("no TLS here");
            },
            Bounds.carrying(1024),
            caller -> {});
    stub = door.export(server);
  }

  @AfterEach
  void close() throws IOException {
    UnicastRemoteObject.unexportObject(server, true);
  }

  static Stream<Arguments> everyMethodAndEveryWrongRole() {
    return Arrays.stream(Worker.class.getMethods())
        .flatMap(
            method ->
                Arrays.stream(Role.values())
                    .filter(role -> role != Role.CLIENT)
                    .map(role -> Arguments.of(method, role)));
  }

  @ParameterizedTest
  @MethodSource("everyMethodAndEveryWrongRole")
  void aMethodRefusesWhoIsNotOfItsRole(Method method, Role role) throws Exception {
    var credential = new Credential(role, "somebody", SECRET);
    var visit = new Visit("localhost", door.port(), credential, new byte[32], false);
    Worker worker = visit.stub(stub, Worker.class);

    var e =
        assertThrows(InvocationTargetException.class, () -> method.invoke(worker, some(method)));

    var refusal = assertInstanceOf(SecurityException.class, e.getCause());
    String words = String.valueOf(refusal.getMessage());
    assertTrue(words.contains(role.word() + " somebody"), words);
  }

  private static Object[] some(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(
            type ->
                type == byte[].class || type == Object.class
                    ? (Object) new byte[0]
                    : type == boolean.class ? (Object) false : type == int.class ? 1 : (Object) 1L)
        .toArray();
  }
}
