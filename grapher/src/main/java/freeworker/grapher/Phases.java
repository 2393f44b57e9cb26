package freeworker.grapher;

import freeworker.profiling.BadProfile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code challenge wordcount --record} wrote: who was at which phase, and when.
 *
 * @param spans in the order of the file
 */
record Phases(String name, List<Span> spans) {
  static final String HEADER = "phase,worker,begin,end";

  private static final List<String> NAMES =
      List.of(
          "names out",
          "shuffle 1",
          "grouping",
          "redistribution",
          "shuffle 2",
          "sort and collection");

  /** As the rank of the caller. */
  static final int CALLER = -1;

  private static final int MOST_WORKERS = 4096;

  /**
   * @param phase from 1
   * @param rank of the worker, or {@link #CALLER}
   * @param begin seconds
   */
  record Span(int phase, int rank, double begin, double end) {}

  Phases {
    spans = List.copyOf(spans);
  }

  /**
   * @throws BadProfile when it is no such file
   */
  static Phases read(Path file) throws IOException, BadProfile {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new BadProfile(file, 0, "is no text");
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      spans.add(span(file, i + 1, lines.get(i)));
    }
    if (spans.isEmpty()) {
      throw new BadProfile(file, 0, "has no phases");
    }
    return new Phases(String.valueOf(file.getFileName()), spans);
  }

  private static Span span(Path file, int line, String text) throws BadProfile {
    String[] cells = text.split(",", -1);
    try {
      if (cells.length == 4) {
        int phase = Integer.parseInt(cells[0]);
        int rank = cells[1].equals("caller") ? CALLER : Integer.parseInt(cells[1]);
        double begin = Double.parseDouble(cells[2]);
        double end = Double.parseDouble(cells[3]);
        if (phase >= 1
            && phase <= NAMES.size()
            && rank >= CALLER
            && rank < MOST_WORKERS
            && begin >= 0
            && end >= begin
            && end < Double.POSITIVE_INFINITY) {
          return new Span(phase, rank, begin, end);
        }
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BadProfile(file, line, "has no phase, worker, begin and end: '" + text + "'");
  }

  static String nameOf(int phase) {
    return NAMES.get(phase - 1);
  }

  int workers() {
    return 1 + spans.stream().mapToInt(Span::rank).max().orElse(CALLER);
  }

  double seconds() {
    return spans.stream().mapToDouble(Span::end).max().orElse(0);
  }

  /**
   * How long each phase took the caller; or, where there is none, from the first who began it to
   * the last who ended it.
   */
  Map<Integer, Double> lengths() {
    Map<Integer, Double> lengths = lengths(spans);
    lengths.putAll(lengths(spans.stream().filter(span -> span.rank() == CALLER).toList()));
    return lengths;
  }

  private static Map<Integer, Double> lengths(List<Span> spans) {
    Map<Integer, double[]> whole = new TreeMap<>();
    for (Span span : spans) {
      double[] of =
          whole.computeIfAbsent(span.phase(), any -> new double[] {span.begin(), span.end()});
      of[0] = Math.min(of[0], span.begin());
      of[1] = Math.max(of[1], span.end());
    }
    Map<Integer, Double> lengths = new TreeMap<>();
    whole.forEach((phase, of) -> lengths.put(phase, of[1] - of[0]));
    return lengths;
  }

  /** The phase that lasted longest. */
  int longest() {
    return lengths().entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .orElseThrow()
        .getKey();
  }

  /** For how much of the time one who counts was at some phase. */
  double busy(int rank) {
    double busy =
        spans.stream()
            .filter(span -> span.rank() == rank)
            .mapToDouble(span -> span.end() - span.begin())
            .sum();
    return seconds() == 0 ? 0 : Math.min(1, busy / seconds());
  }
}
