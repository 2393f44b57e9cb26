package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.broker.jobs.JobDesk;
import freeworker.wire.Broker;
import freeworker.wire.Crews;
import freeworker.wire.Roster;
import freeworker.wire.Sizes;
import freeworker.wire.Worker;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import freeworker.wire.job.Jobs;
import freeworker.wire.limit.Allowance;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each remote method of the broker asks who is calling before it does anything else. */
@SuppressWarnings("NullAway") // nothing behind the question
class RolesTest {
  private static final byte[] SECRET = new byte[32];

  /** Who may call what. */
  private static final Map<Class<?>, Set<Role>> RIGHT =
      Map.of(
          Broker.class, Set.of(Role.CLIENT),
          Jobs.class, Set.of(Role.CLIENT, Role.BROKER),
          Roster.class, Set.of(Role.PROCESS),
          Crews.class, Set.of(Role.WORKER));

  /** What is no object of the broker's; WorkerRolesTest asks it the same. */
  private static final Class<?> ELSEWHERE = Worker.class;

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
  private final Remote roster = new WorkerRoster(null, null, null, Sizes.USUAL, null, null);
  private final Remote jobs = new JobDesk(null, Allowance.usual());
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
            Jobs.class, door.export(jobs),
            Roster.class, door.export(roster),
            Crews.class, door.export(depot));
  }

  @AfterEach
  void close() throws IOException {
    UnicastRemoteObject.unexportObject(counter, true);
    UnicastRemoteObject.unexportObject(roster, true);
    UnicastRemoteObject.unexportObject(depot, true);
    UnicastRemoteObject.unexportObject(jobs, true);
  }

  @Test
  void noRemoteInterfaceIsLeftOut() throws Exception {
    Set<Class<?>> asked = new HashSet<>(RIGHT.keySet());
    asked.add(ELSEWHERE);

    assertEquals(asked, remotes());
  }

  /** All remote interfaces on the wire, wherever they were compiled to. */
  private static Set<Class<?>> remotes() throws Exception {
    Path place = Path.of(Broker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return remotes(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return remotes(jar.getPath("/"));
    }
  }

  private static Set<Class<?>> remotes(Path root) throws Exception {
    List<String> names;
    try (Stream<Path> files = Files.walk(root.resolve("freeworker/wire"))) {
      names =
          files
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
              .map(name -> name.replaceAll("[/\\\\]", ".").replaceAll("\\.class$", ""))
              .toList();
    }
    Set<Class<?>> remotes = new HashSet<>();
    for (String name : names) {
      Class<?> type = Class.forName(name, false, Broker.class.getClassLoader());
      if (type.isInterface() && Remote.class.isAssignableFrom(type)) {
        remotes.add(type);
      }
    }
    return remotes;
  }

  static Stream<Arguments> everyMethodAndEveryWrongRole() {
    return RIGHT.keySet().stream()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .flatMap(
            method ->
                Arrays.stream(Role.values())
                    .filter(role -> !RIGHT.get(method.getDeclaringClass()).contains(role))
                    .map(role -> Arguments.of(method, role)));
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
