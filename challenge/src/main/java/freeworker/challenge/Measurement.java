package freeworker.challenge;

import freeworker.profiling.SweepCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures cells with real processes: a broker for each, and a process for each task. */
final class Measurement implements AutoCloseable {
  private final Programs programs;
  private final Work work;
  private final Consumer<String> notices;
  private final Path scratch;
  private final Map<Integer, Duration> costs = new HashMap<>();

  /**
   * @param notices hears what the brokers want a person to read
   */
  Measurement(Programs programs, Work work, Consumer<String> notices) {
    this.programs = programs;
    this.work = work;
    this.notices = notices;
    try {
      scratch = Files.createTempDirectory("freeworker-benchmark");
    } catch (IOException e) {
      throw new ChallengeFailure(
          ChallengeFailure.FAILED, "no temporary folder can be made: " + e + ".", "", e);
    }
  }

  /**
   * What a process costs whose task does nothing, when so many start at once and nobody waits for a
   * worker: the median.
   *
   * @param idle is called several times a second meanwhile
   */
  Duration cost(int clients, Runnable idle) throws InterruptedException {
    Duration known = costs.get(clients);
    if (known != null) {
      return known;
    }
    Work nothing = work.idle();
    List<Duration> costs = new ArrayList<>();
    Path profile = scratch.resolve("cost_" + clients + ".csv");
    try (var broker = broker(clients, profile)) {
      for (int round = 0; round < nothing.rounds(); round++) {
        var together = new Clients(clients, 1, Duration.ZERO, errand(nothing, clients, broker));
        costs.addAll(together.run(idle).errands());
      }
      broker.stop(costs.size());
    }
    Duration median = Tally.Spread.of(costs).median();
    this.costs.put(clients, median);
    return median;
  }

  /**
   * Measures one cell.
   *
   * @param profile where its broker records
   * @throws ChallengeFailure when anything was not as it has to be: a cell is right or not there
   */
  SweepCell cell(Pair pair, Path profile, Runnable idle) throws InterruptedException {
    Duration cost = cost(pair.clients(), idle);
    int tasks = pair.clients() * work.rounds();
    Clients.Ran ran;
    try (var broker = broker(pair.workers(), profile)) {
      ran =
          new Clients(
                  pair.clients(),
                  work.rounds(),
                  work.think().duration(),
                  errand(work, pair.clients(), broker))
              .run(idle);
      broker.stop(tasks);
    }
    return checked(
        SweepCell.of(pair.workers(), pair.clients(), work.run(pair.clients(), ran.wall(), cost)));
  }

  /** A cell that can have been. */
  static SweepCell checked(SweepCell cell) {
    if (cell.shareOfLimit() > 1) {
      throw new ChallengeFailure(
          ChallengeFailure.FAILED,
          "%s tasks/s were measured where %s is the most there can be"
              .formatted(cell.throughput(), cell.limit()),
          "");
    }
    return cell;
  }

  private CellBroker broker(int workers, Path profile) throws InterruptedException {
    return new CellBroker(programs.broker(workers, profile), scratch.resolve("home"), notices);
  }

  private ChallengeProcess errand(Work some, int clients, CellBroker broker) {
    return new ChallengeProcess(
        programs.challenge(some.task(), broker.port(), broker.key()),
        some,
        scratch,
        work.patience(clients));
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      notices.accept(scratch + " could not be removed: " + e.getMessage());
    }
  }
}
