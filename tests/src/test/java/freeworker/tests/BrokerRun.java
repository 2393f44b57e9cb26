package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.profiling.Audit;
import freeworker.profiling.BadProfile;
import freeworker.profiling.ProfileReader;
import freeworker.wire.Broker;
import freeworker.wire.Standing;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A broker on a free port, with a folder of its own. */
final class BrokerRun implements AutoCloseable {
  private final Path folder;
  private final Program program;
  private final int port;

  private BrokerRun(Path folder, Program program) throws InterruptedException {
    this.folder = folder;
    this.program = program;
    this.port = Integer.parseInt(program.awaitLine("ready on localhost:(\\d+)").group(1));
  }

  /** Starts a broker and waits until it is ready. */
  static BrokerRun start(Path folder, int workers, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(String.valueOf(workers), "--port", "0"));
    arguments.addAll(List.of(options));
    return ready(folder, Program.start(folder, "broker", arguments.toArray(String[]::new)));
  }

  /** Starts a broker in so much memory. */
  static BrokerRun withHeap(String heap, Path folder, int workers, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "JAVA_OPTS=-Xmx" + heap));
    command.add(Program.home().resolve("bin/broker").toString());
    command.addAll(List.of(String.valueOf(workers), "--port", "0"));
    command.addAll(List.of(options));
    return ready(folder, Program.run(folder, command));
  }

  private static BrokerRun ready(Path folder, Program program) throws InterruptedException {
    try {
      return new BrokerRun(folder, program);
    } catch (InterruptedException | RuntimeException | Error e) {
      program.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  String address() {
    return "localhost:" + port;
  }

  /** The address with which a program that does not share its home comes in. */
  String engineAddress() {
    return "rmi://localhost:" + port + "?key=" + key();
  }

  Path key() {
    return folder.resolve("home/keys/client.key");
  }

  Program program() {
    return program;
  }

  Engine engine() {
    return Engine.open(engineAddress());
  }

  /** What {@code broker ps} would print. */
  Standing standing() throws IOException {
    Broker broker = Visit.by(key(), "localhost", port, false).ask('B', Broker.class);
    return Answers.to(broker::standing);
  }

  /** The pids of its worker processes. */
  List<Long> workers() {
    return program
        .process()
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("WorkerMain"))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Waits until it has so many, a spare included, and their doors are open where that is told. */
  void awaitProcesses(int count) throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    long deadline = System.nanoTime() + Program.LIMIT.toNanos();
    List<Long> there = workers();
    while (there.size() != count || !listening(there)) {
      assertTrue(System.nanoTime() < deadline, "not " + count + " with an open door: " + there);
      var unused = never.await(20, TimeUnit.MILLISECONDS);
      there = workers();
    }
  }

  private static boolean listening(List<Long> pids) throws IOException {
    try {
      for (long pid : pids) {
        if (Sockets.told() && Sockets.listening(pid).isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      // One of them has just ended.
      return false;
    }
  }

  /** Stops it as Ctrl+C in another terminal would, and waits for its end. */
  int stop() throws IOException, InterruptedException {
    program.signal("TERM");
    return program.awaitExit();
  }

  /** The rows of its profile, without the header. */
  List<String> rows(int workers) throws IOException {
    try (Stream<String> lines = Files.lines(profile(workers))) {
      return lines.skip(1).toList();
    }
  }

  /** The lines on either output that hold the pattern. */
  List<String> said(String pattern) {
    var wanted = Pattern.compile(pattern);
    return Stream.concat(program.out().stream(), program.err().stream())
        .filter(line -> wanted.matcher(line).find())
        .toList();
  }

  /** Checks that nothing is in its profile that cannot have been. */
  void audit(int workers) throws IOException, BadProfile {
    var audit = new Audit();
    ProfileReader.read(profile(workers), false, audit);
    assertEquals(0, audit.count(), audit.violations()::toString);
  }

  private Path profile(int workers) {
    return folder.resolve("profiling").resolve("results_" + workers + ".csv");
  }

  @Override
  public void close() {
    program.close();
  }
}
