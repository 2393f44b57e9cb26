package freeworker.grapher;

import freeworker.profiling.Visible;

/** Text of others inside a page or a picture that is written as text. */
final class Markup {
  private Markup() {}

  /** The text for an element or a quoted attribute: seen as it is, never taken for markup. */
  static String escaped(String text) {
    String seen = Visible.of(text);
    var escaped = new StringBuilder(seen.length() + 16);
    for (int i = 0; i < seen.length(); i++) {
      char c = seen.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
