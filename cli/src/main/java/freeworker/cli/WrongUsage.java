package freeworker.cli;

/** A command was told what it cannot do; the message is one line. */
public final class WrongUsage extends Failure {
  private static final int CODE = 2;
  private static final long serialVersionUID = 1;

  WrongUsage(String what) {
    super(CODE, oneLine(what), "");
  }

  /** A word may hold anything, such as what moves the cursor of a terminal. */
  private static String oneLine(String what) {
    char[] line = what.toCharArray();
    for (int i = 0; i < line.length; i++) {
      if (Character.isISOControl(line[i]) || Character.getType(line[i]) == Character.FORMAT) {
        line[i] = '?';
      }
    }
    return new String(line);
  }
}
