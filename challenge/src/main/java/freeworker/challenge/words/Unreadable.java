package freeworker.challenge.words;

/** A file does not give its text. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  Unreadable(String why) {
    super(why);
  }

  Unreadable(String why, Throwable cause) {
    super(why, cause);
  }
}
