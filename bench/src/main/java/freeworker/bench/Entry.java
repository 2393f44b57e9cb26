package freeworker.bench;

/** How the clients of a conversation get in. */
enum Entry {
  PLAIN("no door: plain RMI and its registry"),
  DOOR("the door"),
  TLS("the door inside TLS");

  private final String words;

  Entry(String words) {
    this.words = words;
  }

  /** What it is, for people. */
  String words() {
    return words;
  }
}
