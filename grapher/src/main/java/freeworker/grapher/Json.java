package freeworker.grapher;

import freeworker.profiling.Visible;
import java.util.List;
import java.util.stream.Collectors;

/** One JSON object on one line, in characters that anybody can see. */
final class Json {
  private final StringBuilder text = new StringBuilder("{");

  Json put(String name, String value) {
    return raw(name, quoted(value));
  }

  Json put(String name, long value) {
    return raw(name, String.valueOf(value));
  }

  Json put(String name, double value) {
    return raw(name, Words.shortest(value));
  }

  Json put(String name, List<String> values) {
    return raw(name, list(values.stream().map(Json::quoted).toList()));
  }

  Json putAll(String name, List<Json> values) {
    return raw(name, list(values.stream().map(Json::toString).toList()));
  }

  private static String list(List<String> values) {
    return values.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private Json raw(String name, String value) {
    text.append(text.length() > 1 ? "," : "").append(quoted(name)).append(':').append(value);
    return this;
  }

  /**
   * Text as a JSON string, which may also stand in a page: markup and what has no shape escaped.
   */
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '"' || c == '\\') {
        quoted.append('\\').appendCodePoint(c);
      } else if (Visible.isVisible(c) && c != '<' && c != '>' && c != '&') {
        quoted.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          quoted.append(String.format("\\u%04x", (int) unit));
        }
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
