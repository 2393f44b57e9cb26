package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.wire.door.Aside;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientDeathTest {
  private static final int ROUNDS = 5;

  /** In no round it takes longer. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** A client that borrows a worker, sends it a task that stamps a file for ever, and waits. */
  private static final String HOLDER =
      """
      import freeworker.*;
      import java.net.*;
      import java.io.*;
      import java.time.Duration;
      import java.util.HexFormat;

      public class Holder {
        public static void main(String[] args) {
          int port = Integer.parseInt(args[1]);
          byte[] token = HexFormat.of().parseHex(args[2]);
          String file = args[3];
          try (Engine engine = Engine.open(args[0]);
              BorrowedWorker worker = engine.borrow(Duration.ofSeconds(30))) {
            worker.run(() -> {
              try (var stamps = new DataOutputStream(new FileOutputStream(file))) {
                stamps.writeLong(System.nanoTime());
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var out = new DataOutputStream(socket.getOutputStream());
                out.write(token);
                out.writeLong(ProcessHandle.current().pid());
                for (long next = System.nanoTime(); true; next += 1_000_000) {
                  while (System.nanoTime() < next) {
                    Thread.onSpinWait();
                  }
                  stamps.writeLong(System.nanoTime());
                }
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

  private BrokerRun broker(Path folder, String... more) throws Exception {
    var all = new ArrayList<>(List.of(options()));
    all.addAll(List.of(more));
    return BrokerRun.start(folder, 1, all.toArray(String[]::new));
  }

  /** How soon that is, {@code bin/bench deaths} measures. */
  @Test
  void aWorkerIsLentAgainWhenTheClientThatHeldItIsKilled(@TempDir Path folder) throws Exception {
    compile(folder);
    try (BrokerRun broker = broker(folder);
        var meeting = new Meeting();
        Engine engine = broker.engine()) {
      for (int round = 0; round < ROUNDS; round++) {
        try (Program client = holder(folder, broker, meeting)) {
          Meeting.Guest held = meeting.await();
          // The bound is of a broker whose spare is ready.
          broker.awaitProcesses(2);
          CompletableFuture<BorrowedWorker> next = Aside.get(() -> engine.borrow(Program.LIMIT));
          client.process().destroyForcibly();

          try (BorrowedWorker mine = next.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            long[] began =
                mine.run(() -> new long[] {ProcessHandle.current().pid(), System.nanoTime()});
            assertNotEquals(
                held.pid(), began[0], "a task that loops for ever dies with its client");
            long last = lastStamp(folder);
            assertTrue(last <= began[1], "it ran " + (last - began[1]) + " ns beside the next");
          }
        }
      }
      assertEquals(0, broker.stop());
      List<String> rows = broker.rows(1);
      assertEquals(2L * ROUNDS, rows.stream().filter(row -> row.contains(",lent,")).count());
      assertEquals(ROUNDS, rows.stream().filter(row -> row.contains(",gone,")).count());
    }
  }

  @Test
  void aWorkerIsLentAgainWhenTheClientThatHeldItIsSilentForTooLong(@TempDir Path folder)
      throws Exception {
    compile(folder);
    try (BrokerRun broker = broker(folder, "--silence", "1");
        var meeting = new Meeting();
        Program client = holder(folder, broker, meeting)) {
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

  /** Clocks of the processes of one machine are one. */
  private static long lastStamp(Path folder) throws Exception {
    byte[] stamps = Files.readAllBytes(folder.resolve("stamps"));
    assertTrue(stamps.length >= Long.BYTES, "it stamped");
    int last = stamps.length / Long.BYTES - 1;
    return ByteBuffer.wrap(stamps).getLong(last * Long.BYTES);
  }

  /** The jar of a client program; never asked for by a task. */
  private static String client() {
    return Program.home().resolve("lib/freeworker-client.jar").toString();
  }

  private static void compile(Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("Holder.java"), HOLDER);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", client(), "-d", folder.toString(), source.toString());
    assertEquals(0, code);
  }

  private static Program holder(Path folder, BrokerRun broker, Meeting meeting) throws Exception {
    return Program.run(
        folder,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            client() + File.pathSeparator + folder,
            "Holder",
            "rmi://" + broker.address(),
            String.valueOf(meeting.port()),
            HexFormat.of().formatHex(meeting.token()),
            folder.resolve("stamps").toString()));
  }
}
