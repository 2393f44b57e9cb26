package freeworker.challenge.words;

/**
 * A file, or a folder, of which not all was counted.
 *
 * @param from how many of its bytes were, in the part that the reader had
 */
public record Trouble(String file, long from, String host, String why) {
  /** As people read it. */
  public String line() {
    return file
        + " cannot be read on "
        + host
        + (from > 0 ? " from byte " + from + " on" : "")
        + " ("
        + why
        + ").";
  }
}
