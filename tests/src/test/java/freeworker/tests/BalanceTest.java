package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Factorials behind a broker that chooses who computes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceTest {
  @TempDir private Path folder;
  private BrokerRun one;

  /** The broker of those who want no more than a worker. */
  @BeforeAll
  void start(@TempDir Path there) throws Exception {
    one = BrokerRun.start(there, 1);
  }

  @AfterAll
  void stop() {
    one.close();
  }

  private Program factorial(BrokerRun broker, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("factorial", "--broker", broker.address()));
    all.addAll(List.of("--key", broker.key().toString()));
    all.addAll(List.of(words));
    return Program.start(folder, "challenge", all.toArray(String[]::new));
  }

  /** Says numbers to a program that reads them from its standard input. */
  private static void say(Program program, String numbers) throws IOException {
    try (var input = program.process().getOutputStream()) {
      input.write(numbers.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String product(int n) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply)
        .toString();
  }

  @Test
  void aFactorialIsExact() throws Exception {
    try (Program twelve = factorial(one, "12");
        Program large = factorial(one, "20000")) {
      assertEquals(0, twelve.awaitExit(), twelve.err()::toString);
      assertEquals(0, large.awaitExit(), large.err()::toString);

      assertEquals(List.of("479001600"), twelve.out());
      assertEquals(List.of(product(20_000)), large.out());
    }
  }

  @Test
  void whereNoWorkerIsThatIsSaidAndNothingElse() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 0);
        Program client = factorial(broker, "5")) {
      assertEquals(69, client.awaitExit());

      assertEquals(List.of("Error: No workers available."), client.err());
      assertEquals(List.of(), client.out());
    }
  }

  @Test
  void aWorkerThatComesWhileItRunsIsUsed() throws Exception {
    Path lab = Enrolment.key(folder, "lab", "worker");
    try (BrokerRun broker = BrokerRun.start(folder, 0);
        Program client = factorial(broker, "--patience", "60", "5");
        Program crew = Enrolment.bring(folder, 1, broker.address(), lab)) {
      assertEquals(0, client.awaitExit(), client.err()::toString);

      assertEquals(List.of("120"), client.out());
      crew.signal("TERM");
      assertEquals(0, crew.awaitExit());
    }
  }

  @Test
  void aListIsSpreadOverTheWorkersByTheBrokersStrategy() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 3, "--strategy", "round-robin");
        Program client = factorial(broker, "--json")) {
      say(
          client,
          IntStream.rangeClosed(1, 12).mapToObj(n -> n + "\n").collect(Collectors.joining()));
      assertEquals(0, client.awaitExit(), client.err()::toString);

      List<String> expected = new ArrayList<>();
      for (int n = 1; n <= 12; n++) {
        expected.add(
            "{\"n\":%d,\"result\":\"%s\",\"worker\":%d,\"client\":1}"
                .formatted(n, product(n), (n - 1) % 3));
      }
      expected.add("{\"tasks\":12,\"workers\":{\"0\":4,\"1\":4,\"2\":4}}");
      assertEquals(expected, client.out());
    }
  }

  @Test
  void severalClientsSeeTheBalance() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2, "--strategy", "least-used");
        Program client = factorial(broker, "--clients", "4", "3000")) {
      assertEquals(0, client.awaitExit(), client.err()::toString);

      String expected = product(3_000);
      assertEquals(List.of(expected, expected, expected, expected), client.out());
      // How many each did depends on who is free when: only among those a strategy chooses.
      List<String> balance = client.err();
      assertEquals(2, balance.size(), balance::toString);
      int tasks = 0;
      for (int worker = 0; worker < 2; worker++) {
        String line = balance.get(worker);
        assertTrue(line.matches("worker " + worker + "  [1-3] tasks?"), line);
        tasks += Integer.parseInt(line.split(" +")[2]);
      }
      assertEquals(4, tasks);
    }
  }

  @Test
  void aWorkerThatDiesIsBypassed() throws Exception {
    int count = 12;
    try (BrokerRun broker = BrokerRun.start(folder, 2, "--strategy", "round-robin");
        Program client = factorial(broker)) {
      String first = product(20_000);
      say(client, "20000\n".repeat(count));
      client.awaitLine("^" + first.substring(0, 50));
      Program.signal("KILL", String.valueOf(broker.standing().workers()[1].pid()));
      assertEquals(0, client.awaitExit(), client.err()::toString);

      assertEquals(IntStream.range(0, count).mapToObj(i -> first).toList(), client.out());
      assertTrue(
          client.err().stream().allMatch(line -> line.endsWith("Running it again.")),
          client.err()::toString);
    }
  }

  @Test
  void theClientMeetsTheBrokersPortAlone() throws Exception {
    try (Program client = factorial(one, "250000")) {
      boolean seen = false;
      while (!seen && client.process().isAlive()) {
        seen = relays(one);
      }

      assertTrue(seen, "no relay to worker 0 was ever there");
    }
  }

  private static boolean relays(BrokerRun broker) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(broker.program().pid()), "Thread.print")
            .redirectErrorStream(true)
            .start();
    String threads = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return threads.contains("\"relay of client client to worker 0");
  }

  /** With a terminal of its own, which the program of util-linux makes. */
  @Test
  void onATerminalItAsksForTheNumber() throws Exception {
    String challenge = Program.home().resolve("bin/challenge").toString();
    String command = challenge + " factorial --broker " + one.address() + " --key " + one.key();
    try (Program terminal = Program.run(folder, List.of("script", "-qec", command, "/dev/null"))) {
      var input = terminal.process().getOutputStream();
      input.write("12\n".getBytes(StandardCharsets.US_ASCII));
      input.flush();
      assertEquals(0, terminal.awaitExit(), terminal.out()::toString);

      String said = String.join("\n", terminal.out());
      assertTrue(said.contains("Factorial of which number? "), said);
      assertTrue(said.endsWith("479001600"), said);
    }
  }
}
