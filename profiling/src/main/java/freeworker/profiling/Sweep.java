package freeworker.profiling;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The throughput of every pair of workers and clients that was measured, ordered by workers, then
 * clients, each pair once.
 */
public record Sweep(List<SweepCell> cells) {
  /** The name that every reader expects. */
  public static final String NAME = "benchmarks.csv";

  /** More cells than this are no sweep. */
  static final int MOST_CELLS = 65_536;

  /** More tasks than these nobody ran; so all best schedules together take a moment to find. */
  public static final int MOST_TASKS = 1_000_000;

  /**
   * @throws IllegalArgumentException when a pair is there twice, or there are too many
   */
  public Sweep {
    if (cells.size() > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a sweep has at most " + MOST_CELLS + " cells, not " + cells.size());
    }
    long tasks = cells.stream().mapToLong(SweepCell::tasks).sum();
    if (tasks > MOST_TASKS) {
      throw new IllegalArgumentException(
          "a sweep has at most " + MOST_TASKS + " tasks, not " + tasks);
    }
    var ordered = new TreeMap<Long, SweepCell>();
    for (SweepCell cell : cells) {
      if (ordered.put(place(cell.workers(), cell.clients()), cell) != null) {
        throw new IllegalArgumentException(
            "there are two cells of %d workers and %d clients"
                .formatted(cell.workers(), cell.clients()));
      }
    }
    cells = List.copyOf(ordered.values());
  }

  /**
   * Reads the original's file or ours.
   *
   * @throws BadProfile when it is no sweep; the message names the line
   */
  public static Sweep read(Path file) throws IOException, BadProfile {
    return SweepReader.read(file);
  }

  /** The cell of so many workers and clients. */
  public Optional<SweepCell> cell(int workers, int clients) {
    return cells.stream()
        .filter(cell -> cell.workers() == workers && cell.clients() == clients)
        .findFirst();
  }

  /** This sweep with one cell more; it takes the place of an older one of that pair. */
  public Sweep with(SweepCell cell) {
    var more = new ArrayList<SweepCell>(cells);
    more.removeIf(old -> old.workers() == cell.workers() && old.clients() == cell.clients());
    more.add(cell);
    return new Sweep(more);
  }

  /** Writes the file at once, also by a thread that is interrupted: nobody ever sees half of it. */
  public void write(Path file) throws IOException {
    var text = new StringBuilder(String.join(",", SweepColumns.ALL)).append('\n');
    for (SweepCell cell : cells) {
      text.append(String.join(",", SweepColumns.fields(cell))).append('\n');
    }
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (var out = new FileOutputStream(fresh.toFile())) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static long place(int workers, int clients) {
    return ((long) workers << 32) + clients;
  }
}
