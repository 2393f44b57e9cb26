package freeworker.bench;

/** A program that a user starts, and that ends soon. */
enum Launch {
  JAVA("`java` that prints a line"),
  VERSION("`challenge --version`"),
  TASK("`challenge 0`");

  private final String words;

  Launch(String words) {
    this.words = words;
  }

  /** What it is, for people. */
  String words() {
    return words;
  }
}
