package freeworker.challenge;

import java.util.Locale;

/** One JSON object on one line. */
final class Json {
  private final StringBuilder text = new StringBuilder("{");

  Json put(String name, long value) {
    return raw(name, String.valueOf(value));
  }

  Json text(String name, String value) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return raw(name, quoted.append('"').toString());
  }

  /** Puts a value that is JSON already. */
  Json raw(String name, String value) {
    text.append(text.length() > 1 ? ",\"" : "\"").append(name).append("\":").append(value);
    return this;
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
