package freeworker.broker.deploy;

/** What is being done with a host. */
enum Stage {
  QUEUED("queued"),
  LOOKING("looking"),
  COPYING("copying"),
  STARTING("starting"),
  REPLACING("replacing"),
  STOPPING("stopping"),
  PAUSING("again soon");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
