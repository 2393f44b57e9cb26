package freeworker.broker.deploy;

import freeworker.profiling.Visible;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a host said, a line each; what a login shell says beside that is none of it. */
record Sighting(Map<String, String> said) {
  private static final String MARK = "@@ ";
  private static final int LONGEST = 300;

  Sighting {
    said = Map.copyOf(said);
  }

  static Sighting of(List<String> lines) {
    Map<String, String> said = new HashMap<>();
    for (String line : lines) {
      if (line.startsWith(MARK)) {
        String[] words = line.substring(MARK.length()).split(" ", 2);
        said.put(words[0], words.length > 1 ? Visible.of(words[1].strip(), LONGEST) : "");
      }
    }
    return new Sighting(said);
  }

  /** Whether that was all, and the host did everything it was asked to. */
  boolean complete() {
    return said.containsKey("end");
  }

  /** Why Java is missing there, empty when it is not. */
  String javaless() {
    return text("javaless");
  }

  /** Whether the distribution is there as it was sent. */
  boolean distributed() {
    return text("distribution").equals("whole");
  }

  /** From what the crew was started that is there, alive or not. */
  Optional<Spec> spec() {
    return Optional.ofNullable(said.get("spec")).map(Spec::parse);
  }

  boolean running() {
    return said.containsKey("running");
  }

  /** For how many seconds the crew has been running. */
  long seconds() {
    return number(text("running").replaceAll("^\\S*\\s*", ""));
  }

  /** How many workers the broker took when the crew began. */
  int wanted() {
    String numbers = text("borrowed").replaceAll(".*workers? ([0-9, ]+) can be borrowed.*", "$1");
    return numbers.isEmpty() ? 0 : numbers.split(",").length;
  }

  /** How many of them live; a spare process is none of them. */
  int workers() {
    return (int) Math.min(wanted(), number(text("processes")));
  }

  /** What the crew said last. */
  String last() {
    return text("last").replaceFirst("^worker  ", "");
  }

  /** The same in a sentence about a crew that has ended. */
  String lastWords() {
    return last().isEmpty() ? "it said nothing" : "it said last: " + last();
  }

  boolean has(String word) {
    return said.containsKey(word);
  }

  State state() {
    if (spec().isEmpty()) {
      return State.DOWN;
    }
    if (!running()) {
      return State.DEAD;
    }
    return wanted() > 0 && workers() == wanted() ? State.UP : State.WAITING;
  }

  private static long number(String digits) {
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
  }

  private String text(String word) {
    return said.getOrDefault(word, "");
  }
}
