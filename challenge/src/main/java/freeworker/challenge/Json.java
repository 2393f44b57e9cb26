package freeworker.challenge;

/** One JSON object of numbers on one line. */
final class Json {
  private final StringBuilder text = new StringBuilder("{");

  Json put(String name, long value) {
    return raw(name, String.valueOf(value));
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
