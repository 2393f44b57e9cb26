package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.Engine;
import freeworker.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine that can only dial out: a network of its own, joined to ours by one cable. */
@Tag("outer") // needs root and iproute2
@Timeout(180)
class NatTest {
  private static final String HERE = "10.213.7.1";
  private static final String THERE = "10.213.7.2";

  private final String name = "freeworker-" + ProcessHandle.current().pid();
  private final String cable = "fw" + ProcessHandle.current().pid();

  @TempDir private Path folder;

  @BeforeEach
  void lay() throws Exception {
    ip("netns", "add", name);
    ip("link", "add", cable, "type", "veth", "peer", "name", "out", "netns", name);
    ip("addr", "add", HERE + "/30", "dev", cable);
    ip("link", "set", cable, "up");
    ip("-n", name, "addr", "add", THERE + "/30", "dev", "out");
    ip("-n", name, "link", "set", "out", "up");
    ip("-n", name, "link", "set", "lo", "up");
  }

  @AfterEach
  void clear() throws Exception {
    ip("link", "del", cable);
    ip("netns", "del", name);
  }

  private static void ip(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> command + ": " + said);
  }

  private Program bring(String broker, Path key, String... options) throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                name,
                Program.home().resolve("bin/worker").toString(),
                "1",
                "--join",
                broker,
                "--key",
                key.toString()));
    command.addAll(List.of(options));
    return Program.run(elsewhere, command);
  }

  @Test
  void aWorkerThatCanOnlyDialOutIsBorrowedByRelay() throws Exception {
    Path lab = Enrolment.key(folder, "lab", "worker");
    Path key = folder.resolve("home/keys/client.key");
    try (Program broker =
        Program.start(folder, "broker", "0", "--port", "0", "--listen", HERE, "--verbose")) {
      String port = broker.awaitLine("ready on " + HERE + ":(\\d+)").group(1);
      try (Program crew = bring(HERE + ":" + port, lab, "--relay")) {
        crew.awaitLine("worker 0 can be borrowed");
        try (Engine engine = Engine.open("rmi://" + HERE + ":" + port + "?key=" + key)) {
          byte[] much = new byte[8 << 20];
          Task<Integer> task = () -> much.length;
          assertEquals(much.length, engine.run(task));

          int door = engine.run(NatTest::door);
          try (var socket = new Socket()) {
            assertThrows(
                IOException.class,
                () -> socket.connect(new InetSocketAddress(THERE, door), 2_000),
                "nobody here can dial port " + door + " there");
          }
        }
      }
    }
  }

  /** The port at which this process listens. */
  private static int door() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/net/tcp6"))) {
      String[] words = line.strip().split("\\s+");
      if (words[3].equals("0A")) {
        return Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16);
      }
    }
    throw new IOException("no port is open here");
  }
}
