package freeworker.crew;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/**
 * Reads lines of any length and keeps the beginning of each, however much follows without an end;
 * what would act on a terminal is spelled out.
 */
final class ShortLines {
  private static final String CUT = "...";

  private ShortLines() {}

  /** Tells every line until the end, one that ends with it included. */
  static void read(Reader from, int longest, Consumer<String> listener) throws IOException {
    var line = new StringBuilder();
    boolean cut = false;
    boolean begun = false;
    int length = 0;
    int before = -1;
    for (int c = from.read(); c >= 0; c = from.read()) {
      boolean secondHalf = c == '\n' && before == '\r';
      before = c;
      if (secondHalf) {
        continue;
      }
      if (c == '\n' || c == '\r') {
        listener.accept(cut ? line + CUT : line.toString());
        line.setLength(0);
        length = 0;
        cut = false;
        begun = false;
      } else {
        begun = true;
        cut = length == longest;
        if (!cut) {
          length++;
          append((char) c, line);
        }
      }
    }
    if (begun) {
      listener.accept(cut ? line + CUT : line.toString());
    }
  }

  private static void append(char c, StringBuilder line) {
    int type = Character.getType(c);
    boolean acts = (type == Character.CONTROL && c != '\t') || type == Character.FORMAT;
    line.append(acts ? String.format("\\u%04X", (int) c) : String.valueOf(c));
  }
}
