package freeworker.bench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What one part has found. */
public record Findings(List<Table> tables, List<Promise> promises) {
  private static final String BETWEEN = "\t";

  public Findings {
    tables = List.copyOf(tables);
    promises = List.copyOf(promises);
  }

  public boolean held() {
    return promises.stream().allMatch(Promise::held);
  }

  /** For people: each table below an empty line, and what holds and what does not. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Table table : tables) {
      lines.add("");
      lines.addAll(table.lines());
    }
    lines.add("");
    promises.forEach(promise -> lines.add(promise.line()));
    return lines;
  }

  /** Lines of text, for another process; the last one is empty. */
  public List<String> encode() {
    List<String> lines = new ArrayList<>();
    for (Table table : tables) {
      lines.add("title" + BETWEEN + table.title());
      lines.add("heads" + BETWEEN + String.join(BETWEEN, table.heads()));
      table.rows().forEach(row -> lines.add("row" + BETWEEN + String.join(BETWEEN, row)));
    }
    for (Promise promise : promises) {
      lines.add(
          String.join(
              BETWEEN, promise.held() ? "holds" : "missed", promise.words(), promise.found()));
    }
    lines.add("");
    return lines;
  }

  /** From the lines that {@link #encode} made, without the last one. */
  public static Findings decode(List<String> lines) {
    List<Table> tables = new ArrayList<>();
    List<Promise> promises = new ArrayList<>();
    String title = "";
    List<String> heads = List.of();
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      List<String> cells = Arrays.asList(line.split(BETWEEN, -1));
      List<String> rest = cells.subList(1, cells.size());
      switch (cells.get(0)) {
        case "title" -> {
          title = rest.get(0);
        }
        case "heads" -> {
          heads = rest;
          rows = new ArrayList<>();
          tables.add(new Table(title, heads, rows));
        }
        case "row" -> {
          rows.add(rest);
          tables.set(tables.size() - 1, new Table(title, heads, rows));
        }
        case "holds", "missed" ->
            promises.add(new Promise(rest.get(0), rest.get(1), cells.get(0).equals("holds")));
        default -> throw new IllegalArgumentException("no line of findings: " + line);
      }
    }
    return new Findings(tables, promises);
  }

  public String json() {
    return "{\"tables\":["
        + tables.stream().map(Table::json).collect(Collectors.joining(","))
        + "],\"promises\":["
        + promises.stream().map(Promise::json).collect(Collectors.joining(",\n"))
        + "]}";
  }
}
