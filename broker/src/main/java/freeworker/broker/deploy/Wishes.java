package freeworker.broker.deploy;

import freeworker.wire.Muster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How workers are wanted on a host, by the words of the hosts file; of a word that is not there the
 * usual holds.
 */
record Wishes(Map<String, String> words) {
  static final Wishes NONE = new Wishes(Map.of());

  private static final int MOST = 1024;
  private static final Set<String> FLAGS = Set.of("relay", "tls");
  private static final Set<String> NAMES =
      Set.of(
          "workers",
          "label",
          "relay",
          "tls",
          "listen",
          "advertise",
          "memory",
          "java",
          "folder",
          "broker");
  private static final Pattern MEMORY = Pattern.compile("[0-9]{1,15}[kmgKMG]?");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9\\[_][A-Za-z0-9\\[\\]:._-]*");

  Wishes {
    words = Map.copyOf(words);
  }

  /** These and one more, which a later word of the same name replaces. */
  Wishes with(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "yes" : word.substring(equals + 1);
    check(name, value, equals >= 0);
    Map<String, String> more = new HashMap<>(words);
    more.put(name, value);
    return new Wishes(more);
  }

  private static void check(String name, String value, boolean valued) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("'" + name + "' is no option of a host");
    }
    if (FLAGS.contains(name)) {
      ask(value.matches("yes|no"), name + " is said alone, or as " + name + "=no");
      return;
    }
    ask(valued && !value.isEmpty(), name + " needs a value: " + name + "=...");
    switch (name) {
      case "workers" ->
          ask(
              value.matches("[1-9][0-9]{0,3}") && Integer.parseInt(value) <= MOST,
              "workers must be from 1 to " + MOST + ", not '" + value + "'");
      case "label" ->
          ask(Muster.isLabel(value), "label takes up to 40 letters, digits, dots and dashes");
      case "memory" ->
          ask(
              MEMORY.matcher(value).matches(),
              "memory must be a size such as 512m, not '" + value + "'");
      case "broker" ->
          ask(Place.of(value).isPresent(), "broker must be HOST:PORT, not '" + value + "'");
      case "listen", "advertise" ->
          ask(ADDRESS.matcher(value).matches(), name + " must be an address, not '" + value + "'");
      default -> {}
    }
  }

  private static void ask(boolean good, String otherwise) {
    if (!good) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** How many workers, 0 for as many as the host has cores. */
  int workers() {
    return Integer.parseInt(words.getOrDefault("workers", "0"));
  }

  /** Where the host sees the broker. */
  Optional<Place> broker() {
    return Place.of(text("broker"));
  }

  /** The folder for everything there, empty for the usual one. */
  String folder() {
    return text("folder");
  }

  /** The Java to use there, empty for the one that is found. */
  String java() {
    return text("java");
  }

  /** Whether TLS is spoken also where the broker is on the host itself, as through a tunnel. */
  boolean tls() {
    return flag("tls");
  }

  /** What the {@code worker} command is told there. */
  List<String> arguments(Place broker) {
    List<String> arguments = new ArrayList<>();
    if (workers() > 0) {
      arguments.add(String.valueOf(workers()));
    }
    arguments.addAll(List.of("--join", broker.toString()));
    if (flag("relay")) {
      arguments.add("--relay");
    }
    if (tls()) {
      arguments.add("--tls");
    }
    option("label", "--label", arguments);
    option("listen", "--listen", arguments);
    option("advertise", "--advertise", arguments);
    option("memory", "--worker-memory", arguments);
    return arguments;
  }

  private void option(String name, String option, List<String> arguments) {
    if (!text(name).isEmpty()) {
      arguments.addAll(List.of(option, text(name)));
    }
  }

  private boolean flag(String name) {
    return text(name).equals("yes");
  }

  private String text(String name) {
    return words.getOrDefault(name, "");
  }
}
