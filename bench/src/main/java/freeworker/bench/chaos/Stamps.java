package freeworker.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The workers' own record: every attempt that left a stamp, in the order of the first ones. */
record Stamps(List<Attempt> attempts, List<String> unreadable) {
  private static final Pattern LINE =
      Pattern.compile("([STFX]) (\\S+) ([-0-9a-f]{36}) (\\d+) (-?\\d+) (\\d+)");

  Stamps {
    attempts = List.copyOf(attempts);
    unreadable = List.copyOf(unreadable);
  }

  static Stamps read(List<String> lines) {
    Map<String, Attempt> attempts = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (!line.matches()) {
        unreadable.add("stamps line " + (i + 1) + " cannot be read: " + lines.get(i));
        continue;
      }
      char what = line.group(1).charAt(0);
      String number = line.group(3);
      long at = Long.parseLong(line.group(5));
      Attempt before = attempts.get(number);
      if (before == null && what == Stamped.BEGAN) {
        long pid = Long.parseLong(line.group(4));
        attempts.put(
            number, new Attempt(line.group(2), number, pid, at, at, Stamped.RUNS, i + 1, i + 1));
      } else if (before == null || what == Stamped.BEGAN || before.over()) {
        unreadable.add("stamps line " + (i + 1) + " is out of order: " + lines.get(i));
      } else {
        attempts.put(number, before.seen(what, at, i + 1));
      }
    }
    return new Stamps(new ArrayList<>(attempts.values()), unreadable);
  }

  /** The attempts of each task. */
  Map<String, List<Attempt>> byTask() {
    Map<String, List<Attempt>> tasks = new HashMap<>();
    attempts.forEach(
        attempt -> tasks.computeIfAbsent(attempt.task(), task -> new ArrayList<>()).add(attempt));
    return tasks;
  }
}
