package freeworker.broker.deploy;

import freeworker.profiling.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hosts of a file: one a line, with options; a line of {@code *} has those of all below it. */
final class HostsFile {
  /** What stands for all hosts below. */
  static final String ALL = "*";

  private static final Pattern DESTINATION =
      Pattern.compile(
          "((?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?)"
              + "([A-Za-z0-9_][A-Za-z0-9._%-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?])"
              + "(?::([0-9]{1,5}))?");

  private static final int SHOWN = 60;

  private HostsFile() {}

  /**
   * The hosts, in the order of the lines.
   *
   * @param name of the file, for people
   * @throws DeployFailure when a line cannot be meant
   */
  static List<Host> read(String name, List<String> lines) {
    List<Host> hosts = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    Wishes all = Wishes.NONE;
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      try {
        List<String> words = words(lines.get(i));
        if (words.isEmpty()) {
          continue;
        }
        Wishes wishes = all;
        for (String word : words.subList(1, words.size())) {
          wishes = wishes.with(word);
        }
        if (words.get(0).equals(ALL)) {
          all = wishes;
          continue;
        }
        Host host = host(words.get(0), wishes);
        Integer before = seen.putIfAbsent(host.crew(), number);
        if (before != null) {
          throw new IllegalArgumentException(host + " is in line " + before + " already");
        }
        hosts.add(host);
      } catch (IllegalArgumentException e) {
        throw bad(name + " line " + number + ": " + Visible.of(String.valueOf(e.getMessage())));
      }
    }
    if (hosts.isEmpty()) {
      throw bad(name + " names no host");
    }
    return hosts;
  }

  private static DeployFailure bad(String what) {
    return new DeployFailure(
        DeployFailure.BAD_DATA,
        what + ".",
        "A line is  [user@]host[:port] [workers=N] [relay] ...  See: deploy --help");
  }

  private static Host host(String word, Wishes wishes) {
    Matcher form = DESTINATION.matcher(word);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + Visible.of(word, SHOWN) + "' is no host; it is [user@]host[:port]");
    }
    int port = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
    if (form.group(3) != null && (port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("a port is from 1 to 65535, not " + form.group(3));
    }
    String host = form.group(2).replaceAll("[\\[\\]]", "");
    return new Host(word, form.group(1) + host, port, wishes);
  }

  /** The words of a line up to its comment; what is in double quotes is one word, or in one. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (quoted || (!Character.isWhitespace(c) && (c != '#' || begun))) {
        word.append(c);
        begun = true;
      } else {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
        if (c == '#') {
          return words;
        }
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
