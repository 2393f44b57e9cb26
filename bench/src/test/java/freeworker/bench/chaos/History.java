package freeworker.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run on paper: what was stamped, logged and counted. Times are milliseconds. */
final class History {
  private final List<String> stamps = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final Map<Long, List<Life>> lives = new HashMap<>();
  private final Map<String, Long> counted = new HashMap<>();
  private boolean killed;

  /** A run in which three tasks went well on two workers. */
  static History clean() {
    return new History()
        .worker(10, "0", null)
        .worker(11, "1", null)
        .asked("t1", Way.RUN, 3)
        .ran("t1", 1, 10, 100, 110)
        .answered("t1", 1, 9)
        .asked("t2", Way.ONCE, 4)
        .ran("t2", 2, 11, 105, 115)
        .answered("t2", 2, 16)
        .asked("t3", Way.BORROW, 5)
        .ran("t3", 3, 10, 120, 130)
        .answered("t3", 3, 25)
        .counted("0", 2)
        .counted("1", 1);
  }

  History worker(long pid, String place, @Nullable Long silentAt) {
    lives.remove(pid);
    return another(pid, place, silentAt);
  }

  /** Another process with the number of one that died. */
  History another(long pid, String place, @Nullable Long silentAt) {
    lives
        .computeIfAbsent(pid, first -> new ArrayList<>())
        .add(new Life(pid, place, silentAt == null ? null : silentAt * 1_000_000));
    return this;
  }

  History asked(String task, Way way, int number) {
    log.add("Q " + task + " " + way + " " + number);
    return this;
  }

  History answered(String task, int attempt, long square) {
    log.add("A " + task + " " + name(attempt) + " " + square);
    return this;
  }

  History failed(String task, String failure, String words) {
    log.add("E " + task + " " + failure + " " + words);
    return this;
  }

  /** The client was killed before it could say more. */
  History killed() {
    killed = true;
    return this;
  }

  History stamp(char what, String task, int attempt, long pid, long at) {
    stamps.add(
        what + " " + task + " " + name(attempt) + " " + pid + " " + at * 1_000_000 + " " + at);
    return this;
  }

  History ran(String task, int attempt, long pid, long from, long to) {
    return stamp(Stamped.BEGAN, task, attempt, pid, from)
        .stamp(Stamped.ENDED, task, attempt, pid, to);
  }

  History counted(String place, long tasks) {
    counted.put(place, tasks);
    return this;
  }

  History line(String line) {
    stamps.add(line);
    return this;
  }

  Verdict verdict() {
    return verdict(true);
  }

  Verdict verdict(boolean gentle) {
    List<String> said = new ArrayList<>(log);
    if (!killed) {
      said.add(ClientLog.END);
    }
    return Verdict.of(
        List.of(ClientRecord.read("1", killed, said)),
        Stamps.read(stamps),
        new Lives(lives),
        counted,
        gentle);
  }

  /** The breaches of the run, as a person reads them. */
  String breaches() {
    return String.join("\n", verdict().breaches().stream().map(Breach::toString).toList());
  }

  private static String name(int attempt) {
    return "00000000-0000-0000-0000-%012x".formatted(attempt);
  }
}
