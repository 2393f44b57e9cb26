package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that another machine brings; here it is another home of the same one. */
class JoinTest {
  @TempDir private Path folder;

  private Path key(String name, String role) throws Exception {
    return Enrolment.key(folder, name, role);
  }

  private Program bring(int workers, String place, Path key, String... options) throws Exception {
    return Enrolment.bring(folder, workers, place, key, options);
  }

  private static List<ProcessHandle> processes(Program crew) {
    return crew.process().descendants().filter(ProcessHandle::isAlive).toList();
  }

  @Test
  void workersThatAreBroughtAreBorrowedLikeAnyOther() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Program crew = bring(2, broker.address(), key("lab", "worker"))) {
      crew.awaitLine("workers 1, 2 can be borrowed at " + broker.address());
      broker.program().awaitLine("lab brings 2 workers: 1, 2");
      try (Engine engine = broker.engine();
          var meeting = new Meeting()) {
        for (int i = 0; i < 3; i++) {
          var unused = engine.submit(meeting.task());
        }
        List<Meeting.Guest> guests = List.of(meeting.await(), meeting.await(), meeting.await());
        assertEquals(3, guests.stream().map(Meeting.Guest::pid).distinct().count());

        Meeting.Guest far =
            guests.stream()
                .filter(guest -> processes(crew).stream().anyMatch(p -> p.pid() == guest.pid()))
                .findFirst()
                .orElseThrow();
        far.kill();
        broker.program().awaitLine("worker [12] died: .* was killed by signal 9");
        Meeting.Guest again = meeting.await();
        for (Meeting.Guest guest : guests) {
          if (guest.pid() != far.pid()) {
            guest.letGo();
          }
        }
        again.letGo();
      }
      List<ProcessHandle> theirs = processes(crew);
      assertEquals(0, broker.stop());
      Program.awaitEnd(theirs);
    }
  }

  @Test
  void aCrewThatIsKilledLeavesNoProcessAndAnotherTakesItsPlaces() throws Exception {
    Path lab = key("lab", "worker");
    try (BrokerRun broker = BrokerRun.start(folder, 0);
        Program first = bring(1, broker.address(), lab)) {
      first.awaitLine("worker 0 can be borrowed");
      List<ProcessHandle> theirs = processes(first);

      first.signal("KILL");

      Program.awaitEnd(theirs);
      broker.program().awaitLine("the crew of lab is gone: .* It had worker 0");
      try (Program second = bring(1, broker.address(), lab);
          Engine engine = broker.engine()) {
        second.awaitLine("worker 0 can be borrowed");
        assertEquals(9, engine.run(() -> 3 * 3));
      }
    }
  }

  @Test
  void aCrewThatIsToldToStopLetsItsTasksFinishAndIsLentNoMore() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 0);
        Program crew = bring(2, broker.address(), key("lab", "worker"), "--label", "desk-3");
        var meeting = new Meeting();
        Engine engine = broker.engine()) {
      broker.program().awaitLine("desk-3 \\(lab\\) brings 2 workers: 0, 1");
      crew.awaitLine("workers 0, 1 can be borrowed");
      CompletableFuture<Long> answer = engine.submit(meeting.task());
      Meeting.Guest guest = meeting.await();

      crew.signal("TERM");

      crew.awaitLine("still lent: 1; waiting for up to 10 s");
      try (Program ps =
          Program.start(folder, "broker", "ps", "--port", String.valueOf(broker.port()))) {
        assertEquals(0, ps.awaitExit(), ps.err()::toString);
        String table = String.join("\n", ps.out());
        assertTrue(table.matches("(?s).* busy .*desk-3\n.* leaving .*desk-3\n.*"), table);
      }
      Program.signal("KILL", String.valueOf(broker.standing().workers()[1].pid()));
      broker.program().awaitLine("worker 1 died: .* was killed by signal 9\\.$");
      guest.letGo();
      assertEquals(guest.pid(), answer.get());
      assertEquals(0, crew.awaitExit());
      broker.program().awaitLine("the crew of desk-3 .lab. is gone: its machine was told to stop");
      assertEquals(0, broker.stop());
    }
    try (Stream<Path> segments = Files.list(folder.resolve("profiling"))) {
      var rows = new StringBuilder();
      for (Path segment : segments.sorted().toList()) {
        rows.append(Files.readString(segment));
      }
      assertTrue(rows.toString().matches("(?s).*,joined,0,desk-3,.*"), rows::toString);
      assertTrue(rows.toString().matches("(?s).*,joined,1,desk-3,.*"), rows::toString);
      assertTrue(rows.toString().matches("(?s).*,began,0,.*,ended,0,.*"), rows::toString);
    }
    try (Program audit = Program.start(folder, "grapher", "--audit", "results_0.csv")) {
      assertEquals(0, audit.awaitExit(), audit.out()::toString);
    }
  }

  @Test
  void whatRunsLongerThanTheGraceEndsWithItsCrewAndTheClientHearsWhy() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 0, "--silence", "60");
        Program crew = bring(1, broker.address(), key("lab", "worker"), "--grace", "0.1");
        var meeting = new Meeting();
        Engine engine = broker.engine();
        BorrowedWorker worker = engine.borrow(Program.LIMIT)) {
      crew.awaitLine("worker 0 can be borrowed");
      Task<Long> task = meeting.task();
      CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> worker.run(task));
      meeting.await();
      List<ProcessHandle> theirs = processes(crew);

      crew.signal("TERM");

      assertEquals(0, crew.awaitExit());
      assertTrue(
          crew.err().stream().noneMatch(line -> line.matches(".*waiting for up to [1-9].*")),
          crew.err()::toString);
      Program.awaitEnd(theirs);
      var failure = assertThrows(ExecutionException.class, answer::get);
      assertTrue(
          String.valueOf(failure.getMessage()).contains("told to stop"), failure::getMessage);
    }
  }

  @Test
  void aCrewThatIsToldToStopWaitsNeitherForItsBrokerNorASecondTime() throws Exception {
    Path lab = key("lab", "worker");
    String[] grace = {"--grace", "600"};
    try (BrokerRun broker = BrokerRun.start(folder, 0, "--silence", "60");
        Program first = bring(1, broker.address(), lab, grace);
        Program second = bring(1, broker.address(), lab, grace)) {
      first.awaitLine("can be borrowed");
      second.awaitLine("can be borrowed");
      List<ProcessHandle> theirs = processes(first);
      List<ProcessHandle> stopped = processes(second);
      try (Engine engine = broker.engine();
          BorrowedWorker one = engine.borrow(Program.LIMIT);
          BorrowedWorker other = engine.borrow(Program.LIMIT)) {
        assertNotEquals(one.number(), other.number(), "one of each crew");
        for (ProcessHandle worker : stopped) {
          Program.signal("STOP", String.valueOf(worker.pid()));
        }

        second.signal("INT");
        second.awaitLine("stopping: nothing more is lent");
        second.signal("INT");
        assertEquals(130, second.awaitExit());

        for (ProcessHandle worker : stopped) {
          Program.signal("CONT", String.valueOf(worker.pid()));
        }
        Program.awaitEnd(stopped);
      }
      broker.program().signal("STOP");

      first.signal("TERM");
      assertEquals(0, first.awaitExit());

      Program.awaitEnd(theirs);
    }
  }

  @Test
  void aCrewComesBackByItselfWhenItsBrokerDoes() throws Exception {
    Path lab = key("lab", "worker");
    int port;
    try (BrokerRun first = BrokerRun.start(folder, 0)) {
      port = first.port();
      try (Program crew = bring(1, first.address(), lab)) {
        crew.awaitLine("worker 0 can be borrowed");
        first.program().signal("KILL");
        crew.awaitLine("does not answer");
        try (Program again =
                Program.start(
                    folder, "broker", "0", "--port", String.valueOf(port), "--profile", "b.csv");
            Program challenge =
                Program.start(
                    folder,
                    "challenge",
                    "0.1",
                    "--broker",
                    "localhost:" + port,
                    "--patience",
                    "60")) {
          again.awaitLine("lab brings worker 0");
          assertEquals(0, challenge.awaitExit(), challenge.err()::toString);
          assertEquals(List.of("0.01"), challenge.out());
        }
      }
    }
  }

  @Test
  void whoHasNotTheRightKeyBringsNothing() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 0)) {
      try (Program crew = bring(1, broker.address(), key("ana", "client"))) {
        assertEquals(65, crew.awaitExit());
        assertTrue(crew.err().get(0).contains("is the key of a client ana"), crew.err()::toString);
      }
      Path lab = key("lab", "worker");
      Path copy = folder.resolve("copy.key");
      Files.copy(lab, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      try (Program key = Program.start(folder, "key", "revoke", "lab")) {
        assertEquals(0, key.awaitExit());
      }
      try (Program crew = bring(1, broker.address(), copy)) {
        assertEquals(69, crew.awaitExit());
        assertTrue(
            String.join("", crew.err()).contains("no such key here: worker lab"),
            crew.err()::toString);
      }
      try (Program crew = bring(1, "localhost:1", copy)) {
        assertEquals(69, crew.awaitExit());
      }
      try (Program crew = bring(0, broker.address(), copy)) {
        assertEquals(2, crew.awaitExit());
      }
      try (Program crew = bring(1, broker.address(), copy, "--label", "desk 3")) {
        assertEquals(2, crew.awaitExit());
        assertTrue(crew.err().get(0).contains("not 'desk 3'."), crew.err()::toString);
      }
      try (Program crew = bring(1, broker.address(), copy, "--grace", "-1")) {
        assertEquals(2, crew.awaitExit());
        assertTrue(crew.err().get(0).contains("--grace must be from 0"), crew.err()::toString);
      }
    }
  }
}
