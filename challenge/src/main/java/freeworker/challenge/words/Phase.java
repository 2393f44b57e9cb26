package freeworker.challenge.words;

/** The six phases, in their order. */
public enum Phase {
  NAMES_OUT(1, "names out"),
  SHUFFLE_1(2, "shuffle 1"),
  GROUPING(3, "grouping"),
  REDISTRIBUTION(4, "redistribution"),
  SHUFFLE_2(5, "shuffle 2"),
  COLLECTION(6, "sort and collection");

  private final int number;
  private final String title;

  Phase(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /** From 1. */
  public int number() {
    return number;
  }

  /** From 0. */
  int index() {
    return number - 1;
  }

  /** What people call it. */
  public String title() {
    return title;
  }
}
