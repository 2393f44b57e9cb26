package freeworker.worker.script;

/** A script cannot begin here; the message is for people. */
final class NotBegun extends Exception {
  /** What shells answer when a program is there, but cannot be run. */
  static final int UNUSABLE = 126;

  /** What shells answer when there is no such program. */
  static final int MISSING = 127;

  private static final long serialVersionUID = 1;

  private final int code;

  NotBegun(int code, String why) {
    super(why);
    this.code = code;
  }

  int code() {
    return code;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
