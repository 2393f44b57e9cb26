package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Grant;
import freeworker.wire.Welcome;
import freeworker.wire.door.Visit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose output goes to a pipe that nobody reads, while tasks print more than it holds. */
@Timeout(240)
class UnreadOutputTest {
  private static final int LINES = 20_000;
  private static final Task<Long> PID = () -> ProcessHandle.current().pid();

  /** Says more than a pipe and a program keep of what nobody reads; returns its process. */
  private static final Task<Long> TALK =
      () -> {
        for (int i = 0; i < LINES; i++) {
          System.out.println(i + " " + "x".repeat(100));
        }
        return ProcessHandle.current().pid();
      };

  private static final String LEFT_OUT = "(\\d+) more lines were left out while nobody read\\.";
  private static final Pattern NUMBER = Pattern.compile("worker 0 \\| (\\d+) x+");

  @TempDir private Path folder;

  /** A program with one output that is read line by line, and only when a test asks for it. */
  private static final class Unread implements AutoCloseable {
    private final Program program;
    private final BufferedReader lines;
    private final List<String> read = new ArrayList<>();

    /**
     * @param output 1 or 2
     */
    Unread(Path folder, int output, String name, String... arguments)
        throws IOException, InterruptedException {
      Path pipe = folder.resolve("output");
      assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
      List<String> command = new ArrayList<>();
      command.addAll(List.of("sh", "-c", "exec \"$@\" " + output + ">\"$0\"", pipe.toString()));
      command.add(Program.home().resolve("bin").resolve(name).toString());
      command.addAll(List.of(arguments));
      program = Program.run(folder, command);
      lines = Files.newBufferedReader(pipe);
    }

    /** Reads up to a line that holds the pattern. */
    Matcher awaitLine(String pattern) throws IOException {
      var wanted = Pattern.compile(pattern);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
        Matcher matcher = wanted.matcher(line);
        if (matcher.find()) {
          return matcher;
        }
      }
      throw new AssertionError("The output ended without " + pattern);
    }

    int stop() throws IOException, InterruptedException {
      program.signal("TERM");
      return program.awaitExit();
    }

    @Override
    public void close() throws IOException {
      program.close();
      lines.close();
    }
  }

  private Unread broker(int output, int workers, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(String.valueOf(workers), "--port", "0"));
    arguments.addAll(List.of("--limit", "output-lines=1000000"));
    arguments.addAll(List.of(options));
    return new Unread(folder, output, "broker", arguments.toArray(String[]::new));
  }

  private Path key() {
    return folder.resolve("home/keys/client.key");
  }

  private Engine engine(int port) {
    return Engine.open("rmi://localhost:" + port + "?key=" + key());
  }

  private static long talk(Engine engine) throws Exception {
    return engine.submit(TALK).get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Borrows a worker, and nothing is heard of this borrower again. */
  private void borrowAndFallSilent(int port) throws Exception {
    Broker stub = Visit.by(key(), "localhost", port, false).ask('B', Broker.class);
    byte[] card = new Card(Card.PROTOCOL, "silent").encode();
    long session = Welcome.decode(stub.enter(card)).session();
    long wait = Duration.ofSeconds(30).toNanos();
    assertTrue(Grant.decode(stub.findFreeWorker(session, wait, 1, true)).granted());
  }

  @Test
  void aBrokerWhoseOutputNobodyReadsLendsOnAndStops() throws Exception {
    try (Unread broker = broker(2, 2, "--silence", "3")) {
      int port = Integer.parseInt(broker.awaitLine("ready on localhost:(\\d+)").group(1));
      try (Engine engine = engine(port)) {
        talk(engine);

        borrowAndFallSilent(port);

        try (BorrowedWorker one = engine.borrow(Program.LIMIT);
            BorrowedWorker other = engine.borrow(Program.LIMIT)) {
          assertNotEquals(one.run(PID), other.run(PID), "the lease of who is silent expired");
        }
      }
      assertEquals(0, broker.stop());
    }
  }

  @ParameterizedTest(name = "--json: {0}")
  @ValueSource(booleans = {false, true})
  void aReaderThatComesBackLearnsHowManyLinesItMissed(boolean json) throws Exception {
    String[] options = json ? new String[] {"--json"} : new String[0];
    try (Unread broker = broker(json ? 1 : 2, 1, options)) {
      String ready = json ? "\"ready\",\"port\":(\\d+)" : "ready on localhost:(\\d+)";
      int port = Integer.parseInt(broker.awaitLine(ready).group(1));
      try (Engine engine = engine(port)) {
        talk(engine);

        broker.awaitLine(LEFT_OUT);

        engine.run(
            () -> {
              System.out.println("heard again");
              return 0;
            });
        broker.awaitLine("worker 0 \\| heard again");
      }
      assertEquals(0, broker.stop());
      broker.awaitLine(json ? "\"stopped\",\"tasks\":2," : "done\\. 2 tasks, 0 failed");
      assertEquals(LINES, inTheirOrder(broker.read));
      assertTrue(!json || broker.read.stream().allMatch(line -> line.matches("\\{.*}")));
    }
  }

  /** How many lines of the task were printed or said to be missing, where they are missing. */
  private static int inTheirOrder(List<String> lines) {
    var leftOut = Pattern.compile(LEFT_OUT);
    int next = 0;
    for (String line : lines) {
      Matcher number = NUMBER.matcher(line);
      Matcher missing = leftOut.matcher(line);
      if (number.find()) {
        assertEquals(next++, Integer.parseInt(number.group(1)));
      } else if (missing.find()) {
        next += Integer.parseInt(missing.group(1));
      }
    }
    return next;
  }

  @Test
  void aCrewWhoseOutputNobodyReadsReplacesItsWorkersAndStops() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    String lab = Enrolment.key(folder, "lab", "worker").toString();
    try (BrokerRun broker = BrokerRun.start(folder, 0, "--limit", "output-lines=1000000");
        Unread crew =
            new Unread(
                elsewhere, 2, "worker", "1", "--join", broker.address(), "--key", lab, "--relay")) {
      crew.awaitLine("worker 0 can be borrowed");
      try (Engine engine = broker.engine()) {
        long first = talk(engine);

        Program.signal("KILL", String.valueOf(first));
        broker.program().awaitLine("worker 0 died: .* was killed by signal 9");

        assertNotEquals(first, engine.run(PID));
      }
      assertEquals(0, crew.stop());
      assertEquals(0, broker.stop());
    }
  }
}
