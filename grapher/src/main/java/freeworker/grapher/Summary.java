package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.Profile;
import freeworker.profiling.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a profile says in a few lines. */
final class Summary {
  /** So many violations are told where only a summary was asked for. */
  private static final int TOLD = 5;

  private final Profile profile;
  private final Audit audit;

  Summary(Profile profile, Audit audit) {
    this.profile = profile;
    this.audit = audit;
  }

  /** The throughput as the original says it, and a line on the run. */
  List<String> lines() {
    List<String> parts = new ArrayList<>();
    parts.add(Words.count(profile.finished(), "task") + " in " + Words.time(profile.seconds()));
    parts.add(Words.count(profile.workers(), "worker"));
    parts.add(Words.percent(profile.utilisation()) + " busy");
    profile.medianTask().ifPresent(median -> parts.add("median task " + Words.time(median)));
    if (profile.failed() > 0) {
      parts.add(profile.failed() + " failed");
    }
    return List.of(
        "Throughput =  " + Words.shortest(profile.throughput()), String.join(", ", parts));
  }

  /** What a reader should know before believing any of it. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(profile.notes());
    List<Violation> violations = audit.violations();
    for (Violation violation : violations.subList(0, Math.min(TOLD, violations.size()))) {
      notes.add(violation.sentence() + ".");
    }
    if (audit.count() > TOLD) {
      notes.add(
          String.format(
              Locale.ROOT, "and %,d more; grapher --audit lists them.", audit.count() - TOLD));
    }
    return notes;
  }

  Json json() {
    return new Json()
        .put("profile", profile.name())
        .put("throughput", profile.throughput())
        .put("tasks", profile.finished())
        .put("failed", profile.failed())
        .put("seconds", profile.seconds())
        .put("workers", profile.workers())
        .put("busy", profile.utilisation())
        .put("lent_twice", audit.counts().getOrDefault(Violation.Rule.LENT_TWICE, 0L))
        .put("violations", audit.count());
  }
}
