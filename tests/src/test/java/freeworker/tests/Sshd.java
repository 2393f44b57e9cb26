package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A real OpenSSH server on a loopback port, with keys and configuration of its own. Each alias of
 * it is a host with a home of its own; needs Debian's openssh-server.
 */
final class Sshd implements AutoCloseable {
  private static final String PROGRAM = "/usr/sbin/sshd";

  private final Path folder;
  private final Program program;
  private final int port;

  private Sshd(Path folder, Program program, int port) {
    this.folder = folder;
    this.program = program;
    this.port = port;
  }

  static Sshd start(Path parent) throws Exception {
    Path folder = Files.createDirectory(parent.resolve("ssh"));
    if (System.getProperty("user.name").equals("root")) {
      // Where a server that root starts locks itself in; made at the start of the system elsewhere.
      Files.createDirectories(Path.of("/run/sshd"));
    }
    keygen(folder, "host");
    int port = freePort();
    Files.writeString(
        folder.resolve("sshd_config"),
        String.join(
            "\n",
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + folder.resolve("host"),
            "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
            "PermitUserEnvironment yes",
            "StrictModes no",
            "PidFile none",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            ""));
    Files.createFile(folder.resolve("authorized_keys"));
    Files.createFile(folder.resolve("ssh_config"));
    Program program =
        Program.run(
            folder, List.of(PROGRAM, "-D", "-e", "-f", folder.resolve("sshd_config").toString()));
    var sshd = new Sshd(folder, program, port);
    try {
      program.awaitLine("Server listening on");
    } catch (InterruptedException | RuntimeException | Error e) {
      program.close();
      throw e;
    }
    return sshd;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void keygen(Path folder, String name) throws Exception {
    Process process =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keygen.log").toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> "ssh-keygen failed in " + folder);
  }

  /** Adds a host that has a home of its own, and lets its key in; answers that home. */
  Path host(String alias, Map<String, String> environment) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home of " + alias));
    keygen(folder, alias);
    var settings = new StringBuilder();
    var all = new TreeMap<>(environment);
    all.put("HOME", home.toString());
    all.forEach(
        (name, value) ->
            settings.append("environment=\"").append(name + "=" + value).append("\","));
    append("authorized_keys", settings + "restrict,port-forwarding " + read(alias + ".pub"));
    alias(alias, port);
    return home;
  }

  /** Adds a host whose key is not let in. */
  void stranger(String alias) throws Exception {
    keygen(folder, alias);
    alias(alias, port);
  }

  /** Adds a host at any port, which has the key of its own name if there is one. */
  void alias(String alias, int at) throws IOException {
    append(
        "ssh_config",
        String.join(
            "\n",
            "Host " + alias,
            "  HostName 127.0.0.1",
            "  Port " + at,
            "  IdentityFile \"" + folder.resolve(alias) + "\"",
            "  IdentitiesOnly yes",
            "  IdentityAgent none",
            "  UserKnownHostsFile \"" + folder.resolve("known_hosts") + "\"",
            "  StrictHostKeyChecking accept-new",
            ""));
  }

  /** Has a host be reached by way of another one. */
  void jump(String alias, String over) throws IOException {
    Path config = config();
    String before = Files.readString(config);
    String command = "ssh -F \"" + config + "\" -W %h:%p " + over;
    Files.writeString(config, "Host " + alias + "\n  ProxyCommand " + command + "\n" + before);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  /** The configuration by which a client comes to these hosts. */
  Path config() {
    return folder.resolve("ssh_config");
  }

  /** The connections that are open. */
  List<ProcessHandle> connections() {
    return program.process().descendants().filter(ProcessHandle::isAlive).toList();
  }

  /** What the processes of a crew are started from, in the order of their names. */
  List<Path> pidFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.endsWith("pid") && Files.isRegularFile(file))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }

  static long pid(Path file) throws IOException {
    return Long.parseLong(Files.readAllLines(file).get(0).split(" ")[0]);
  }

  /** Ends the server, and crews that a failed test has left on its hosts. */
  @Override
  public void close() throws IOException {
    program.close();
    for (Path file : pidFiles()) {
      ProcessHandle.of(pid(file))
          .filter(left -> left.info().commandLine().orElse("").contains(folder.toString()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
