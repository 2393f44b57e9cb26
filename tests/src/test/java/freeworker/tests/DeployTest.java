package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are deployed over a real OpenSSH server; its hosts are homes of this machine. */
@Tag("outer")
@Timeout(300)
class DeployTest {
  private static final String JAVA = System.getProperty("java.home");

  /** What deploy needs of a host, Java aside. */
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cksum",
          "date",
          "dd",
          "dirname",
          "find",
          "grep",
          "head",
          "ln",
          "mkdir",
          "mv",
          "nohup",
          "printf",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "setsid",
          "sh",
          "sleep",
          "sort",
          "tail",
          "tar",
          "tr",
          "wc");

  @TempDir private Path folder;
  private Sshd sshd;
  private BrokerRun broker;

  @BeforeEach
  void start() throws Exception {
    sshd = Sshd.start(folder);
    broker = BrokerRun.start(folder, 0);
  }

  @AfterEach
  void stop() throws Exception {
    sshd.close();
    broker.close();
  }

  private record Ended(int code, String out, String err) {
    String line(String host) {
      return out.lines().filter(line -> line.startsWith(host + " ")).findFirst().orElseThrow();
    }
  }

  private Path hosts(String... lines) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("* broker=" + broker.address());
    all.addAll(List.of(lines));
    return Files.write(folder.resolve("lab.hosts"), all);
  }

  private static String java() {
    return " java=\"" + JAVA + "\"";
  }

  private Ended deploy(String command, Path hosts, String... options) throws Exception {
    return deploy(Program.home(), command, hosts, options);
  }

  private Ended deploy(Path home, String command, Path hosts, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of(home.resolve("bin/deploy").toString(), command));
    words.addAll(List.of(hosts.toString(), "-F", sshd.config().toString()));
    words.addAll(List.of(options));
    try (Program program = Program.run(folder, words)) {
      int code = program.awaitExit();
      return new Ended(code, String.join("\n", program.out()), String.join("\n", program.err()));
    }
  }

  private static void assertCode(int code, Ended ended) {
    assertEquals(code, ended.code(), ended.out() + "\n" + ended.err());
  }

  private static List<ProcessHandle> crew(long pid) {
    ProcessHandle supervisor = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(supervisor), supervisor.descendants()).toList();
  }

  @Test
  void workersOfTwoHostsAreBorrowedOutliveTheConnectionAndGoWithoutATrace() throws Exception {
    Path first = sshd.host("first", Map.of());
    Path second = sshd.host("second", Map.of());
    Path hosts =
        hosts("first workers=2" + java(), "second workers=1 folder=\"two words\"" + java());

    Ended up = deploy("up", hosts);

    assertCode(0, up);
    assertTrue(up.line("first").matches("first +up +2/2 .*started"), up.out());
    assertTrue(up.line("second").matches("second +up +1/1 .*started"), up.out());
    // The server's side of a connection ends a moment after it was closed.
    Program.awaitEnd(sshd.connections());
    assertEquals(List.of(), sshd.connections(), "no connection is left");
    assertEquals(3, broker.standing().workers().length);
    List<Path> files = sshd.pidFiles();
    List<ProcessHandle> processes = new ArrayList<>();
    for (Path file : files) {
      processes.addAll(crew(Sshd.pid(file)));
    }
    long ran;
    try (Engine engine = broker.engine()) {
      ran = engine.run(() -> ProcessHandle.current().pid());
      assertEquals("null", engine.run(() -> String.valueOf(System.getenv("LC_ALL"))));
      assertEquals(permissions(folder), engine.run(() -> permissions(Path.of(""))));
    }
    assertTrue(processes.stream().anyMatch(process -> process.pid() == ran), "it ran there");
    Path secret = first.resolve(".freeworker/deploy/crews/first/key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
    assertTrue(Files.isDirectory(second.resolve("two words/crews/second")));

    List<Long> before = pids(files);
    Ended again = deploy("up", hosts);
    assertCode(0, again);
    assertTrue(again.line("first").endsWith("as it was"), again.out());
    assertTrue(again.line("second").endsWith("as it was"), again.out());
    assertEquals(before, pids(files), "nothing was started");

    Ended down = deploy("down", hosts);
    assertCode(0, down);
    assertTrue(down.line("first").endsWith("down   ended and removed"), down.out());
    Program.awaitEnd(processes);
    for (Path home : List.of(first, second)) {
      try (Stream<Path> left = Files.list(home)) {
        assertEquals(List.of(), left.toList());
      }
    }
    Ended nothing = deploy("down", hosts);
    assertCode(0, nothing);
    assertTrue(nothing.line("second").endsWith("nothing was there"), nothing.out());
  }

  /** Those of a new file in a folder: what the umask leaves. */
  private static String permissions(Path folder) throws IOException {
    Path file = Files.createFile(folder.toAbsolutePath().resolve("permissions"));
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<Long> pids(List<Path> files) throws IOException {
    List<Long> pids = new ArrayList<>();
    for (Path file : files) {
      pids.add(Sshd.pid(file));
    }
    return pids;
  }

  @Test
  void aCrewThatIsKilledIsSeenByStatusAndMendedByUp() throws Exception {
    Path home = sshd.host("lab", Map.of());
    Path hosts = hosts("lab workers=1" + java());
    assertCode(0, deploy("up", hosts));
    Path file = home.resolve(".freeworker/deploy/crews/lab/pid");
    long killed = Sshd.pid(file);
    List<ProcessHandle> theirs = crew(killed);

    Ended well = deploy("status", hosts);
    Program.signal("KILL", String.valueOf(killed));
    Program.awaitEnd(theirs);
    Ended dead = deploy("status", hosts);
    Ended json = deploy("status", hosts, "--json");
    Ended up = deploy("up", hosts);

    assertCode(0, well);
    assertTrue(well.line("lab").matches("lab +up +1/1 +\\d+s +localhost:\\d+ +[0-9a-f]{8}"));
    assertCode(1, dead);
    assertTrue(dead.line("lab").contains("dead   0/1"), dead.out());
    assertTrue(dead.line("lab").contains("it said last: worker 0 can be borrowed"), dead.out());
    assertTrue(json.out().startsWith("{\"host\":\"lab\",\"state\":\"dead\","), json.out());
    assertCode(0, up);
    assertTrue(up.line("lab").contains("started again; it had ended"), up.out());
    assertNotEquals(killed, Sshd.pid(file));
    assertCode(0, deploy("down", hosts));
  }

  @Test
  void hostsThatFailHaveALineEachAndTheOthersGoOn() throws Exception {
    Path tools = tools("tools");
    Path old = tools("old");
    script(old.resolve("java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    sshd.host("good", Map.of());
    sshd.host("javaless", Map.of("PATH", tools.toString()));
    sshd.host("old", Map.of("PATH", old.toString()));
    sshd.stranger("stranger");
    sshd.alias("closed", Sshd.freePort());
    Path hosts =
        hosts(
            "closed",
            "stranger",
            "javaless",
            "old",
            "unknown.invalid broker=10.0.0.5",
            "good workers=1" + java());
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      sshd.alias("silent", silent.getLocalPort());
      Files.writeString(hosts, Files.readString(hosts) + "silent\n");

      Ended up = deploy("up", hosts, "--retries", "0", "--patience", "20");

      assertCode(1, up);
      assertEquals(8, up.out().lines().count(), up.out());
      says(up, "closed", "failed", "Connection refused");
      says(up, "stranger", "failed", "Permission denied (publickey");
      says(up, "javaless", "failed", "Java 17 or later is missing.");
      says(up, "old", "failed", "Found only: " + old + "/java is Java 11.");
      says(up, "unknown.invalid", "failed", "Could not resolve hostname");
      says(up, "silent", "failed", "timed out");
      says(up, "good", "up", "started");
      assertTrue(up.err().contains("  javaless, old: Install one there, or say"), up.err());
      assertFalse(up.err().contains("Exception"), up.err());
    }
    assertCode(0, deploy("down", hosts("good")));
  }

  private static void says(Ended ended, String host, String state, String words) {
    String line = ended.line(host);
    assertTrue(line.matches(host + " +" + state + " .*") && line.contains(words), line);
  }

  private Path tools(String name) throws IOException {
    Path tools = Files.createDirectory(folder.resolve(name));
    for (String tool : TOOLS) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(parent -> Path.of(parent, tool))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      script(tools.resolve(tool), "exec " + real + " \"$@\"");
    }
    return tools;
  }

  private static void script(Path file, String body) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  @Test
  void aCopyThatBreaksOffIsMadeAgainAndNeedsNoMoreThanUsualTools() throws Exception {
    Path tools = tools("tools");
    script(
        tools.resolve("tar"),
        "[ ! -f \"$HOME/broke\" ] || exec /bin/tar \"$@\"\n"
            + ": >\"$HOME/broke\"\n"
            + "head -c 512 >/dev/null\n"
            + "kill -KILL $PPID");
    Path home = sshd.host("lab", Map.of("PATH", tools.toString()));
    Path hosts = hosts("lab workers=1" + java());

    Ended up = deploy("up", hosts);

    assertCode(0, up);
    assertTrue(up.err().contains("lab: again soon"), up.err());
    assertTrue(Files.exists(home.resolve("broke")));
    assertTrue(up.line("lab").endsWith("started"), up.out());
    assertCode(0, deploy("down", hosts));
    try (Stream<Path> left = Files.list(home)) {
      assertEquals(List.of(home.resolve("broke")), left.toList());
    }
  }

  @Test
  void aCopyThatArrivesDamagedIsMadeAgain() throws Exception {
    Path tools = tools("tools");
    script(
        tools.resolve("tar"),
        "/bin/tar \"$@\"\n"
            + "[ -f \"$HOME/broke\" ] || echo x >>lib/freeworker-api.jar\n"
            + ": >\"$HOME/broke\"");
    sshd.host("lab", Map.of("PATH", tools.toString()));
    Path hosts = hosts("lab workers=1" + java());

    Ended up = deploy("up", hosts);

    assertCode(0, up);
    assertTrue(up.err().contains("again soon: the copy is not what was sent."), up.err());
    assertCode(0, deploy("down", hosts));
  }

  @Test
  void aNewBuildReplacesTheOldOneAndDamagedFilesAreMended() throws Exception {
    Path home = sshd.host("lab", Map.of());
    Path hosts = hosts("lab workers=1" + java());
    assertCode(0, deploy("up", hosts));
    Path file = home.resolve(".freeworker/deploy/crews/lab/pid");
    List<ProcessHandle> before = crew(Sshd.pid(file));
    Path another = folder.resolve("another");
    for (String part : List.of("bin", "lib")) {
      try (Stream<Path> files = Files.walk(Program.home().resolve(part))) {
        for (Path from : files.toList()) {
          Path to = another.resolve(Program.home().relativize(from).toString());
          Files.createDirectories(to.getParent());
          Files.copy(from, to);
        }
      }
    }
    Files.writeString(another.resolve("lib/news.txt"), "a new build");

    Ended status = deploy(another, "status", hosts);
    Ended up = deploy(another, "up", hosts);

    assertCode(0, status);
    assertTrue(status.line("lab").endsWith("another build than the one here"), status.out());
    assertCode(0, up);
    assertTrue(up.line("lab").contains("replaced; it was build"), up.out());
    Program.awaitEnd(before);
    long after = Sshd.pid(file);
    List<Path> builds = builds(home);
    assertEquals(1, builds.size(), "the old build is gone: " + builds);
    broker.program().awaitLine("the crew of lab .worker. is gone: .* It had worker 0");
    assertEquals(1, broker.standing().workers().length);

    Files.delete(builds.get(0).resolve("lib/news.txt"));
    Ended mended = deploy(another, "up", hosts);
    assertCode(0, mended);
    assertTrue(mended.line("lab").endsWith("damaged files replaced"), mended.out());
    assertTrue(Files.exists(builds.get(0).resolve("lib/news.txt")));
    assertEquals(after, Sshd.pid(file));

    Ended more = deploy(another, "up", hosts("lab workers=2" + java()));
    assertCode(0, more);
    assertTrue(more.line("lab").contains("up     2/2"), more.out());
    assertTrue(more.line("lab").endsWith("it was wanted otherwise before"), more.out());
    assertCode(0, deploy("down", hosts));
  }

  private static List<Path> builds(Path home) throws IOException {
    try (Stream<Path> all = Files.list(home.resolve(".freeworker/deploy"))) {
      return all.filter(path -> !path.endsWith("crews")).toList();
    }
  }

  @Test
  void aCrewThatDoesNotStopIsEndedByForce() throws Exception {
    Path home = sshd.host("lab", Map.of());
    Path hosts = hosts("lab workers=1" + java());
    assertCode(0, deploy("up", hosts));
    long pid = Sshd.pid(home.resolve(".freeworker/deploy/crews/lab/pid"));
    List<ProcessHandle> theirs = crew(pid);
    Program.signal("STOP", String.valueOf(pid));

    Ended down = deploy("down", hosts, "--patience", "1");

    assertCode(0, down);
    assertTrue(down.line("lab").endsWith("ended by force, and removed"), down.out());
    Program.awaitEnd(theirs);
  }

  @Test
  void workersThatTheBrokerDoesNotTakeFailWithItsWordsAndStayOfNoOtherBroker() throws Exception {
    sshd.host("lab", Map.of());
    Path away = Files.write(folder.resolve("away.hosts"), List.of("lab workers=1" + java()));

    Ended failed = deploy("up", away, "--broker", "localhost:" + Sshd.freePort(), "--retries", "0");
    Ended status = deploy("status", away);

    assertCode(1, failed);
    assertTrue(failed.line("lab").contains("no broker at localhost:"), failed.out());
    assertCode(1, status);
    assertTrue(status.line("lab").contains("dead"), status.out());

    Path hosts = hosts("lab workers=1" + java());
    assertCode(0, deploy("up", hosts));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (BrokerRun another = BrokerRun.start(elsewhere, 0)) {
      Ended refused =
          deploy(
              "up",
              away,
              "--broker",
              another.address(),
              "--key",
              elsewhere.resolve("home/keys/worker.key").toString());
      assertCode(1, refused);
      assertTrue(
          refused.line("lab").contains("workers of another broker, " + broker.address()),
          refused.out());
    }
    assertCode(0, deploy("down", hosts));
  }

  @Test
  void whileTheBrokerIsAwayACrewWaitsAndComesBackWithIt() throws Exception {
    Path home = sshd.host("lab", Map.of());
    Path hosts = hosts("lab workers=1" + java());
    assertCode(0, deploy("up", hosts));
    long pid = Sshd.pid(home.resolve(".freeworker/deploy/crews/lab/pid"));
    List<ProcessHandle> workers = ProcessHandle.of(pid).orElseThrow().descendants().toList();

    assertEquals(0, broker.stop());
    Program.awaitEnd(workers);
    Ended waiting = deploy("status", hosts);

    assertCode(1, waiting);
    assertTrue(waiting.line("lab").contains("waiting  0/1"), waiting.out());
    String port = String.valueOf(broker.port());
    try (Program back = Program.start(folder, "broker", "0", "--port", port)) {
      back.awaitLine("lab .worker. brings worker 0");
      Ended down = deploy("down", hosts);
      assertCode(0, down);
      back.awaitLine("the crew of lab .worker. is gone");
    }
  }

  @Test
  void anInterruptEndsADeployAtOnceWithAllItsConnections() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      sshd.alias("silent", silent.getLocalPort());
      List<String> words =
          List.of(
              Program.home().resolve("bin/deploy").toString(),
              "down",
              hosts("silent").toString(),
              "-F",
              sshd.config().toString());
      try (Program deploy = Program.run(folder, Program.interruptible(words))) {
        deploy.awaitLine("silent: stopping");
        silent.accept().close();
        deploy.awaitLine("silent: again soon");
        silent.accept();
        List<ProcessHandle> theirs = deploy.process().descendants().toList();

        deploy.signal("INT");

        assertEquals(130, deploy.awaitExit(Program.ORPHANED), deploy.err()::toString);
        assertTrue(
            deploy.err().stream().anyMatch(line -> line.startsWith("deploy: interrupted;")),
            deploy.err()::toString);
        Program.awaitEnd(theirs);
      }
    }
  }

  @Test
  void behindAJumpHostLocalhostIsAnotherMachineAndATunnelIsSaidToBeOne() throws Exception {
    sshd.host("jump", Map.of());
    sshd.host("far", Map.of());
    sshd.jump("far", "jump");
    Ended refused = deploy("up", hosts("far workers=1" + java()));
    Path hosts = hosts("far workers=1 relay tls" + java());

    Ended up = deploy("up", hosts);

    assertCode(1, refused);
    assertTrue(
        refused.line("far").contains("the broker cannot be at " + broker.address()), refused.out());
    assertCode(0, up);
    try (Engine engine = Engine.open(broker.engineAddress() + "&relay&tls=true")) {
      assertEquals(9, engine.run(() -> 3 * 3));
    }
    assertCode(0, deploy("down", hosts));
  }
}
