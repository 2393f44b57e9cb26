package freeworker.wire.door;

/** What failures say. */
final class Said {
  private Said() {}

  static String by(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  /** The failure and all its causes. */
  static String inAll(Throwable failure) {
    var text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause).append('\n');
    }
    return text.toString();
  }
}
