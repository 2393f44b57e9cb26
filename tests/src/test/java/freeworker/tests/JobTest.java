package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.Job;
import freeworker.JobId;
import freeworker.JobOrder;
import freeworker.JobRefused;
import freeworker.JobState;
import freeworker.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A script is submitted, kept, run, and its result fetched by id, as a user does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobTest {
  private Path folder;
  private BrokerRun broker;

  @BeforeAll
  void start(@TempDir Path there) throws Exception {
    folder = there;
    broker = BrokerRun.start(folder, 2);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  private Program job(String command, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(command, "--broker", broker.address()));
    all.addAll(Arrays.asList(words));
    return Program.start(folder, "job", all.toArray(String[]::new));
  }

  private List<String> fine(String command, String... words) throws Exception {
    try (Program job = job(command, words)) {
      assertEquals(0, job.awaitExit(), () -> job.out() + "\n" + job.err());
      return job.out();
    }
  }

  private void refused(int code, String line, String command, String... words) throws Exception {
    try (Program job = job(command, words)) {
      assertEquals(code, job.awaitExit(), () -> job.out() + "\n" + job.err());
      assertEquals(List.of(), job.out());
      assertEquals(line, job.err().get(0));
    }
  }

  private String script(String name, String... lines) throws Exception {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  private String submit(String... words) throws Exception {
    List<String> out = fine("submit", words);
    assertEquals(1, out.size(), out::toString);
    return out.get(0);
  }

  @Test
  void aScriptRunsWithItsArgumentsAndItsOutputComesBack() throws Exception {
    String hello = script("hello.sh", "echo \"Hello, $1!\"", "echo oops >&2");

    String id = submit(hello, "Alice");

    try (Program result = job("result", id, "--wait")) {
      assertEquals(0, result.awaitExit(), result.err()::toString);
      assertEquals(List.of("Hello, Alice!"), result.out());
      assertEquals(List.of("oops"), result.err());
    }
    List<String> list = fine("list");
    assertTrue(
        list.stream().anyMatch(line -> line.matches(id + " +done +hello.sh +1 +[01] +0 .*")),
        list::toString);
    List<String> shown = fine("show", id);
    assertTrue(shown.contains("state      done"), shown::toString);
  }

  @Test
  void theResultEndsWithTheExitCodeOfTheJobsOwnProgram() throws Exception {
    String id = submit(script("fails.sh", "echo so far", "exit 3"));

    try (Program result = job("result", id, "--wait")) {
      assertEquals(3, result.awaitExit(), result.err()::toString);
      assertEquals(List.of("so far"), result.out());
      assertEquals(List.of(), result.err());
    }
  }

  @Test
  void aJavaProgramOfOneFileIsAScriptToo() throws Exception {
    String mine =
        script(
            "Mine.java",
            "class Mine {",
            "  public static void main(String[] args) {",
            "    System.out.println(args[0].length() + args[0]);",
            "  }",
            "}");

    String id = submit(mine, "grüße\n\"x y\" $HOME '");

    assertEquals(List.of("19grüße", "\"x y\" $HOME '"), fine("result", id, "--wait"));
  }

  @Test
  void whatRunsTooLongIsEndedAndSaysSo() throws Exception {
    String id = submit("--limit", "2s", script("long.sh", "echo begun", "sleep 600"));

    try (Program result = job("result", id, "--wait")) {
      assertEquals(124, result.awaitExit(), result.err()::toString);
      assertEquals(List.of("begun"), result.out());
      assertTrue(
          result.err().get(0).startsWith("job: " + id + " failed: "), result.err()::toString);
    }
  }

  @Test
  void aMissingInterpreterIsNamed() throws Exception {
    String id = submit(script("odd.sh", "#!/usr/bin/env no-such-thing", "echo hi"));

    try (Program result = job("result", id, "--wait")) {
      assertEquals(127, result.awaitExit(), result.err()::toString);
      assertTrue(result.err().get(0).contains("no-such-thing"), result.err()::toString);
    }
  }

  @Test
  void filesLieBesideTheScriptAndStandardInputIsWhatItWasGiven() throws Exception {
    String words = script("words of mine.txt", "b", "a");
    String sort = script("both.sh", "cat", "sort 'words of mine.txt'");

    String id = submit("--with", words, "--input", script("in.txt", "first"), sort);

    assertEquals(List.of("first", "a", "b"), fine("result", id, "--wait"));
  }

  @Test
  void filesComeBackFromItsFolder() throws Exception {
    String make =
        script(
            "make.sh",
            "mkdir out",
            "echo 1,2 > out/table.csv",
            "head -c 300000 /dev/zero > big.bin",
            "echo 'echo hi' > run.sh",
            "chmod +x run.sh");

    String id = submit("--out", "out/**", "--out", "*.bin", "--out", "run.sh", make);

    fine("result", id, "--wait");
    String there = folder.resolve("there").toString();
    assertEquals(
        List.of(there + "/big.bin", there + "/out/table.csv", there + "/run.sh"),
        fine("fetch", id, "--to", there));
    assertEquals("1,2\n", Files.readString(Path.of(there, "out/table.csv")));
    assertEquals(300_000, Files.size(Path.of(there, "big.bin")));
    assertTrue(Files.isExecutable(Path.of(there, "run.sh")));
    refused(1, "job: " + there + "/big.bin is there already.", "fetch", id, "--to", there);
  }

  @Test
  void anArrayIsOneIdAndAJobForEachNumber() throws Exception {
    String echo = script("echo.sh", "echo $1");

    String id = submit("--array", "9-11", "--name", "many", echo, "n{}");

    assertTrue(id.matches("\\d+\\[9-11]"), id);
    String number = id.substring(0, id.indexOf('['));
    for (int element = 9; element <= 11; element++) {
      assertEquals(List.of("n" + element), fine("result", number + "[" + element + "]", "--wait"));
    }
    List<String> shown = fine("show", number);
    assertTrue(shown.contains("state      3 done"), shown::toString);
    refused(
        66, "job: array " + number + " has the elements 9 to 11, not 2.", "show", number + "[2]");
  }

  @Test
  void eachLineOfAFileIsAJobOfItsOwn() throws Exception {
    String lines = script("lines.txt", "one", "two words", "", "$HOME");

    List<String> ids = fine("submit", "--from", lines, "echo", "<{}>");

    assertEquals(4, ids.size(), ids::toString);
    List<String> said = new ArrayList<>();
    for (String id : ids) {
      said.addAll(fine("result", id, "--wait"));
    }
    assertEquals(List.of("<one>", "<two words>", "<>", "<$HOME>"), said);
  }

  @Test
  void logsFollowWhatAJobWritesWhileItRuns() throws Exception {
    Path go = folder.resolve("go");
    String slow =
        script(
            "slow.sh", "echo one", "while [ ! -e '" + go + "' ]; do sleep 0.05; done", "echo two");

    String id = submit(slow);

    try (Program logs = job("logs", id, "--follow")) {
      logs.awaitLine("^one$");
      try (Program early = job("result", id)) {
        assertEquals(75, early.awaitExit());
        assertEquals("job: job " + id + " is running.", early.err().get(0));
      }
      Files.createFile(go);
      assertEquals(0, logs.awaitExit(), logs.err()::toString);
      assertEquals(List.of("one", "two"), logs.out());
    }
  }

  @Test
  void aCancelledJobEndsWithAllThatItStarted() throws Exception {
    Path pid = folder.resolve("pid");
    String id =
        submit(
            "--limit",
            "0",
            script("forever.sh", "sleep 600 &", "echo $! > '" + pid + "'", "echo on", "wait"));
    try (Program logs = job("logs", id, "--follow")) {
      logs.awaitLine("^on$");
      ProcessHandle sleep =
          ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

      fine("cancel", id);

      Program.awaitEnd(List.of(sleep));
      assertEquals(0, logs.awaitExit(), logs.err()::toString);
    }
    try (Program result = job("result", id, "--wait")) {
      assertEquals(1, result.awaitExit());
      assertEquals(List.of("on"), result.out());
      assertEquals(List.of("job: " + id + " is cancelled."), result.err());
    }
    refused(1, "job: job " + id + " is cancelled.", "cancel", id);
  }

  @Test
  void aJobThatFailsRunsAgainAsOftenAsItMay() throws Exception {
    Path tries = folder.resolve("tries");
    String id =
        submit(
            "--retries",
            "3",
            script(
                "third.sh",
                "echo x >> '" + tries + "'",
                "test \"$(wc -l < '" + tries + "')\" -ge 3 && echo at last"));

    assertEquals(List.of("at last"), fine("result", id, "--wait"));
    assertEquals(3, Files.readAllLines(tries).size());
    assertTrue(fine("show", id, "--json").get(0).contains("\"attempts\":3"));
  }

  @Test
  void logsFollowAJobThroughAllTheTimesThatItBegins() throws Exception {
    Path tries = folder.resolve("followed");
    Path go = folder.resolve("on");
    String id =
        submit(
            "--retries",
            "2",
            script(
                "thrice.sh",
                "echo x >> '" + tries + "'",
                "echo try $(wc -l < '" + tries + "')",
                "while [ ! -e '" + go + "' ]; do sleep 0.05; done",
                "exit 4"));

    try (Program logs = job("logs", id, "--follow")) {
      logs.awaitLine("^try 1$");
      Files.createFile(go);

      assertEquals(0, logs.awaitExit(), logs.err()::toString);
      assertEquals(List.of("try 1", "try 2", "try 3"), logs.out());
    }
  }

  @Test
  void aCancelThatComesAsAJobBeginsIsNotLost() throws Exception {
    try (Jobs jobs = Jobs.open(broker.engineAddress())) {
      var chance = new Random(11);
      for (int i = 0; i < 30; i++) {
        var id =
            new JobId(
                jobs.submit(JobOrder.command("sleep", List.of("600")).limit(Duration.ZERO)),
                JobId.ALONE);
        LockSupport.parkNanos(chance.nextInt(12_000_000));

        jobs.cancel(id);

        assertEquals(JobState.CANCELLED, jobs.show(id, Duration.ofSeconds(60)).state());
      }
    }
  }

  private void key(String... words) throws Exception {
    try (Program key = Program.start(folder, "key", words)) {
      assertEquals(0, key.awaitExit(), key.err()::toString);
    }
  }

  private String as(String name) {
    return "rmi://" + broker.address() + "?key=" + folder.resolve("home/keys/" + name + ".key");
  }

  @Test
  void aBrokersKeySeesAndCancelsEverybodysJobsAndRunsNone() throws Exception {
    key("add", "pia");
    key("add", "desk", "--role", "broker");
    JobOrder sleep = JobOrder.command("sleep", List.of("600")).limit(Duration.ZERO);
    try (Jobs hers = Jobs.open(as("pia"));
        Jobs mine = Jobs.open(broker.engineAddress());
        Jobs desk = Jobs.open(as("desk"))) {
      var one = new JobId(mine.submit(sleep), JobId.ALONE);
      long array = hers.submit(sleep.array(1, 3));

      List<Job> all = desk.list(Long.MAX_VALUE, 2, Optional.empty());
      assertEquals(
          List.of("pia", "client"), all.stream().map(Job::owner).toList(), "the newest first");
      assertEquals(1, desk.cancel(one));
      assertEquals(3, desk.cancel(new JobId(array, JobId.ALONE)));
      assertEquals(JobState.CANCELLED, mine.show(one, Duration.ofSeconds(60)).state());
      assertEquals(
          JobState.CANCELLED,
          hers.show(new JobId(array, JobId.ALONE), Duration.ofSeconds(60)).state());

      var refused = assertThrows(JobRefused.class, () -> desk.submit(sleep));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("broker desk runs no jobs"),
          refused::toString);
      refused =
          assertThrows(
              JobRefused.class, () -> mine.show(new JobId(array, JobId.ALONE), Duration.ZERO));
      assertEquals(JobRefused.Reason.NOT_YOURS, refused.reason());
    }
    assertThrows(FreeworkerException.class, () -> Engine.open(as("desk")).run(() -> 1));
    List<String> table = fine("list", "--key", folder.resolve("home/keys/desk.key").toString());
    assertTrue(table.get(0).endsWith("KEY"), table::toString);
    assertTrue(table.get(1).endsWith("pia"), table::toString);
  }

  @Test
  void aRevokedKeysJobsEnd() throws Exception {
    key("add", "eve");
    try (Jobs jobs = Jobs.open(as("eve"))) {
      JobOrder sleep = JobOrder.command("sleep", List.of("600")).limit(Duration.ZERO);
      long number = jobs.submit(sleep.array(1, 9));
      long begun = 0;
      while (begun == 0) {
        Job job = jobs.show(new JobId(number, 1), Duration.ofMillis(100));
        begun = job.began();
      }
    }

    key("revoke", "eve");

    // Somebody else's job gets a worker, all of which were hers.
    assertEquals(List.of("mine"), fine("result", submit("echo", "mine"), "--wait"));
  }

  @Test
  void aBrokerWithoutJobsKeepsAndLoadsNothingForThem() throws Exception {
    Path there = Files.createDirectory(folder.resolve("idle"));
    try (BrokerRun idle = BrokerRun.start(there, 1);
        Engine engine = idle.engine()) {
      assertEquals(9, engine.run(() -> 3 * 3));

      Path state = there.resolve("home/state/" + idle.port());
      Path maps = Path.of("/proc/" + idle.program().pid() + "/maps");
      assertFalse(Files.exists(state.resolve("jobs.db")), state::toString);
      assertFalse(Files.readString(maps).contains("sqlite"), "it has loaded SQLite");

      try (Jobs jobs = Jobs.open(idle.engineAddress())) {
        long number = jobs.submit(JobOrder.command("true", List.of()));
        Job job = jobs.show(new JobId(number, JobId.ALONE), Duration.ofSeconds(60));
        assertEquals(JobState.DONE, job.state());
      }
      assertTrue(Files.exists(state.resolve("jobs.db")), state::toString);
      assertTrue(Files.readString(maps).contains("sqlite"), "this would show it");
    }
  }

  @Test
  void jobsAreTasksInTheProfileByTheirNames() throws Exception {
    Path there = Files.createDirectory(folder.resolve("profiled"));
    try (BrokerRun profiled = BrokerRun.start(there, 1)) {
      try (Jobs jobs = Jobs.open(profiled.engineAddress())) {
        long number = jobs.submit(JobOrder.command("true", List.of()).named("a job of mine"));
        jobs.show(new JobId(number, JobId.ALONE), Duration.ofSeconds(60));
      }
      assertEquals(0, profiled.stop(), profiled.program().err()::toString);

      List<String> rows = profiled.rows(1);
      assertTrue(
          rows.stream()
              .anyMatch(row -> row.contains(",a job of mine,") && row.contains("jobs of client")),
          rows::toString);
      profiled.audit(1);
    }
  }

  @Test
  void nonsenseIsRefusedInOneLine() throws Exception {
    refused(66, "job: there is no job 999999.", "show", "999999");
    assertEquals(List.of("ID  NAME  GONE  WHY"), fine("list", "--expired"));
    refused(66, "job: no file missing.sh.", "submit", "missing.sh");
    refused(
        65,
        "job: a job's name has at most 255 characters. Try: --name fit",
        "submit",
        "--name",
        "n".repeat(300),
        "echo");
    refused(66, "job: " + folder + " is a directory, not a script.", "submit", folder.toString());
    refused(
        2,
        "job: ID must be the number of a job, or an element of an array, not 'x'."
            + " Try: job result 17, or job result 18[4]",
        "result",
        "x");
    refused(
        2,
        "job: --array must be two numbers, not '9-1'. Try: job submit --array 1-100",
        "submit",
        "--array",
        "9-1",
        "echo");
  }
}
