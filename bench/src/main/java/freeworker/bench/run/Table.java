package freeworker.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table for people, in Markdown.
 *
 * @param title what it shows, in a line above it
 */
public record Table(String title, List<String> heads, List<List<String>> rows) {
  public Table {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != heads.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " cells below " + heads.size() + " heads: " + row);
      }
    }
  }

  /** The lines of it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add("");
    lines.add(line(heads));
    lines.add("|---|" + "---:|".repeat(heads.size() - 1));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** The same for programs. */
  public String json() {
    return "{\"title\":"
        + quoted(title)
        + ",\"heads\":"
        + array(heads)
        + ",\"rows\":["
        + rows.stream().map(Table::array).collect(Collectors.joining(",\n"))
        + "]}";
  }

  private static String array(List<String> cells) {
    return cells.stream().map(Table::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  /** A text as JSON has it. */
  public static String quoted(String text) {
    return '"' + text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\"\\\\])", "\\\\$1") + '"';
  }
}
