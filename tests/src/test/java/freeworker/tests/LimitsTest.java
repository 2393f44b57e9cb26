package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BrokerUnreachable;
import freeworker.Engine;
import freeworker.JobOrder;
import freeworker.JobRefused;
import freeworker.Jobs;
import freeworker.KeyRefused;
import freeworker.Task;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Grant;
import freeworker.wire.Welcome;
import freeworker.wire.door.Visit;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whoever wants more than a broker bears is told which limit it met, and all others go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {
  private static final Task<Long> PID = () -> ProcessHandle.current().pid();

  private Path folder;
  private BrokerRun broker;

  @BeforeAll
  void start(@TempDir Path there) throws Exception {
    folder = there;
    broker =
        start(
            1,
            "task-bytes=64K",
            "result-bytes=32K",
            "output-lines=5",
            "sessions-per-key=3",
            "waiters=6",
            "waiters-per-session=4");
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  private BrokerRun start(int workers, String... limits) throws Exception {
    List<String> options = new ArrayList<>();
    for (String limit : limits) {
      options.addAll(List.of("--limit", limit));
    }
    return BrokerRun.start(
        Files.createTempDirectory(folder, "broker"), workers, options.toArray(String[]::new));
  }

  private Broker ask(BrokerRun at) throws Exception {
    return Visit.by(at.key(), "localhost", at.port(), false).ask('B', Broker.class);
  }

  private static void says(Throwable failure, String limit) {
    assertTrue(String.valueOf(failure.getMessage()).contains(limit), failure::toString);
  }

  @Test
  void aTaskThatIsTooLargeIsNotEvenSent() {
    byte[] large = new byte[100_000];
    try (Engine engine = broker.engine()) {
      var refused = assertThrows(TaskRefused.class, () -> engine.run(() -> large.length));

      says(refused, "(limit task-bytes = 64K)");
    }
  }

  @Test
  void aResultThatIsTooLargeFailsTheTaskAndNotTheWorker() {
    try (Engine engine = broker.engine()) {
      long worker = engine.run(PID);

      var failed = assertThrows(TaskFailed.class, () -> engine.run(() -> new byte[100_000]));

      says(failed, "(limit result-bytes = 32K)");
      assertEquals(30_000, engine.run(() -> new byte[30_000]).length);
      assertEquals(worker, engine.run(PID));
    }
  }

  @Test
  void classesThatAreTooManyBytesAreNotEvenSent() throws Exception {
    try (BrokerRun small = start(0, "class-bytes=1K");
        Engine engine = small.engine()) {
      var refused = assertThrows(TaskRefused.class, () -> engine.run(() -> 9));

      says(refused, "(limit class-bytes = 1K)");
    }
  }

  @Test
  void jobsThatAreTooLargeOrTooManyAreRefusedWithTheirLimit() throws Exception {
    try (BrokerRun small = start(0, "job-bytes=4K", "jobs=5", "job-output=1M");
        Jobs jobs = Jobs.open(small.engineAddress())) {
      Path large = Files.write(folder.resolve("large.sh"), new byte[5_000]);
      JobOrder echo = JobOrder.command("echo", List.of());

      var bytes =
          assertThrows(JobRefused.class, () -> jobs.submit(JobOrder.script(large, List.of())));
      var output =
          assertThrows(
              JobRefused.class,
              () -> jobs.submit(JobOrder.command("echo", List.of()).kept(2 << 20)));
      jobs.submit(echo.kept(1024).array(1, 5));
      var full = assertThrows(JobRefused.class, () -> jobs.submit(echo.array(1, 1)));

      says(bytes, "(limit job-bytes = 4K)");
      says(output, "(limit job-output = 1M)");
      says(full, "5 jobs wait, and 1 more are too many (limit jobs = 5). Try again");
      assertEquals(JobRefused.Reason.FULL, full.reason());
    }
  }

  @Test
  void aKeyWithTooManySessionsIsToldSoAndServedWhenOneEnds() {
    try (Engine first = broker.engine();
        Engine second = broker.engine()) {
      try (Engine third = broker.engine()) {
        var refused = assertThrows(BrokerUnreachable.class, broker::engine);

        says(refused, "client client has 3 sessions open (limit sessions-per-key = 3)");
        assertEquals(third.run(PID), first.run(PID));
      }
      try (Engine last = broker.engine()) {
        assertEquals(second.run(PID), last.run(PID));
      }
    }
  }

  @Test
  void moreBorrowersThanMayWaitAreToldSoAtOnce() throws Exception {
    Broker stub = ask(broker);
    long session = Welcome.decode(stub.enter(new Card(Card.PROTOCOL, "crowd").encode())).session();
    Grant held =
        Grant.decode(stub.findFreeWorker(session, Duration.ofSeconds(30).toNanos(), 1, true));
    assertTrue(held.granted(), held.words());

    Grant refused =
        Grant.decode(stub.findFreeWorker(session, Duration.ofSeconds(30).toNanos(), 5, true));

    assertEquals(
        "5 borrowers of this program would wait (limit waiters-per-session = 4).", refused.words());
    assertFalse(refused.over());
    stub.findFreeWorker(session, 0, 4, true);
    long another = Welcome.decode(stub.enter(new Card(Card.PROTOCOL, "others").encode())).session();
    Grant late =
        Grant.decode(stub.findFreeWorker(another, Duration.ofSeconds(30).toNanos(), 4, true));
    assertEquals("7 borrowers would wait (limit waiters = 6).", late.words());
    stub.leave(session);
    stub.leave(another);
  }

  @Test
  void aKeyWithTooManyConnectionsIsToldSo() throws Exception {
    try (BrokerRun small = start(0, "connections-per-key=3")) {
      List<Broker> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        open.add(ask(small));
      }

      var refused = assertThrows(KeyRefused.class, small::engine);

      says(refused, "client client has 3 connections open (limit connections-per-key = 3)");
      assertEquals(3, open.size());
    }
  }

  @Test
  void whatTasksPrintIsBoundedAndTheRestIsCounted() throws Exception {
    try (BrokerRun noisy = start(1, "output-lines=5");
        Engine engine = noisy.engine()) {
      engine.run(
          () -> {
            for (int i = 0; i < 10_000; i++) {
              System.out.println("line");
            }
            System.out.println("x".repeat(3_000_000));
            return 0;
          });

      List<String> all = awaitAccounted(noisy, 10_001);
      List<Long> leftOut = leftOut(all);
      long heard = all.stream().filter(line -> line.endsWith("| line")).count();
      assertTrue(leftOut.stream().mapToLong(count -> count).sum() > 5_000, leftOut::toString);
      assertTrue(
          heard >= 5 && heard <= 5L * (leftOut.size() + 1), heard + " lines came, then " + leftOut);
      noisy.program().err().forEach(line -> assertTrue(line.length() < 1_000));
    }
  }

  /** Waits until so many lines of worker 0 came or were counted, and answers what was said. */
  private static List<String> awaitAccounted(BrokerRun noisy, long lines) throws Exception {
    var never = new CountDownLatch(1);
    long deadline = System.nanoTime() + Program.LIMIT.toNanos();
    while (true) {
      List<String> all = noisy.said("worker 0 \\| ");
      List<Long> leftOut = leftOut(all);
      long accounted =
          leftOut.stream().mapToLong(count -> count).sum() + all.size() - leftOut.size();
      if (accounted == lines) {
        return all;
      }
      assertTrue(System.nanoTime() < deadline, accounted + " of " + lines + " lines, " + leftOut);
      var unused = never.await(20, TimeUnit.MILLISECONDS);
    }
  }

  /** How many lines were left out, of each time that this was said. */
  private static List<Long> leftOut(List<String> said) {
    String told = "worker 0 \\| (\\d+) more lines were left out \\(limit output-lines = 5\\)";
    return said.stream()
        .map(Pattern.compile(told)::matcher)
        .filter(Matcher::find)
        .map(matcher -> Long.valueOf(matcher.group(1)))
        .toList();
  }

  @Test
  void aLimitThatIsNoneIsWrongUsageInOneLine() throws Exception {
    for (String wrong : List.of("conections=5", "task-bytes=1T")) {
      try (Program program =
          Program.start(folder, "broker", "1", "--port", "0", "--limit", wrong)) {
        assertEquals(2, program.awaitExit(), program.err()::toString);
        assertTrue(program.err().get(0).startsWith("broker: --limit: "), program.err()::toString);
        assertEquals(2, program.err().size(), program.err()::toString);
      }
    }
    try (Program program =
        Program.start(folder, "broker", "3", "--port", "0", "--limit", "workers=2")) {
      assertEquals(2, program.awaitExit());
      assertTrue(
          program.err().get(0).contains("from 0 to 2 (limit workers = 2), not '3'"),
          program.err()::toString);
    }
  }

  private Program ps(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("ps", "--port", "" + broker.port(), "--limits"));
    words.addAll(List.of(options));
    return Program.start(
        broker.key().getParent().getParent().getParent(), "broker", words.toArray(String[]::new));
  }

  @Test
  void psShowsEachLimitWithItsValueAndHowNearItIs() throws Exception {
    try (Engine engine = broker.engine();
        Program table = ps();
        Program objects = ps("--json")) {
      engine.run(PID);
      assertEquals(0, table.awaitExit(), table.err()::toString);
      assertEquals(0, objects.awaitExit(), objects.err()::toString);

      List<String> lines = table.out();
      assertTrue(lines.get(0).matches("LIMIT +VALUE +NOW +WHAT"), lines.get(0));
      assertEquals(Limit.values().length, lines.size() - 1);
      assertTrue(lines.stream().anyMatch(l -> l.matches("sessions-per-key +3 +[1-3] +.*")));
      assertTrue(lines.stream().anyMatch(l -> l.matches("task-bytes +64K +- +.*")));
      assertTrue(lines.stream().anyMatch(l -> l.matches("workers +1024 +1 +.*")));
      assertTrue(lines.stream().anyMatch(l -> l.matches("proof-time +5s +- +.*")));
      String all = String.join("\n", objects.out());
      assertTrue(
          all.contains("{\"limit\":\"task-bytes\",\"unit\":\"bytes\",\"value\":65536,"), all);
      assertTrue(
          all.contains("{\"limit\":\"proof-time\",\"unit\":\"seconds\",\"value\":5.0,"), all);
      assertTrue(
          all.contains("\"limit\":\"workers\",\"unit\":\"count\",\"value\":1024,\"now\":1,"));
    }
  }

  @Test
  void theManualListsTheLimitsThatThereAre() throws Exception {
    Path root = Program.home().resolve("../..").normalize();
    String manual = Files.readString(root.resolve("docs/operations.md"));
    Matcher row =
        Pattern.compile("^\\| `([a-z-]+)` \\| (\\S+) \\| (.*) \\|$", Pattern.MULTILINE)
            .matcher(manual);
    List<String> said = new ArrayList<>();
    while (row.find()) {
      said.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
    }

    Allowance usual = Allowance.usual(8L << 30);
    assertEquals(
        Arrays.stream(Limit.values())
            .map(l -> l.word() + " " + l.unit().text(usual.of(l)) + " " + l.what())
            .toList(),
        said);
  }
}
