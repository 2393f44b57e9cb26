package freeworker.bench.chaos;

import freeworker.FreeworkerException;
import freeworker.Job;
import freeworker.JobId;
import freeworker.JobOrder;
import freeworker.Jobs;
import freeworker.bench.run.Child;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/*
 * Threads submit while the main thread kills. Which job is of what kind and when what is killed come from
 * the seed; how far the programs are by then does not.
 */
/** One run of {@code chaos jobs}: a broker that is killed again and again among its jobs. */
final class JobsChaosRun {
  private static final int WORKERS = 2;
  private static final int SUBMITTERS = 2;
  private static final int LONGEST_PAUSE = 700;
  private static final int PAGE = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Random random;
  private final long seed;
  private final int kills;
  private final Path home;
  private final Path folder;
  private final Path marks;
  private final Consumer<String> talk;
  private final List<AskedJob> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private int brokers;
  private int workers;
  private int told;

  JobsChaosRun(long seed, int kills, Path home, Path folder, Consumer<String> talk) {
    this.seed = seed;
    this.random = new Random(seed);
    this.kills = kills;
    this.home = home;
    this.folder = folder;
    this.marks = folder.resolve("marks");
    this.talk = talk;
  }

  /** Kills, and says what was violated. */
  List<String> run() throws IOException, InterruptedException {
    Files.createFile(marks);
    Child broker = broker("0");
    try {
      int port = broker.port();
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < SUBMITTERS; i++) {
        String name = "submits-" + i;
        var chance = new Random(seed * 31 + i);
        var thread = new Thread(() -> submit(name, port, chance), name);
        thread.start();
        submitters.add(thread);
      }
      try {
        for (int kill = 1; kill <= kills; kill++) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(LONGEST_PAUSE)));
          broker = kill(broker, port);
          if (kill % 50 == 0) {
            talk.accept(kill + " kills, " + asked.size() + " jobs submitted");
          }
        }
      } finally {
        over.set(true);
      }
      for (Thread submitter : submitters) {
        submitter.join(PATIENCE.toMillis());
      }
      return audit(port);
    } finally {
      broker.close();
    }
  }

  private Child broker(String port) throws IOException {
    var command =
        new ProcessBuilder(
                home.resolve("bin/broker").toString(),
                String.valueOf(WORKERS),
                "--port",
                port,
                "--json")
            .directory(folder.toFile());
    command.environment().put("FREEWORKER_HOME", folder.resolve("home").toString());
    command.environment().put("FREEWORKER_REBUILD", "0");
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
    command.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()));
    return Child.start("broker", command);
  }

  /** Kills the broker, or one of its workers; answers the broker that is there then. */
  private Child kill(Child broker, int port) throws IOException, InterruptedException {
    // Its workers alone: who kills the processes of a job makes it fail, and rightly.
    List<ProcessHandle> near =
        broker
            .handle()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains("WorkerMain"))
            .toList();
    if (random.nextInt(3) == 0 && !near.isEmpty()) {
      near.get(random.nextInt(near.size())).destroyForcibly();
      workers++;
      return broker;
    }
    brokers++;
    broker.kill();
    broker.close();
    Child next = broker(String.valueOf(port));
    next.port();
    return next;
  }

  private Jobs open(int port, String patience) {
    return Jobs.open(
        "rmi://localhost:"
            + port
            + "?patience="
            + patience
            + "&key="
            + folder.resolve("home/keys/client.key"));
  }

  private void submit(String name, int port, Random chance) {
    AskedJob.Kind[] kinds = AskedJob.Kind.values();
    for (int i = 0; !over.get(); i++) {
      var kind = kinds[chance.nextInt(kinds.length)];
      String token = name + "-" + i;
      long number = 0;
      try (Jobs jobs = open(port, "30s")) {
        number = jobs.submit(order(token, kind, chance));
      } catch (IOException | FreeworkerException e) {
        // It may have been accepted all the same.
      }
      asked.add(new AskedJob(token, kind, number));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(chance.nextInt(150)));
    }
  }

  private JobOrder order(String token, AskedJob.Kind kind, Random chance) {
    String pause = chance.nextInt(3) == 0 ? "sleep 0." + (1 + chance.nextInt(4)) + "; " : "";
    String end = kind == AskedJob.Kind.FAILING ? "; exit 3" : "";
    String script = "echo " + token + " >> '" + marks + "'; " + pause + "echo " + token + end;
    JobOrder order = JobOrder.command("sh", List.of("-c", script)).named(token);
    return switch (kind) {
      case FINE -> order;
      case FAILING -> order.retries(1);
      case ONCE -> order.once();
    };
  }

  private List<String> audit(int port) throws IOException {
    try (Jobs jobs = open(port, "30s")) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      List<JobAudit.Told> all = new ArrayList<>();
      long below = Long.MAX_VALUE;
      for (List<Job> page = jobs.list(below, PAGE, Optional.empty());
          !page.isEmpty();
          page = jobs.list(below, PAGE, Optional.empty())) {
        for (Job job : page) {
          long left = Math.max(0, deadline - System.nanoTime());
          all.add(told(jobs, job.id(), Duration.ofNanos(left)));
        }
        below = page.get(page.size() - 1).id().number();
      }
      told = all.size();
      return JobAudit.of(asked, all, marks());
    }
  }

  /** How a job stands when it is over, and what it wrote. */
  private static JobAudit.Told told(Jobs jobs, JobId id, Duration wait) throws IOException {
    Job job = jobs.show(id, wait);
    var output = new ByteArrayOutputStream();
    jobs.copy(id, 0, Jobs.Stream.OUTPUT, false, output);
    return new JobAudit.Told(job, output.toString(StandardCharsets.UTF_8));
  }

  private Map<String, Integer> marks() throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    Files.readAllLines(marks).forEach(token -> counts.merge(token, 1, Integer::sum));
    return counts;
  }

  /** What happened, in a line. */
  String words() {
    long accepted = asked.stream().filter(job -> job.number() > 0).count();
    return "seed "
        + seed
        + ": broker killed "
        + brokers
        + " times, workers "
        + workers
        + "; "
        + accepted
        + " jobs accepted, "
        + (asked.size() - accepted)
        + " submitted to a broker that did not answer, "
        + told
        + " there in the end";
  }
}
