package freeworker.grapher;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.profiling.SweepRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What can be said of a sweep: its grid, what is not possible, its best cell, its sentence. */
final class SweepView {
  /** A share of the limit above this is no error of measurement. */
  private static final double NOT_POSSIBLE = 1.05;

  /**
   * A cell at its place in the grid.
   *
   * @param column the place of its workers, from 0
   * @param row the place of its clients, from 0
   * @param ofBest its share of the best schedule with its cost, where the file tells it
   */
  record Spot(SweepCell cell, int column, int row, OptionalDouble ofBest) {
    boolean possible() {
      return SweepView.possible(cell);
    }
  }

  private final List<Integer> workers;
  private final List<Integer> clients;
  private final List<Spot> spots = new ArrayList<>();

  /**
   * @throws IllegalArgumentException when the sweep has no cells
   */
  SweepView(Sweep sweep) {
    if (sweep.cells().isEmpty()) {
      throw new IllegalArgumentException("a sweep without cells has no chart");
    }
    workers = sweep.cells().stream().map(SweepCell::workers).distinct().sorted().toList();
    clients = sweep.cells().stream().map(SweepCell::clients).distinct().sorted().toList();
    Map<Integer, Integer> columns = places(workers);
    Map<Integer, Integer> rows = places(clients);
    for (SweepCell cell : sweep.cells()) {
      spots.add(
          new Spot(
              cell,
              columns.getOrDefault(cell.workers(), 0),
              rows.getOrDefault(cell.clients(), 0),
              cell.shareOfBestWithCost()));
    }
  }

  private static Map<Integer, Integer> places(List<Integer> numbers) {
    Map<Integer, Integer> places = new HashMap<>();
    numbers.forEach(number -> places.put(number, places.size()));
    return places;
  }

  /** Whether so many tasks can have been done by these workers for these clients. */
  static boolean possible(SweepCell cell) {
    return cell.shareOfLimit() <= NOT_POSSIBLE;
  }

  /** Whether it is the workers who would have had to do more than they can. */
  static boolean beyondWorkers(SweepCell cell) {
    double task = cell.run().map(SweepRun::taskSeconds).orElse(SweepRun.USUAL_TASK);
    return cell.throughput() * task / cell.workers() > NOT_POSSIBLE;
  }

  /** The numbers of workers that were measured, rising. */
  List<Integer> workers() {
    return workers;
  }

  /** The numbers of clients that were measured, rising. */
  List<Integer> clients() {
    return clients;
  }

  List<Spot> spots() {
    return List.copyOf(spots);
  }

  long missing() {
    return (long) workers.size() * clients.size() - spots.size();
  }

  List<Spot> notPossible() {
    return spots.stream().filter(spot -> !spot.possible()).toList();
  }

  /** The possible cell with the most tasks a second; among equals the one with fewer workers. */
  Optional<SweepCell> best() {
    return spots.stream()
        .filter(Spot::possible)
        .map(Spot::cell)
        .max(
            Comparator.comparingDouble(SweepCell::throughput)
                .thenComparing(Comparator.comparingInt(SweepCell::workers).reversed())
                .thenComparing(Comparator.comparingInt(SweepCell::clients).reversed()));
  }

  /** The highest throughput of all cells, also of those that are not possible. */
  double highest() {
    return spots.stream().mapToDouble(spot -> spot.cell().throughput()).max().orElse(0);
  }

  /** A sentence that says what is seen. */
  String title() {
    int wrong = notPossible().size();
    if (spots.size() == 1 && wrong == 0) {
      SweepCell only = spots.get(0).cell();
      return "%s did %s tasks/s for %s, %s of the most they could"
          .formatted(
              Words.count(only.workers(), "worker"),
              Words.rate(only.throughput()),
              Words.count(only.clients(), "client"),
              Words.percent(only.shareOfLimit()));
    }
    if (wrong > 0) {
      return "%,d of %s %s more than is possible"
          .formatted(wrong, Words.count(spots.size(), "cell"), wrong == 1 ? "shows" : "show");
    }
    Spot worst =
        spots.stream()
            .min(Comparator.comparingDouble(spot -> spot.cell().shareOfLimit()))
            .orElse(spots.get(0));
    double least = spots.stream().mapToDouble(s -> s.ofBest().orElse(-1)).min().orElse(-1);
    if (least >= SweepCell.NEAR) {
      return "Every cell reaches at least %s of the best schedule its processes allow"
          .formatted(Words.percent(Math.floor(least * 100) / 100));
    }
    if (worst.cell().shareOfLimit() >= SweepCell.NEAR) {
      return "Every cell reaches at least %s of what is possible"
          .formatted(Words.percent(Math.floor(worst.cell().shareOfLimit() * 100) / 100));
    }
    return "Every cell reaches at least %s of what is possible; the lowest is %s for %s"
        .formatted(
            Words.percent(Math.floor(worst.cell().shareOfLimit() * 100) / 100),
            Words.count(worst.cell().workers(), "worker"),
            Words.count(worst.cell().clients(), "client"));
  }

  String subtitle() {
    boolean ofBest = spots.stream().anyMatch(spot -> spot.ofBest().isPresent());
    return "tasks per second, and below it the share of what these workers and clients could do"
        + (ofBest ? ", and of the best schedule if all processes start together" : " at most")
        + best().map(cell -> "  \u00b7  best " + told(cell)).orElse("");
  }

  /** A cell in words: {@code 1.07: 4 workers, 4 clients}. */
  static String told(SweepCell cell) {
    return "%s: %s, %s"
        .formatted(
            Words.rate(cell.throughput()),
            Words.count(cell.workers(), "worker"),
            Words.count(cell.clients(), "client"));
  }

  List<String> footnotes() {
    List<String> lines = new ArrayList<>();
    List<Spot> wrong = notPossible();
    if (wrong.stream().anyMatch(spot -> beyondWorkers(spot.cell()))) {
      lines.add(
          "Red: not possible. A worker does one task at a time; so many were counted because a"
              + " worker was lent to several clients at once.");
    }
    if (wrong.stream().anyMatch(spot -> !beyondWorkers(spot.cell()))) {
      lines.add(
          (lines.isEmpty() ? "Red: not possible. Clients" : "Elsewhere clients")
              + " that pause after each task cannot ask for so many: they did not pause as long as"
              + " the file says.");
    }
    if (missing() > 0) {
      lines.add("Crossed out: not measured.");
    }
    return lines;
  }
}
