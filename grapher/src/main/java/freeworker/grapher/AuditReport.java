package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an audit found, in words. */
final class AuditReport {
  /** More violations than this are counted, but not listed. */
  private static final int LISTED = 20;

  private final String profile;
  private final Audit audit;

  AuditReport(String profile, Audit audit) {
    this.profile = profile;
    this.audit = audit;
  }

  /** What was found, first all of it in one line, then one a line; or what was found to hold. */
  List<String> lines() {
    if (audit.count() == 0) {
      return List.of(profile + ": nothing wrong in " + rows() + ".", holds());
    }
    List<String> lines = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    audit
        .counts()
        .forEach(
            (rule, count) ->
                counts.add(String.format(Locale.ROOT, "%,d \u00d7 %s", count, rule.words())));
    lines.add(
        profile
            + ": "
            + Words.count((double) audit.count(), "violation")
            + " in "
            + rows()
            + ": "
            + String.join(", ", counts)
            + ".");
    List<Violation> violations = audit.violations();
    boolean several = violations.stream().map(Violation::file).distinct().count() > 1;
    for (Violation violation : violations.subList(0, Math.min(LISTED, violations.size()))) {
      lines.add("  " + sentence(violation, several));
    }
    if (audit.count() > LISTED) {
      lines.add(String.format(Locale.ROOT, "  and %,d more", audit.count() - LISTED));
    }
    return lines;
  }

  /** All that is kept, as one object. */
  Json json() {
    return new Json()
        .put("profile", profile)
        .put("rows", audit.rows())
        .put("workers", audit.workers())
        .put("violations", audit.count())
        .putAll("found", audit.violations().stream().map(AuditReport::json).toList());
  }

  private static Json json(Violation violation) {
    Json json =
        new Json()
            .put("rule", violation.rule().name().toLowerCase(Locale.ROOT))
            .put("what", violation.what());
    if (violation.worker() >= 0) {
      json.put("worker", violation.worker());
    }
    if (violation.line() > 0) {
      json.put("file", violation.file())
          .put("line", violation.line())
          .put("seconds", violation.seconds());
    }
    return json;
  }

  private static String sentence(Violation violation, boolean several) {
    boolean named = several && violation.line() > 0;
    return violation.sentence() + (named ? " of " + violation.file() : "");
  }

  private String holds() {
    String rows =
        audit.tellsEvents()
            ? "Each row does what its event says"
            : "Each row lends one free worker, or gives one back and finishes one task";
    String work = audit.work().map(done -> "; " + done).orElse("");
    return rows + "; Finished and time never go back" + work + ".";
  }

  private String rows() {
    return Words.count((double) audit.rows(), "row")
        + " of "
        + Words.count(audit.workers(), "worker");
  }
}
