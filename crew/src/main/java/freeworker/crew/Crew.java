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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything but `closing`, which only ever becomes true, as `closed` does after it. Held while telling the watcher, who therefore asks the crew nothing;
 * not while telling him of a death, nor of what a process wrote.
 * A place is WANTED -> STARTING -> READY -> (its process dies) -> WANTED with the next epoch; or, after
 * too many deaths, DOWN for a while. A spare is a process without a place; it takes the place of one
 * that died.
 */
/** Keeps the worker processes of one host: starts, watches, replaces and ends them. */
public final class Crew implements AutoCloseable {
  /** Who wants to know what happens to the processes. */
  public interface Watcher {
    /**
     * A process died that was ready.
     *
     * @return whether it was lent or not yet cleared, so that its place is not to blame
     */
    boolean died(Death death);

    /**
     * A process was started and has not been told yet where the broker is.
     *
     * @param secret what it will prove there
     * @throws IOException when nobody can be told, so that the process is of no use
     */
    default void launched(String name, byte[] secret) throws IOException {}

    /**
     * A process will come for this place, and for no other.
     *
     * @throws IOException when nobody can be told
     */
    default void placed(String name, byte[] secret, int number, long epoch) throws IOException {}

    /**
     * Processes keep dying in this place; one is tried now and then, and each that dies is told.
     */
    void down(int number, String how);

    /** A process is ready, and has used so much processor time for that. */
    default void started(Duration cost) {}

    /** A process ended before it was ready. */
    default void ended(String name) {}

    /** A worker, or its task, wrote a line. */
    void said(int number, String line);

    /** Something that a person should know. */
    void noticed(String line);
  }

  /** The place of who has none. */
  private static final int SPARE = -1;

  private static final Duration CLEARING = Duration.ofSeconds(5);

  /** The first spare leaves the processors to who waits for the first workers. */
  private static final Duration FIRST_SPARE = Duration.ofSeconds(1);

  private static final String UNTOLD = "its broker could not be told of it";

  private final String name;
  private final Path lib;
  private final Supplier<Endpoint> broker;
  private final Lodging lodging;
  private final Watcher watcher;
  private final int atOnce;
  private final boolean withSpare;
  private final Deque<Integer> wanted = new ArrayDeque<>();
  private final List<WorkerProcess> processes = new ArrayList<>();
  private final Map<Integer, Long> epochs = new HashMap<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private boolean anyReady;
  private @Nullable WorkerProcess spare;
  private boolean spareRests;
  private @Nullable String failure;
  private volatile boolean closing;
  private boolean closed;

  /**
   * A crew without workers yet.
   *
   * @param name with which the names of its processes begin
   * @param lib the folder of the jars that a worker needs
   * @param broker asked when a process is started
   * @param lodging how its processes are kept
   * @param atOnce how many processes may be starting at the same time
   * @param withSpare whether a process without a place stands by
   */
  public Crew(
      String name,
      Path lib,
      Supplier<Endpoint> broker,
      Lodging lodging,
      int atOnce,
      boolean withSpare,
      Watcher watcher) {
    this.name = name;
    this.lib = lib;
    this.broker = broker;
    this.lodging = lodging;
    this.atOnce = atOnce;
    this.withSpare = withSpare;
    spareRests = withSpare;
    this.watcher = watcher;
    places.put(SPARE, new Place());
  }

  /**
   * Starts workers of these numbers; they get ready by themselves.
   *
   * @param epoch that of the first process in each place
   */
  public synchronized void begin(List<Integer> numbers, long epoch) {
    // Later, since whoever starts has no time for it.
    CompletableFuture.delayedExecutor(CLEARING.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> Scratch.clear(Scratch.parent()));
    for (int number : numbers) {
      epochs.put(number, epoch - 1);
      places.put(number, new Place());
      wanted.add(number);
    }
    startWanted();
  }

  /**
   * Starts workers 0 to count - 1 and waits until each of them is ready, or down.
   *
   * @throws IOException when none gets ready
   */
  public synchronized void start(int count, Duration limit)
      throws IOException, InterruptedException {
    begin(IntStream.range(0, count).boxed().toList(), 1);
    long deadline = System.nanoTime() + limit.toNanos();
    while (settled() < count && failure == null && !closing) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        failure = "only " + settled() + " of " + count + " workers were ready within " + limit;
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
    if (failure != null) {
      throw new IOException(failure);
    }
  }

  private int settled() {
    long ready = processes.stream().filter(WorkerProcess::isReady).count();
    return (int) (ready + down());
  }

  private long down() {
    return places.entrySet().stream()
        .filter(place -> place.getKey() != SPARE && place.getValue().down())
        .count();
  }

  /** The secret of the process of this name, if it is one of this crew. */
  public synchronized Optional<byte[]> secret(String id) {
    return processes.stream()
        .filter(process -> process.id().equals(id))
        .findFirst()
        .map(WorkerProcess::secret);
  }

  /**
   * Whether the process of this name was started for this place and no other, and says so first.
   *
   * @param ready run when it is, before anybody who waits for the crew hears of it
   */
  public synchronized boolean enrols(int number, long epoch, String id, Runnable ready) {
    for (WorkerProcess process : processes) {
      if (process.number() == number
          && process.epoch() == epoch
          && process.id().equals(id)
          && !process.isReady()) {
        ready.run();
        process.ready();
        process.process().info().totalCpuDuration().ifPresent(watcher::started);
        if (!anyReady) {
          anyReady = true;
          after(FIRST_SPARE, SPARE);
        }
        boolean back = place(number).down();
        place(number).ready(System.nanoTime());
        place(SPARE).ready(System.nanoTime());
        if (back) {
          watcher.noticed("worker " + number + " is up again.");
        }
        startWanted();
        notifyAll();
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

  /** What people are told of a place that is down. */
  public static String downWords(int number, String how) {
    return "worker "
        + number
        + " is down, since its process died "
        + Place.DEATHS
        + " times within a minute; tried again every "
        + Place.PAUSE.toSeconds()
        + " s. Last: "
        + how
        + ".";
  }

  /** Starts no process any more; waits for nobody. */
  void startNoMore() {
    closing = true;
  }

  /** Ends all processes and waits for their end, by force if need be. */
  @Override
  public void close() {
    List<WorkerProcess> ending;
    synchronized (this) {
      closing = true;
      closed = true;
      wanted.clear();
      ending = List.copyOf(processes);
      notifyAll();
    }
    ending.forEach(WorkerProcess::dismiss);
    var ends = ending.stream().map(WorkerProcess::gone).toArray(CompletableFuture[]::new);
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
      try {
        place(spareOrNew(), number);
      } catch (IOException e) {
        died(number, "worker " + number + " could not be started: " + e.getMessage());
      }
    }
    while (sparable()) {
      try {
        spare = launch();
      } catch (IOException e) {
        died(SPARE, "it could not be started: " + e.getMessage());
      }
    }
  }

  private boolean sparable() {
    return withSpare
        && spare == null
        && !spareRests
        && !closing
        && wanted.isEmpty()
        && starting() == 0;
  }

  private WorkerProcess spareOrNew() throws IOException {
    WorkerProcess process = spare;
    spare = null;
    return process == null || !process.process().isAlive() ? launch() : process;
  }

  private void place(WorkerProcess process, int number) throws IOException {
    long epoch = epochs.merge(number, 1L, Long::sum);
    try {
      watcher.placed(process.id(), process.secret(), number, epoch);
    } catch (IOException e) {
      process.kill(UNTOLD);
      throw e;
    }
    process.place(number, epoch, place(number).down());
  }

  private WorkerProcess launch() throws IOException {
    Account account = lodging.next(processes.stream().map(WorkerProcess::account).toList());
    var process =
        new WorkerProcess(
            name,
            lib,
            lodging.memory(),
            account,
            (from, line) -> watcher.said(from.number(), line));
    processes.add(process);
    var unused = process.gone().thenRun(() -> ended(process));
    try {
      watcher.launched(process.id(), process.secret());
      process.meet(broker.get());
    } catch (IOException e) {
      process.kill(UNTOLD);
      throw e;
    }
    return process;
  }

  private int starting() {
    int starting = 0;
    for (WorkerProcess process : processes) {
      if (process.number() != SPARE && !process.isReady()) {
        starting++;
      }
    }
    return starting;
  }

  private Place place(int number) {
    return Objects.requireNonNull(places.get(number), "a place of this crew");
  }

  private void ended(WorkerProcess process) {
    Death death = process.death();
    synchronized (this) {
      processes.remove(process);
      if (closed) {
        return;
      }
    }
    boolean blameless = !death.ours().isEmpty() || death.cancelled();
    if (process.isReady()) {
      blameless |= watcher.died(death);
    } else {
      watcher.ended(process.id());
    }
    synchronized (this) {
      if (process == spare) {
        spare = null;
      }
      int number = death.number();
      if (blameless) {
        place(number).left(System.nanoTime());
        want(number);
      } else {
        died(
            number,
            process.isReady() || number == SPARE
                ? death.how()
                : "worker " + number + " never got ready: " + death.how());
      }
      startWanted();
    }
  }

  /** A process of this place died by itself: has another one come, at once or after a while. */
  private void died(int number, String how) {
    Place place = place(number);
    boolean before = place.down();
    Duration pause = place.died(System.nanoTime());
    if (pause.isZero()) {
      want(number);
      return;
    }
    after(pause, number);
    spareRests |= number == SPARE;
    if (number != SPARE) {
      watcher.down(number, how);
      if (!anyReady && down() >= Math.min(atOnce, epochs.size())) {
        failure = how;
      }
      notifyAll();
    } else if (!before) {
      watcher.noticed("no spare worker stays alive: " + how);
    }
  }

  private void after(Duration pause, int number) {
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(() -> again(number));
  }

  private synchronized void again(int number) {
    want(number);
    startWanted();
  }

  private void want(int number) {
    if (number == SPARE) {
      spareRests = false;
    } else if (!closing) {
      // Before those that were not tried yet, so that what can never start is soon known.
      wanted.addFirst(number);
    }
  }
}
