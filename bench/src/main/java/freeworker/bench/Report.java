package freeworker.bench;

import freeworker.bench.run.Promise;
import freeworker.bench.run.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run says in the end. */
final class Report {
  private final Results ours;
  private final Map<Peer, Results> theirs;
  private final List<Promise> promises;
  private final Map<String, Results> all = new LinkedHashMap<>();

  Report(Results ours, Map<Peer, Results> theirs, List<Promise> promises) {
    this.ours = ours;
    this.theirs = theirs;
    this.promises = List.copyOf(promises);
    all.put("Freeworker", ours);
    theirs.forEach((peer, results) -> all.put(peer.words(), results));
  }

  /** Its tables, for people. */
  List<String> tables() {
    List<String> rows = new ArrayList<>(Results.head());
    all.values().forEach(results -> rows.addAll(results.rows()));
    if (!theirs.isEmpty()) {
      rows.add("");
      rows.addAll(new Standings(ours, theirs).table());
      rows.add("");
      rows.add("| all processes | seconds from their start to the first result |");
      rows.add("|---|---:|");
      all.forEach((name, results) -> rows.add("| " + name + " | " + seconds(results) + " |"));
    }
    return rows;
  }

  /** What was judged: which goals hold, and which do not. */
  List<Promise> promises() {
    return promises;
  }

  boolean held() {
    return promises.stream().allMatch(Promise::held);
  }

  private static String seconds(Results results) {
    return results.starts().isEmpty() ? "" : Spread.of(results.starts()).words(2);
  }

  /** The same as JSON, for programs, and each round. */
  String json(String machine, String command) {
    return String.format(
        Locale.ROOT,
        "{\"machine\":\"%s\",\"command\":\"%s\",\"lines\":[\n%s\n],\"starts\":{%s},\"promises\":[\n%s\n]}\n",
        machine,
        command,
        all.values().stream()
            .flatMap(results -> results.json().stream())
            .collect(Collectors.joining(",\n")),
        all.entrySet().stream()
            .map(entry -> "\"" + entry.getKey() + "\":" + starts(entry.getValue()))
            .collect(Collectors.joining(",")),
        promises.stream().map(Promise::json).collect(Collectors.joining(",\n")));
  }

  private static String starts(Results results) {
    return results.starts().stream()
        .map(start -> String.format(Locale.ROOT, "%.3f", start))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
