package freeworker.bench.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The end of a run, for people and for programs. */
final class Summary {
  private static final int MOST_SHOWN = 20;

  private final Terms terms;
  private final ChaosRun.Outcome outcome;

  Summary(Terms terms, ChaosRun.Outcome outcome) {
    this.terms = terms;
    this.outcome = outcome;
  }

  List<String> lines() {
    Verdict verdict = outcome.verdict();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("seed " + terms.seed() + ", " + sum() + " faults: " + words(faults()));
    lines.add(words(verdict.figures()));
    lines.add(
        "failures that clients were told: "
            + (verdict.failures().isEmpty() ? "none" : words(verdict.failures())));
    verdict
        .counts()
        .forEach(
            (invariant, count) ->
                lines.add(
                    (count == 0 ? "  held      " : "  VIOLATED  ")
                        + invariant.words()
                        + (count == 0 ? "" : ": " + count + " times")));
    List<Breach> breaches = verdict.breaches();
    breaches.stream().limit(MOST_SHOWN).forEach(breach -> lines.add(breach.toString()));
    if (breaches.size() > MOST_SHOWN) {
      lines.add("... and " + (breaches.size() - MOST_SHOWN) + " more");
    }
    return lines;
  }

  private int sum() {
    return outcome.faults().values().stream().mapToInt(Integer::intValue).sum();
  }

  private Map<String, Long> faults() {
    Map<String, Long> faults = new LinkedHashMap<>();
    outcome.faults().forEach((kind, count) -> faults.put(kind.words(), (long) count));
    return faults;
  }

  private static String words(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  String json() {
    Verdict verdict = outcome.verdict();
    Map<String, Long> invariants = new LinkedHashMap<>();
    verdict
        .counts()
        .forEach(
            (invariant, count) -> invariants.put(invariant.name().toLowerCase(Locale.ROOT), count));
    return "{\"seed\": %d, \"command\": %s, \"held\": %b, \"faults\": %s, \"figures\": %s, \"failures\": %s, \"violations\": %s, \"breaches\": [%s]}"
        .formatted(
            terms.seed(),
            quoted(terms.command()),
            verdict.breaches().isEmpty(),
            object(faults()),
            object(verdict.figures()),
            object(verdict.failures()),
            object(invariants),
            verdict.breaches().stream()
                .map(breach -> quoted(breach.toString()))
                .collect(Collectors.joining(", ")));
  }

  private static String object(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
