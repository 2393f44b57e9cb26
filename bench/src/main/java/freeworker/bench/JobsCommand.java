package freeworker.bench;

import freeworker.Job;
import freeworker.JobId;
import freeworker.JobOrder;
import freeworker.JobState;
import freeworker.Jobs;
import freeworker.bench.chaos.Vitals;
import freeworker.bench.run.Findings;
import freeworker.bench.run.Machine;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Running;
import freeworker.bench.run.Spread;
import freeworker.bench.run.Table;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The {@code bench jobs} command: how fast jobs are accepted, and how soon they run. */
final class JobsCommand implements Command.Action {
  private static final int THREADS = 8;
  private static final int BYTES = 4 << 10;
  private static final int JOBS = 20;
  private static final double PROMISED_A_SECOND = 2_000;
  private static final double PROMISED_OF_SYNCS = 0.5;
  private static final double PROMISED_MILLIS = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofNanos(200_000);

  private final Command line =
      new Command(
              "jobs",
              "Measures how many jobs a second are accepted onto the disk, and how soon one runs.",
              this)
          .footer(
              """
              With --queued 1000000 it takes some minutes more.
              Exit codes: 0 measured, 1 something failed, 2 wrong usage
              """);
  private final Value rounds =
      line.option("--rounds", "N", "how often each is measured (default: {})").usually("5");
  private final Value slice =
      line.option("--slice", "SECONDS", "how long each time (default: {})").usually("3");
  private final Value queued =
      line.option("--queued", "N", "also have a broker of 512 MiB keep so many, each by itself")
          .usually("0");

  private final PrintWriter out;
  private final Path home;
  private final Machine machine = new Machine();

  JobsCommand(PrintWriter out, Path home) {
    this.out = out;
    this.home = home;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    int times = rounds.whole();
    double seconds = slice.decimal();
    if (times < 1 || times > 1000 || !(seconds >= 0.1 && seconds <= 60)) {
      throw line.wrong("--rounds from 1 to 1000, --slice from 0.1 to 60.");
    }
    out.println("machine: " + machine.words());
    out.printf(
        Locale.ROOT,
        "repeat:  bin/bench jobs --rounds %d --slice %s%s%n",
        times,
        slice.text(),
        queued.given() ? " --queued " + queued.text() : "");
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n", machine.load());
    List<Table> tables = new ArrayList<>();
    List<Promise> promises = new ArrayList<>();
    accepted(times, Duration.ofMillis(Math.round(seconds * 1000)), tables, promises);
    begun(times, tables, promises);
    if (queued.whole() > 0) {
      kept(queued.whole(), tables, promises);
    }
    out.printf(Locale.ROOT, "load of the last minute after: %.2f%n", machine.load());
    new Findings(tables, promises).lines().forEach(out::println);
    return 0;
  }

  private static Jobs open(Running broker) {
    return Jobs.open("rmi://localhost:" + broker.port() + "?key=" + broker.key());
  }

  /** Jobs that nobody runs, and beside them what the disk does. */
  private void accepted(int times, Duration slice, List<Table> tables, List<Promise> promises)
      throws IOException, InterruptedException {
    List<Double> synced = new ArrayList<>();
    List<Double> taken = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    try (var broker = new Running(home, 0);
        Jobs jobs = open(broker)) {
      rate(jobs, slice);
      for (int round = 0; round < times; round++) {
        double syncs = syncs(broker.folder(), slice);
        double rate = rate(jobs, slice);
        synced.add(syncs);
        taken.add(rate);
        shares.add(rate / syncs);
      }
    }
    tables.add(
        new Table(
            "Jobs accepted onto the disk: median (min-max)",
            List.of("", "a second", "of the disk's rate"),
            List.of(
                List.of("4 KiB written and synced, one after the other", words(synced, 0), ""),
                List.of(
                    THREADS + " threads of one client submit",
                    words(taken, 0),
                    words(shares, 2)))));
    promises.add(
        Promise.atLeast(
            "jobs accepted a second, at least 2,000", PROMISED_A_SECOND, median(taken)));
    promises.add(
        Promise.atLeast(
            "jobs accepted of the disk's rate, at least 0.5", PROMISED_OF_SYNCS, median(shares)));
  }

  private static double syncs(Path folder, Duration slice) throws IOException {
    Path file = folder.resolve("synced");
    long end = System.nanoTime() + slice.toNanos();
    long began = System.nanoTime();
    long count = 0;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      while (System.nanoTime() < end) {
        channel.write(ByteBuffer.allocate(BYTES));
        channel.force(false);
        count++;
      }
    }
    return count * 1e9 / (System.nanoTime() - began);
  }

  private static double rate(Jobs jobs, Duration slice) throws IOException, InterruptedException {
    long end = System.nanoTime() + slice.toNanos();
    return rate(jobs, () -> System.nanoTime() < end);
  }

  /** How many a second are accepted while one more is wanted. */
  private static double rate(Jobs jobs, BooleanSupplier more)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      long began = System.nanoTime();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        counts.add(
            threads.submit(
                () -> {
                  long count = 0;
                  while (more.getAsBoolean()) {
                    jobs.submit(JobOrder.command("true", List.of()));
                    count++;
                  }
                  return count;
                }));
      }
      long sum = 0;
      for (Future<Long> count : counts) {
        sum += count.get();
      }
      return sum * 1e9 / (System.nanoTime() - began);
    } catch (ExecutionException e) {
      throw new IOException("A job was not accepted: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Many jobs that wait, and what that takes of the broker's heap. */
  private void kept(int count, List<Table> tables, List<Promise> promises)
      throws IOException, InterruptedException {
    try (var broker = new Running(home, 0, "-Xmx512m");
        Jobs jobs = open(broker)) {
      var left = new AtomicInteger(count);
      double rate = rate(jobs, () -> left.getAndDecrement() > 0);
      long bytes = Vitals.of(broker.broker().handle().pid()).heap();
      if (bytes == 0) {
        throw new IOException("This Java has no bin/jcmd, which says what is in use.");
      }
      double heap = bytes / (double) (1 << 20);
      tables.add(
          new Table(
              "Jobs that wait, each submitted by itself, in a broker of 512 MiB",
              List.of("jobs", "accepted a second", "MiB of its heap in use"),
              List.of(
                  List.of(
                      String.format(Locale.ROOT, "%,d", count),
                      String.format(Locale.ROOT, "%,.0f", rate),
                      String.format(Locale.ROOT, "%.1f", heap)))));
      promises.add(Promise.atMost("MiB of heap with those that wait, at most 512", 512, heap));
    }
  }

  /** From the submission to what the program does first, and to the news of its end. */
  private void begun(int times, List<Table> tables, List<Promise> promises)
      throws IOException, InterruptedException {
    List<Double> bare = new ArrayList<>();
    List<Double> begun = new ArrayList<>();
    List<Double> more = new ArrayList<>();
    List<Double> told = new ArrayList<>();
    try (var broker = new Running(home, 1);
        Jobs jobs = open(broker)) {
      Path file = broker.folder().resolve("begun");
      job(jobs, file);
      for (int round = 0; round < times; round++) {
        List<Double> alone = new ArrayList<>();
        List<Double> asJob = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
          alone.add(process(file));
          Times job = job(jobs, file);
          asJob.add(job.begun());
          ends.add(job.told());
        }
        bare.add(median(alone));
        begun.add(median(asJob));
        more.add(median(asJob) - median(alone));
        told.add(median(ends));
      }
    }
    tables.add(
        new Table(
            "A program that touches a file, ms: median (min-max) of rounds of " + JOBS,
            List.of("", "ms"),
            List.of(
                List.of("started by itself, to the file", words(bare, 1)),
                List.of("submitted as a job, to the file", words(begun, 1)),
                List.of("more than by itself", words(more, 1)),
                List.of("submitted as a job, to the news of its end", words(told, 1)))));
    promises.add(
        Promise.atMost(
            "ms from submission to start beyond those of the program itself, at most 30",
            PROMISED_MILLIS,
            median(more)));
  }

  /** When the program of a job had begun, and when its end was known, in milliseconds. */
  private record Times(double begun, double told) {}

  private static double process(Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    long began = System.nanoTime();
    Process process = new ProcessBuilder("touch", file.toString()).start();
    double millis = millisTo(file, began);
    process.waitFor();
    return millis;
  }

  private static Times job(Jobs jobs, Path file) throws IOException {
    Files.deleteIfExists(file);
    long began = System.nanoTime();
    long number = jobs.submit(JobOrder.command("touch", List.of(file.toString())));
    double millis = millisTo(file, began);
    Job job = jobs.show(new JobId(number, JobId.ALONE), PATIENCE);
    if (job.state() != JobState.DONE) {
      throw new IOException("Job " + number + " is " + job.state().word() + ": " + job.why());
    }
    return new Times(millis, (System.nanoTime() - began) / 1e6);
  }

  private static double millisTo(Path file, long began) throws IOException {
    while (!Files.exists(file)) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IOException("Nothing began within " + PATIENCE.toSeconds() + " s.");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static double median(List<Double> values) {
    return Spread.of(values).median();
  }

  private static String words(List<Double> values, int digits) {
    return Spread.of(values).words(digits);
  }
}
