package freeworker.bench.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the three records say together. Pure. */
final class Verdict {
  private final List<Breach> breaches = new ArrayList<>();
  private final Map<String, Long> failures = new TreeMap<>();
  private final Map<String, Long> figures = new LinkedHashMap<>();

  /**
   * @param counted the profile's finished tasks by place
   * @param gentle whether broker and network were left alone
   */
  static Verdict of(
      List<ClientRecord> clients,
      Stamps stamps,
      Lives lives,
      Map<String, Long> counted,
      boolean gentle) {
    var verdict = new Verdict();
    stamps.unreadable().forEach(what -> verdict.add(Breach.Invariant.READABLE, what));
    for (ClientRecord client : clients) {
      client.unreadable().forEach(what -> verdict.add(Breach.Invariant.READABLE, what));
    }
    if (gentle) {
      stamps.attempts().stream()
          .filter(attempt -> !lives.know(attempt.pid()))
          .forEach(
              attempt ->
                  verdict.add(
                      Breach.Invariant.COUNTED,
                      "task %s ran in process %d, which the broker never named (stamps line %d)"
                          .formatted(attempt.task(), attempt.pid(), attempt.line())));
    }
    verdict.breaches.addAll(Bookings.check(stamps.attempts(), lives));
    verdict.breaches.addAll(Promises.check(clients, stamps.byTask(), !gentle));
    verdict.breaches.addAll(Counts.check(stamps.attempts(), lives, counted));
    verdict.count(clients, stamps, counted);
    return verdict;
  }

  private void count(List<ClientRecord> clients, Stamps stamps, Map<String, Long> counted) {
    Map<String, List<Attempt>> begun = stamps.byTask();
    long tasks = 0;
    long results = 0;
    long orphaned = 0;
    for (ClientRecord client : clients) {
      for (Asked task : client.tasks()) {
        tasks++;
        orphaned += task.answers().isEmpty() ? 1 : 0;
        for (Asked.Answer answer : task.answers()) {
          results += answer.isResult() ? 1 : 0;
          if (!answer.isResult()) {
            failures.merge(answer.failure() + " of " + task.way(), 1L, Long::sum);
          }
        }
      }
    }
    figures.put("clients", (long) clients.size());
    figures.put("tasks", tasks);
    figures.put("results", results);
    figures.put("tasks of killed clients", orphaned);
    figures.put("attempts", (long) stamps.attempts().size());
    figures.put("retries", begun.values().stream().mapToLong(each -> each.size() - 1L).sum());
    figures.put("ends stamped", stamps.attempts().stream().filter(Attempt::over).count());
    figures.put("ends in the profile", counted.values().stream().mapToLong(Long::longValue).sum());
    figures.put(
        "worker processes", stamps.attempts().stream().mapToLong(Attempt::pid).distinct().count());
  }

  void add(Breach.Invariant invariant, String what) {
    breaches.add(new Breach(invariant, what));
  }

  void addAll(List<Breach> more) {
    breaches.addAll(more);
  }

  List<Breach> breaches() {
    return breaches;
  }

  /** How often each invariant was violated; all of them are there. */
  Map<Breach.Invariant, Long> counts() {
    Map<Breach.Invariant, Long> counts = new EnumMap<>(Breach.Invariant.class);
    for (Breach.Invariant invariant : Breach.Invariant.values()) {
      counts.put(
          invariant, breaches.stream().filter(breach -> breach.invariant() == invariant).count());
    }
    return counts;
  }

  /** Failures by class and way. */
  Map<String, Long> failures() {
    return failures;
  }

  /** What was counted, by name. */
  Map<String, Long> figures() {
    return figures;
  }
}
