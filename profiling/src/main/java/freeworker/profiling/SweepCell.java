package freeworker.profiling;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How many tasks a second so many clients had done by so many workers. */
public final class SweepCell {
  /** More workers or clients than this nobody has. */
  static final int MOST = 65_536;

  /** The share of the best schedule with its cost that a good cell reaches. */
  public static final double NEAR = 0.95;

  private static final double FASTEST = 1e12;

  private final int workers;
  private final int clients;
  private final double throughput;
  private final @Nullable SweepRun run;

  private SweepCell(int workers, int clients, double throughput, @Nullable SweepRun run) {
    if (workers < 1 || workers > MOST || clients < 1 || clients > MOST) {
      throw new IllegalArgumentException(
          "workers and clients must be from 1 to %d, not %d and %d"
              .formatted(MOST, workers, clients));
    }
    if (!(throughput >= 0 && throughput <= FASTEST)) {
      throw new IllegalArgumentException(
          "throughput must be from 0 to %.0e tasks/s, not %s".formatted(FASTEST, throughput));
    }
    this.workers = workers;
    this.clients = clients;
    this.throughput = throughput;
    this.run = run;
  }

  /** A cell as the original writes it; it does not tell how it was measured. */
  public static SweepCell of(int workers, int clients, double throughput) {
    return new SweepCell(workers, clients, throughput, null);
  }

  /** A cell that was measured by a run, whose tasks by seconds are its throughput. */
  public static SweepCell of(int workers, int clients, SweepRun run) {
    if (run.tasks() % clients != 0) {
      throw new IllegalArgumentException(
          "%d clients cannot each have done the same part of %d tasks"
              .formatted(clients, run.tasks()));
    }
    return new SweepCell(workers, clients, run.tasks() / run.seconds(), run);
  }

  public int workers() {
    return workers;
  }

  public int clients() {
    return clients;
  }

  /** Tasks a second. */
  public double throughput() {
    return throughput;
  }

  /** How it was measured; empty where the file does not say. */
  public Optional<SweepRun> run() {
    return Optional.ofNullable(run);
  }

  /**
   * What no schedule can exceed: each worker does one task at a time, and each client pauses after
   * each of its tasks.
   */
  public double limit() {
    double task = run == null ? SweepRun.USUAL_TASK : run.taskSeconds();
    double think = run == null ? SweepRun.USUAL_THINK : run.thinkSeconds();
    return Math.min(workers / task, clients / (task + think));
  }

  /** The throughput as a share of the limit; what is above 1 cannot have been. */
  public double shareOfLimit() {
    return throughput / limit();
  }

  /** The throughput of the best schedule, in which nothing but tasks and pauses takes time. */
  public double best() {
    return schedule(Duration.ZERO).throughput();
  }

  /** The best schedule as a share of the limit. */
  public double bestOfLimit() {
    return best() / limit();
  }

  /** The throughput as a share of the best schedule's. */
  public double shareOfBest() {
    return throughput / best();
  }

  /**
   * The throughput as a share of what the best schedule gives when each process costs what it did;
   * empty where the file does not say what that was. Near 1, and above it where the processes of
   * the cell happened to cost less than those that were measured alone.
   */
  public OptionalDouble shareOfBestWithCost() {
    return run == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(throughput / schedule(duration(run.processSeconds())).throughput());
  }

  /** Whether the throughput is as near to the best schedule with its cost as it has to be. */
  public boolean nearBest() {
    return shareOfBestWithCost().orElse(shareOfBest()) >= NEAR;
  }

  /** The tasks of all clients. */
  int tasks() {
    return run == null ? clients * SweepRun.USUAL_ROUNDS : run.tasks();
  }

  private BestSchedule schedule(Duration cost) {
    double task = run == null ? SweepRun.USUAL_TASK : run.taskSeconds();
    double think = run == null ? SweepRun.USUAL_THINK : run.thinkSeconds();
    return new BestSchedule(
        workers, clients, tasks() / clients, atLeastOne(duration(task)), duration(think), cost);
  }

  private static Duration atLeastOne(Duration task) {
    return task.isZero() ? Duration.ofNanos(1) : task;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SweepCell cell
        && workers == cell.workers
        && clients == cell.clients
        && Double.compare(throughput, cell.throughput) == 0
        && Objects.equals(run, cell.run);
  }

  @Override
  public int hashCode() {
    return Objects.hash(workers, clients, throughput, run);
  }

  @Override
  public String toString() {
    return "%d workers x %d clients: %s tasks/s".formatted(workers, clients, throughput);
  }
}
