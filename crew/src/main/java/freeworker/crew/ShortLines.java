package freeworker.crew;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/**
 * Reads lines of any length and keeps the beginning of each, however much follows without an end.
 */
final class ShortLines {
  private static final String CUT = "...";

  private ShortLines() {}

  /** Tells every line until the end, one that ends with it included. */
  static void read(Reader from, int longest, Consumer<String> listener) throws IOException {
    var line = new StringBuilder();
    boolean cut = false;
    boolean begun = false;
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
        cut = false;
        begun = false;
      } else {
        begun = true;
        cut = line.length() == longest;
        if (!cut) {
          line.append((char) c);
        }
      }
    }
    if (begun) {
      listener.accept(cut ? line + CUT : line.toString());
    }
  }
}
