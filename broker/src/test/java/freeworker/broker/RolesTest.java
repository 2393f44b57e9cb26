package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.Broker;
import freeworker.wire.Crews;
import freeworker.wire.Roster;
import freeworker.wire.Sizes;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import freeworker.wire.limit.Allowance;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each remote method of the broker asks who is calling before it does anything else. */
@SuppressWarnings("NullAway") // nothing behind the question
class RolesTest {
  private static final byte[] SECRET = new byte[32];

  // Without a desk, a crew or anything else: whoever got past the question would find nothing
  // there.
  private final Remote counter =
      new Counter(
          null,
          new Sessions(Allowance.usual()),
          null,
          null,
          Duration.ofSeconds(1),
          null,
          null,
          Allowance.usual(),
          null);
  private final Remote roster = new WorkerRoster(null, null, null, Sizes.USUAL, null);
  private final Remote depot = new Depot(null, 0, false, Allowance.usual(), null, null, null, null);
  private Door door;
  private Map<Class<?>, byte[]> stubs = Map.of();

  @BeforeEach
  void open() throws IOException {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    door =
        new Door(
            here, peer -> Optional.of(SECRET), () -> null, Bounds.carrying(1024), caller -> {});
    stubs =
        Map.of(
            Broker.class, door.export(counter),
            Roster.class, door.export(roster),
            Crews.class, door.export(depot));
  }

  @AfterEach
  void close() throws IOException {
    UnicastRemoteObject.unexportObject(counter, true);
    UnicastRemoteObject.unexportObject(roster, true);
    UnicastRemoteObject.unexportObject(depot, true);
  }

  static Stream<Arguments> everyMethodAndEveryWrongRole() {
    return Stream.of(Broker.class, Roster.class, Crews.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .flatMap(
            method ->
                Arrays.stream(Role.values())
                    .filter(role -> role != right(method.getDeclaringClass()))
                    .map(role -> Arguments.of(method, role)));
  }

  private static Role right(Class<?> type) {
    return type == Broker.class ? Role.CLIENT : type == Roster.class ? Role.PROCESS : Role.WORKER;
  }

  @ParameterizedTest
  @MethodSource("everyMethodAndEveryWrongRole")
  void aMethodRefusesWhoIsNotOfItsRole(Method method, Role role) throws Exception {
    Class<? extends Remote> type = method.getDeclaringClass().asSubclass(Remote.class);
    var credential = new Credential(role, "somebody", SECRET);
    var visit = new Visit("localhost", door.port(), credential, new byte[32], false);
    // As whoever has the stub from somebody else; the door hands it to nobody of this role.
    Remote stub = visit.stub(stubs.get(type), type);

    var e = assertThrows(InvocationTargetException.class, () -> method.invoke(stub, some(method)));

    assertEquals(SecurityException.class, e.getCause().getClass(), e.getCause()::toString);
    assertTrue(e.getCause().getMessage().contains(role.word() + " somebody"));
  }

  private static Object[] some(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(
            type ->
                type == byte[].class
                    ? (Object) new byte[0]
                    : type == boolean.class ? (Object) false : type == int.class ? 1 : (Object) 1L)
        .toArray();
  }
}
