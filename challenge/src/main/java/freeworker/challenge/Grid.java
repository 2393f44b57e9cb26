package freeworker.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cells of a sweep: each number of workers with each number of clients, in rising order. */
record Grid(List<Integer> workers, List<Integer> clients) {
  private static final int MOST = 1024;
  private static final Pattern PART = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

  Grid {
    workers = List.copyOf(new TreeSet<>(workers));
    clients = List.copyOf(new TreeSet<>(clients));
  }

  /**
   * The grid that a user named, as {@code 1-4} or {@code 1,2,4}.
   *
   * @throws ChallengeFailure when one of them is no such list
   */
  static Grid of(String workers, String clients) {
    return new Grid(numbers("--workers", workers), numbers("--clients", clients));
  }

  private static List<Integer> numbers(String option, String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      int first = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      int last = first;
      if (first > 0 && matcher.group(2) != null) {
        last = Integer.parseInt(matcher.group(2));
      }
      if (first < 1 || last < first || last > MOST) {
        throw ChallengeFailure.usage(
            "%s must be numbers from 1 to %d, not '%s'. Try: benchmark %s 1-4"
                .formatted(option, MOST, text, option));
      }
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** All cells, ordered by workers, then clients. */
  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int some : workers) {
      for (int many : clients) {
        pairs.add(new Pair(some, many));
      }
    }
    return pairs;
  }

  boolean has(int someWorkers, int someClients) {
    return workers.contains(someWorkers) && clients.contains(someClients);
  }
}
