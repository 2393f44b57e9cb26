package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees who asks for what cannot be. */
class BadInputTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"two", "-1", "1025", "2.5", "99999999999", ""})
  void theBrokerWantsANumberOfWorkers(String workers) throws Exception {
    try (Program broker = Program.start(folder, "broker", workers)) {
      assertEquals(2, broker.awaitExit());
      assertEquals(
          "broker: WORKERS must be a whole number from 0 to 1024 (limit workers = 1024), not '"
              + workers
              + "'.",
          broker.err().get(0));
      assertEquals(2, broker.err().size(), "one line of what, one of what to do");
      assertTrue(broker.out().isEmpty(), "nothing was a result");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "31m", "lots", "1.5g", "9999999g", ""})
  void theBrokerWantsAnAmountOfMemoryForItsWorkers(String size) throws Exception {
    try (Program broker = Program.start(folder, "broker", "1", "--worker-memory", size)) {
      assertEquals(2, broker.awaitExit());
      assertEquals(1, broker.err().size(), broker.err()::toString);
      assertTrue(
          broker.err().get(0).startsWith("broker: --worker-memory must be from 32m to the "),
          broker.err()::toString);
    }
  }

  @Test
  void theBrokerRefusesMoreWorkersThanMemoryHolds() throws Exception {
    try (Program broker =
        Program.run(
            folder,
            java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfreeworker.memory=100",
                "-cp",
                Program.home().resolve("lib/freeworker-broker.jar").toString(),
                "freeworker.broker.BrokerMain",
                "2"))) {
      assertEquals(69, broker.awaitExit());
      assertEquals(
          "broker: 2 workers x 60 MB = 120 MB, but only 100 MB of memory are free.",
          broker.err().get(0));
    }
  }

  @Test
  void aSecondBrokerOnAPortNamesTheFirst() throws Exception {
    try (BrokerRun first = BrokerRun.start(folder, 0);
        Program second =
            Program.start(folder, "broker", "1", "--port", String.valueOf(first.port()))) {
      assertEquals(69, second.awaitExit());
      String pid = String.valueOf(first.program().pid());
      assertEquals(
          "broker: port " + first.port() + " is already in use by process " + pid + " (broker 0",
          second.err().get(0).replaceFirst(", since.*", ""));
    }
  }

  @Test
  void aPortThatAnotherProgramHasIsTaken() throws Exception {
    try (var other = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Program broker =
            Program.start(folder, "broker", "1", "--port", String.valueOf(other.getLocalPort()))) {
      assertEquals(69, broker.awaitExit());
      assertTrue(broker.err().get(0).contains("already in use"), broker.err().get(0));
    }
  }

  @Test
  void aSecondBrokerOnAProfileNamesTheFirst() throws Exception {
    try (BrokerRun first = BrokerRun.start(folder, 0);
        Program second = Program.start(folder, "broker", "0", "--port", "0")) {
      assertEquals(69, second.awaitExit());
      String line = second.err().get(0);
      assertTrue(line.contains("results_0.csv"), line);
      assertTrue(line.contains(String.valueOf(first.program().pid())), line);
    }
  }

  @Test
  void anUnwritableProfileFolderIsNamed() throws Exception {
    Files.writeString(folder.resolve("profiling"), "a file, where a folder should be");
    try (Program broker = Program.start(folder, "broker", "0", "--port", "0")) {
      assertEquals(1, broker.awaitExit());
      assertTrue(broker.err().get(0).contains("profiling"), broker.err().get(0));
    }
  }

  @Test
  void psSaysWhenNoBrokerIsThere() throws Exception {
    int free;
    try (var server = new java.net.ServerSocket(0)) {
      free = server.getLocalPort();
    }
    try (Program ps = Program.start(folder, "broker", "ps", "--port", String.valueOf(free))) {
      assertEquals(69, ps.awaitExit());
      assertEquals(
          "broker: no broker at localhost:" + free + " (connection refused).", ps.err().get(0));
    }
  }
}
