package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import freeworker.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientDeathTest {
  /** A client that borrows a worker, sends it a task that never ends, and waits. */
  private static final String HOLDER =
      """
      import freeworker.*;
      import java.net.*;
      import java.io.*;
      import java.time.Duration;

      public class Holder {
        public static void main(String[] args) {
          int port = Integer.parseInt(args[1]);
          try (Engine engine = Engine.open(args[0]);
              BorrowedWorker worker = engine.borrow(Duration.ofSeconds(30))) {
            worker.run(() -> {
              var socket = new Socket(InetAddress.getLoopbackAddress(), port);
              new DataOutputStream(socket.getOutputStream()).writeLong(ProcessHandle.current().pid());
              while (true) {
                Thread.onSpinWait();
              }
            });
          }
        }
      }
      """;

  /** Those of the broker. */
  String[] options() {
    return new String[0];
  }

  @Test
  void aWorkerIsLentAgainWhenTheClientThatHeldItIsKilled(@TempDir Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("Holder.java"), HOLDER);
    try (BrokerRun broker = BrokerRun.start(folder, 1, options());
        var meeting = new Meeting();
        Program client = holder(folder, source, broker, meeting)) {
      Meeting.Guest held = meeting.await();

      client.process().destroyForcibly();

      try (Engine engine = broker.engine()) {
        CompletableFuture<Long> next = engine.submit(() -> ProcessHandle.current().pid());
        assertNotEquals(
            held.pid(),
            next.get(30, TimeUnit.SECONDS),
            "a task that loops for ever dies with its client");
      }
      assertEquals(0, broker.stop());
      List<String> rows = broker.rows(1);
      assertEquals(1, rows.stream().filter(row -> row.contains(",lent,")).count());
      assertEquals(1, rows.stream().filter(row -> row.contains(",gone,")).count());
    }
  }

  @Test
  @Tag("outer")
  void aWorkerIsLentAgainWhenTheClientThatHeldItIsSilentForTooLong(@TempDir Path folder)
      throws Exception {
    Path source = Files.writeString(folder.resolve("Holder.java"), HOLDER);
    try (BrokerRun broker = BrokerRun.start(folder, 1, options());
        var meeting = new Meeting();
        Program client = holder(folder, source, broker, meeting)) {
      Meeting.Guest held = meeting.await();

      client.signal("STOP");

      try (Engine engine = broker.engine()) {
        CompletableFuture<Long> next = engine.submit(() -> ProcessHandle.current().pid());
        assertNotEquals(held.pid(), next.get(30, TimeUnit.SECONDS));
      }
      client.signal("CONT");
      assertEquals(1, client.awaitExit(), "it learns that its worker is lost");
      assertEquals(0, broker.stop());
      assertEquals(1, broker.rows(1).stream().filter(row -> row.contains(",expired,")).count());
    }
  }

  private static Program holder(Path folder, Path source, BrokerRun broker, Meeting meeting)
      throws Exception {
    return Program.run(
        folder,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Program.home().resolve("lib/freeworker-client.jar").toString(),
            source.toString(),
            "rmi://" + broker.address(),
            String.valueOf(meeting.port())));
  }
}
