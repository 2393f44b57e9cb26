package freeworker.crew;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything. Never held while telling the watcher.
 * A place is WANTED -> STARTING -> READY -> (its process dies) -> WANTED with the next epoch. A spare
 * is a process without a place; it takes the place of one that died.
 */
/** Keeps the worker processes of one host: starts, watches, replaces and ends them. */
public final class Crew implements AutoCloseable {
  /** Who wants to know what happens to the processes. */
  public interface Watcher {
    void died(Death death);

    /**
     * A process was started and has not been told yet where the broker is.
     *
     * @param secret what it will prove there
     * @throws IOException when nobody can be told, so that the process is of no use
     */
    default void launched(String name, byte[] secret) throws IOException {}

    /** A process ended before it was ready. */
    default void ended(String name) {}

    /** A worker, or its task, wrote a line. */
    void said(int number, String line);

    /** Something that a person should know. */
    void noticed(String line);
  }

  private static final int PATIENCE = 3;

  private final String name;
  private final Path lib;
  private final Supplier<Endpoint> broker;
  private final Watcher watcher;
  private final int atOnce;
  private final boolean withSpare;
  private final Deque<Integer> wanted = new ArrayDeque<>();
  private final List<WorkerProcess> processes = new ArrayList<>();
  private final Map<Integer, Long> epochs = new HashMap<>();
  private int failures;
  private int readyCount;
  private @Nullable WorkerProcess spare;
  private @Nullable String failure;
  private boolean closing;

  /**
   * A crew without workers yet.
   *
   * @param name with which the names of its processes begin
   * @param lib the folder of the jars that a worker needs
   * @param broker asked when a process is started
   * @param atOnce how many processes may be starting at the same time
   * @param withSpare whether a process without a place stands by
   */
  public Crew(
      String name,
      Path lib,
      Supplier<Endpoint> broker,
      int atOnce,
      boolean withSpare,
      Watcher watcher) {
    this.name = name;
    this.lib = lib;
    this.broker = broker;
    this.atOnce = atOnce;
    this.withSpare = withSpare;
    this.watcher = watcher;
  }

  /**
   * Starts workers of these numbers; they get ready by themselves.
   *
   * @param epoch that of the first process in each place
   */
  public synchronized void begin(List<Integer> numbers, long epoch) {
    for (int number : numbers) {
      epochs.put(number, epoch - 1);
      wanted.add(number);
    }
    startWanted();
  }

  /**
   * Starts workers 0 to count - 1 and waits until all of them are ready.
   *
   * @throws IOException when they do not get ready
   */
  public synchronized void start(int count, Duration limit)
      throws IOException, InterruptedException {
    begin(IntStream.range(0, count).boxed().toList(), 1);
    long deadline = System.nanoTime() + limit.toNanos();
    while (readyCount < count && failure == null && !closing) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        failure = "only " + readyCount + " of " + count + " workers were ready within " + limit;
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
    if (failure != null) {
      throw new IOException(failure);
    }
  }

  /** The secret of the process of this name, if it is one of this crew. */
  public synchronized Optional<byte[]> secret(String id) {
    return processes.stream()
        .filter(process -> process.id().equals(id))
        .findFirst()
        .map(WorkerProcess::secret);
  }

  /**
   * Whether the process of this name was started for this place and no other.
   *
   * @param ready run when it is, before anybody who waits for the crew hears of it
   */
  public synchronized boolean enrols(int number, long epoch, String id, Runnable ready) {
    for (WorkerProcess process : processes) {
      if (process.number() == number && process.epoch() == epoch && process.id().equals(id)) {
        if (!process.isReady()) {
          ready.run();
          process.ready();
          readyCount++;
          failures = 0;
          startWanted();
          notifyAll();
        }
        return true;
      }
    }
    return false;
  }

  /**
   * Ends the process in this place at once; another takes the place.
   *
   * @param why for people
   */
  public synchronized void kill(int number, long epoch, String why) {
    for (WorkerProcess process : processes) {
      if (process.number() == number && process.epoch() == epoch) {
        process.kill(why);
      }
    }
  }

  /** Ends all processes and waits for their end, by force if need be. */
  @Override
  public void close() {
    List<WorkerProcess> ending;
    synchronized (this) {
      closing = true;
      wanted.clear();
      ending = List.copyOf(processes);
      notifyAll();
    }
    ending.forEach(WorkerProcess::dismiss);
    var ends = ending.stream().map(p -> p.process().onExit()).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends)
          .completeOnTimeout(null, 2, TimeUnit.SECONDS)
          .thenRun(() -> ending.forEach(WorkerProcess::kill))
          .join();
      CompletableFuture.allOf(ends).completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
    } finally {
      ending.forEach(WorkerProcess::kill);
    }
  }

  private void startWanted() {
    while (!closing && !wanted.isEmpty() && starting() < atOnce) {
      int number = wanted.remove();
      long epoch = epochs.merge(number, 1L, Long::sum);
      try {
        WorkerProcess process = spare;
        spare = null;
        if (process == null || !process.process().isAlive()) {
          process = launch();
        }
        process.place(number, epoch);
      } catch (IOException e) {
        failed(number, "worker " + number + " could not be started: " + e.getMessage());
      }
    }
    if (withSpare && spare == null && !closing && wanted.isEmpty() && starting() == 0) {
      try {
        spare = launch();
      } catch (IOException e) {
        watcher.noticed("no spare worker could be started: " + e.getMessage());
      }
    }
  }

  private WorkerProcess launch() throws IOException {
    var process = new WorkerProcess(name, lib, (from, line) -> watcher.said(from.number(), line));
    processes.add(process);
    var unused = process.onExit(() -> ended(process));
    try {
      watcher.launched(process.id(), process.secret());
      process.meet(broker.get());
    } catch (IOException e) {
      process.kill();
      throw e;
    }
    return process;
  }

  private int starting() {
    int starting = 0;
    for (WorkerProcess process : processes) {
      if (process.number() >= 0 && !process.isReady()) {
        starting++;
      }
    }
    return starting;
  }

  private void ended(WorkerProcess process) {
    Death death = process.death();
    synchronized (this) {
      processes.remove(process);
      if (closing) {
        return;
      }
      if (process == spare || process.number() < 0) {
        spare = process == spare ? null : spare;
      } else if (process.isReady()) {
        readyCount--;
        wanted.add(death.number());
        startWanted();
      } else {
        failed(death.number(), "worker " + death.number() + " never got ready: " + death.how());
      }
    }
    if (process.isReady()) {
      watcher.died(death);
    } else {
      watcher.ended(process.id());
    }
  }

  /** A place could not be filled: says so, and tries again more and more slowly. */
  private void failed(int number, String why) {
    failures++;
    if (failures >= PATIENCE) {
      failure = why;
      notifyAll();
    }
    watcher.noticed(why);
    long pause = Math.min(30, 1L << Math.min(failures, 5));
    Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.SECONDS);
    later.execute(
        () -> {
          synchronized (this) {
            if (!closing) {
              wanted.add(number);
              startWanted();
            }
          }
        });
  }
}
