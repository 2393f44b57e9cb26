package freeworker.profiling;

/**
 * Text of others as one line that anybody may see: what has no shape of its own, such as a newline,
 * an escape for a terminal, or a mark that turns the direction of writing, is spelled out.
 */
public final class Visible {
  private Visible() {}

  /** The text, with everything that cannot be seen spelled out. */
  public static String of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /** The same, of so many characters at most, and three dots when there were more. */
  public static String of(String text, int most) {
    var seen = new StringBuilder(Math.min(text.length(), most) + 8);
    int i = 0;
    for (int count = 0; i < text.length() && count < most; count++) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      append(c, seen);
    }
    return i < text.length() ? seen.append("...").toString() : seen.toString();
  }

  static void append(int c, StringBuilder seen) {
    switch (c) {
      case '\n' -> seen.append("\\n");
      case '\r' -> seen.append("\\r");
      case '\t' -> seen.append("\\t");
      default -> {
        if (isVisible(c)) {
          seen.appendCodePoint(c);
        } else {
          seen.append(String.format("\\u%04X", c));
        }
      }
    }
  }

  /** Whether a character has a shape, or is a blank. */
  public static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
