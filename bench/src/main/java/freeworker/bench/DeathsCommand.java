package freeworker.bench;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.WorkerLost;
import freeworker.bench.run.Child;
import freeworker.bench.run.Machine;
import freeworker.bench.run.Running;
import freeworker.bench.run.Spread;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** The {@code bench deaths} command: how soon a killed worker or client is known, and made good. */
final class DeathsCommand implements Command.Action {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Between two deaths, as the next spare process starts. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final double PROMISED_MILLIS = 300;
  private static final double PROMISED_OF_A_CLIENT = 500;

  private final Command line =
      new Command("deaths", "Kills workers and clients, and measures who knows when.", this);
  private final Value rounds =
      line.option("--rounds", "N", "how many of both are killed (default: {})").usually("20");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final Machine machine = new Machine();
  private final List<Double> told = new ArrayList<>();
  private final List<Double> lent = new ArrayList<>();
  private final List<Double> done = new ArrayList<>();
  private final List<Double> clients = new ArrayList<>();

  DeathsCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  @SuppressWarnings("try") // the other worker is only held
  public int run() throws Exception {
    int deaths = rounds.whole();
    if (deaths < 1 || deaths > 1000) {
      throw line.wrong("--rounds from 1 to 1000.");
    }
    out.println("machine: " + machine.words());
    out.println("repeat:  bin/bench deaths --rounds " + deaths);
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n", machine.load());
    try (var broker = new Running(home, 2);
        Engine engine = Engine.open(address(broker));
        BorrowedWorker held = engine.borrow(PATIENCE)) {
      for (int round = 1; round <= deaths; round++) {
        err.println("death " + round + " of " + deaths);
        LockSupport.parkNanos(PAUSE.toNanos());
        die(engine, broker.folder().resolve("begun-" + round));
        LockSupport.parkNanos(PAUSE.toNanos());
        leave(engine, address(broker), broker.folder().resolve("held-" + round));
      }
    }
    out.printf(Locale.ROOT, "load of the last minute after: %.2f%n%n", machine.load());
    out.println(
        "| after kill -9 of a worker under its task | ms: median (min-max) | within 300 ms |");
    out.println("|---|---:|---:|");
    row("its caller has WorkerLost", told, PROMISED_MILLIS);
    row("its slot is lent to the next borrower", lent, PROMISED_MILLIS);
    row("the next borrower's first task is done there", done, PROMISED_MILLIS);
    out.println();
    out.println(
        "| after kill -9 of a client whose task loops | ms: median (min-max) | within 500 ms |");
    out.println("|---|---:|---:|");
    row("its worker's slot is lent to the next borrower", clients, PROMISED_OF_A_CLIENT);
    return 0;
  }

  private static String address(Running broker) {
    return "rmi://localhost:" + broker.port() + "?key=" + broker.key();
  }

  /** A client dies that held the worker of the two that is left. */
  private void leave(Engine engine, String address, Path begun) throws Exception {
    try (Child client =
        Child.java("holder", HolderMain.class, List.of(), List.of(address, begun.toString()))) {
      while (!Files.exists(begun)) {
        Thread.onSpinWait();
      }
      long killed = System.nanoTime();
      client.handle().destroyForcibly();
      try (BorrowedWorker next = engine.borrow(PATIENCE)) {
        clients.add((System.nanoTime() - killed) / 1e6);
        next.run(() -> 1);
      }
    }
  }

  /** One of two workers dies; the other one is held meanwhile, so that it cannot help out. */
  private void die(Engine engine, Path begun) throws Exception {
    BorrowedWorker worker = engine.borrow(PATIENCE);
    long pid = worker.run(() -> ProcessHandle.current().pid());
    String file = begun.toString();
    var task =
        new FutureTask<>(
            () -> {
              try {
                worker.run(
                    () -> {
                      Files.createFile(Path.of(file));
                      new CountDownLatch(1).await();
                      return 0;
                    });
                throw new IOException("A task that cannot end did.");
              } catch (WorkerLost e) {
                return System.nanoTime();
              }
            });
    new Thread(task, "caller").start();
    while (!Files.exists(begun)) {
      Thread.onSpinWait();
    }
    long killed = System.nanoTime();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    try (BorrowedWorker next = engine.borrow(PATIENCE)) {
      lent.add((System.nanoTime() - killed) / 1e6);
      next.run(() -> 1);
      done.add((System.nanoTime() - killed) / 1e6);
    }
    told.add((task.get() - killed) / 1e6);
    worker.close();
  }

  private void row(String what, List<Double> times, double promised) {
    out.printf(
        Locale.ROOT,
        "| %s | %s | %d of %d |%n",
        what,
        Spread.of(times).words(0),
        times.stream().filter(time -> time <= promised).count(),
        times.size());
  }
}
