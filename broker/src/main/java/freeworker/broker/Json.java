package freeworker.broker;

import freeworker.profiling.Visible;

/** One JSON object on one line. */
public final class Json {
  private final StringBuilder text = new StringBuilder("{");

  public Json put(String name, String value) {
    return raw(name, quoted(value));
  }

  public Json put(String name, long value) {
    return raw(name, String.valueOf(value));
  }

  public Json put(String name, double value) {
    return raw(name, String.valueOf(value));
  }

  private Json raw(String name, String value) {
    text.append(text.length() > 1 ? "," : "").append(quoted(name)).append(':').append(value);
    return this;
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (!Visible.isVisible(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
