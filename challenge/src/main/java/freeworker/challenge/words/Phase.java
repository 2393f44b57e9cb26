package freeworker.challenge.words;

/** The six phases, in their order. */
public enum Phase {
  NAMES_OUT("names out"),
  SHUFFLE_1("shuffle 1"),
  GROUPING("grouping"),
  REDISTRIBUTION("redistribution"),
  SHUFFLE_2("shuffle 2"),
  COLLECTION("sort and collection");

  private final String title;

  Phase(String title) {
    this.title = title;
  }

  /** From 1. */
  public int number() {
    return ordinal() + 1;
  }

  /** What people call it. */
  public String title() {
    return title;
  }
}
