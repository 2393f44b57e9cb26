package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host evaluates, run by this machine's shell with a worker command that only waits. */
class HostScriptTest {
  private static final String SUM = "0123456789abcdef";
  private static final String LINUX = "/proc/self/stat";

  /** Answers a request to stop at once, but for a child that stays. */
  private static final String WORKER =
      """
      #!/bin/sh
      printf '<%s>' "$@" >arguments
      umask >mask
      sh -c 'echo "worker  worker 0 can be borrowed at x." >&2; sleep 300; : WorkerMain' &
      wait
      """;

  @TempDir private Path folder;
  private Path home;
  private Path crew;
  private String system = LINUX;

  @BeforeEach
  void distribution() throws IOException {
    home = Files.createDirectory(folder.resolve("two  words"));
    crew = home.resolve(".freeworker/deploy/crews/lab 1");
    worker(WORKER);
  }

  private void worker(String script) throws IOException {
    Path program = home.resolve(".freeworker/deploy/" + SUM + "/bin/worker");
    Files.createDirectories(program.getParent());
    Files.writeString(program, script);
    assertTrue(program.toFile().setExecutable(true));
  }

  @AfterEach
  void end() throws Exception {
    ask("remove", "");
  }

  private record Said(int code, Sighting seen, String err) {}

  private Said ask(String verb, String load, String... arguments) throws Exception {
    return ask(load.length(), verb, load, arguments);
  }

  /** The same, with a key that is said to be longer or shorter than what comes. */
  private Said ask(int key, String verb, String load, String... arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("verb", verb);
    settings.put("name", "lab 1");
    settings.put("folder", "");
    settings.put("jdk", System.getProperty("java.home"));
    settings.put("patience", "1");
    settings.put("checksum", SUM);
    settings.put("sums", "of nothing");
    settings.put("spec", new Spec(SUM, "b:1", "o", "x").line());
    settings.put("key", String.valueOf(key));
    String body = Files.readString(Path.of("../bin/launch.sh")) + own().replace(LINUX, system);
    Script script = Script.of(settings, List.of(arguments), body);
    Path err = folder.resolve("err");
    var builder = new ProcessBuilder("/bin/sh", "-c", script.command());
    builder.redirectError(err.toFile()).environment().put("HOME", home.toString());
    Process shell = builder.start();
    try (OutputStream in = shell.getOutputStream()) {
      in.write(script.text());
      in.write(load.getBytes(UTF_8));
    }
    String out = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertTrue(shell.waitFor(60, TimeUnit.SECONDS));
    return new Said(
        shell.exitValue(), Sighting.of(out.lines().toList()), Files.readString(err).strip());
  }

  private static String own() throws IOException {
    try (InputStream stream = HostScriptTest.class.getResourceAsStream("host.sh")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8);
    }
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(crew.resolve("pid")).split(" ")[0]);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {LINUX, "/no/such/proc"})
  void aCrewIsStartedSeenAndRemovedOnAnySystem(String system) throws Exception {
    this.system = system;

    Said started = ask("start", "secret", "2", "--join", "b:1");
    Said seen = ask("look", "");
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    List<ProcessHandle> children = process.descendants().toList();
    String said = Files.readString(crew.resolve("arguments"));
    String mask = Files.readString(crew.resolve("mask"));
    String secret = Files.readString(crew.resolve("key"));
    String mode = permissions(crew.resolve("key"));
    Said removed = ask("remove", "");

    assertEquals(0, started.code(), started.err());
    assertEquals("", started.err());
    assertEquals(State.UP, started.seen().state());
    assertEquals(State.UP, seen.seen().state());
    assertEquals(1, seen.seen().workers());
    assertEquals("<2><--join><b:1><--key><" + crew.resolve("key") + ">", said);
    assertEquals("secret", secret);
    assertEquals("rw-------", mode);
    assertTrue(!mask.isBlank() && !mask.contains("77"), "its tasks have the user's own: " + mask);
    assertTrue(removed.seen().has("ended") && removed.seen().has("forced"), removed.toString());
    assertEquals("", removed.err());
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
    try (Stream<Path> left = Files.list(home)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aNumberThatAnotherProcessHasNowIsNotTakenForTheCrew() throws Exception {
    assertEquals(0, ask("start", "secret").code());
    ProcessHandle own = ProcessHandle.of(pid()).orElseThrow();
    List<ProcessHandle> all = own.descendants().toList();
    long self = ProcessHandle.current().pid();
    Path file = crew.resolve("pid");
    String kept = Files.readString(file);
    Files.writeString(file, kept.replaceFirst("[0-9]+", String.valueOf(self)));

    Said seen = ask("look", "");
    Files.writeString(file, kept);

    assertEquals(State.DEAD, seen.seen().state());
    assertEquals(State.UP, ask("look", "").seen().state());
    assertEquals(0, ask("remove", "").code());
    for (ProcessHandle child : all) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aCrewThatEndsWhileItStartsSaysWhy() throws Exception {
    worker("#!/bin/sh\necho 'worker: no broker at b:1 (refused).' >&2\necho '  advice' >&2\n");

    Said started = ask("start", "secret");

    assertEquals(69, started.code());
    assertEquals("no broker at b:1 (refused).", started.err());
    assertEquals(State.DEAD, ask("look", "").seen().state());
  }

  @Test
  void aCrewThatIsNeverReadyIsEndedAgain() throws Exception {
    worker("#!/bin/sh\necho 'worker  has no room' >&2\nexec sleep 300\n");

    Said started = ask("start", "secret");

    assertEquals(75, started.code());
    assertEquals("no worker was ready within 1 s: worker  has no room", started.err());
    assertEquals(State.DEAD, ask("look", "").seen().state());
  }

  @Test
  void aKeyThatBreaksOffStartsNothing() throws Exception {
    assertEquals(0, ask("start", "secret").code());
    long before = pid();

    // The key of a connection that ends too early: shorter than was said.
    Said cut = ask(100, "start", "secret");

    assertEquals(75, cut.code());
    assertEquals("the key broke off.", cut.err());
    assertEquals(before, pid(), "what runs stays");
  }
}
