package freeworker.broker.deploy;

import freeworker.profiling.Visible;
import java.util.List;

/** Something did not work on a host, in words; carries whether to try again. */
final class Trouble extends Exception {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 300;

  /** With which ssh ends when it is ssh that failed. */
  private static final int SSH = 255;

  /** With which the host ends when trying again is of no use. */
  private static final int LASTING = 69;

  private final String advice;
  private final boolean lasting;

  /**
   * @param advice what a person can do about it, empty when the words say it
   * @param lasting whether the next try would end in the same way
   */
  Trouble(String words, String advice, boolean lasting) {
    super(words);
    this.advice = advice;
    this.lasting = lasting;
  }

  String words() {
    return String.valueOf(getMessage());
  }

  String advice() {
    return advice;
  }

  boolean lasting() {
    return lasting;
  }

  /** Of the end of an ssh that did not bring what was asked for. */
  static Trouble of(Host host, int code, List<String> errors) {
    String last =
        errors.stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .reduce((first, second) -> second)
            .orElse("");
    String words = Visible.of(last, LONGEST).replaceFirst("^ssh: ", "");
    if (code == SSH) {
      return ofSsh(host, words);
    }
    if (code == LASTING) {
      return new Trouble(words, "", true);
    }
    String why = words.isEmpty() ? "it said nothing" : words;
    return code == 0
        ? new Trouble(
            "its shell did not do what it was asked: " + why,
            "It has to be a POSIX shell, or to start one:  ssh " + host.destination() + " sh -c id",
            true)
        : new Trouble(words.isEmpty() ? "it ended with code " + code : words, "", false);
  }

  private static Trouble ofSsh(Host host, String words) {
    String byHand = "ssh " + host.destination() + (host.port() > 0 ? " -p " + host.port() : "");
    if (words.contains("Permission denied") || words.contains("Too many authentication")) {
      return new Trouble(
          words, "Nobody can type a password here: let a key in, or add it to the agent.", true);
    }
    if (words.contains("Host key verification failed")) {
      return new Trouble(words, "Look at its key once by hand:  " + byHand, true);
    }
    return new Trouble(
        words.isEmpty() ? "ssh ended without a word" : words, "Try by hand:  " + byHand, false);
  }
}
