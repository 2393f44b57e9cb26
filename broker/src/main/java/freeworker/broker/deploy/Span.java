package freeworker.broker.deploy;

/** A time that has passed, in the two largest of its units. */
final class Span {
  private Span() {}

  static String of(long seconds) {
    long minutes = seconds / 60;
    long hours = minutes / 60;
    if (minutes == 0) {
      return seconds + "s";
    }
    if (hours == 0) {
      return minutes + "m " + seconds % 60 + "s";
    }
    return hours < 24 ? hours + "h " + minutes % 60 + "m" : hours / 24 + "d " + hours % 24 + "h";
  }
}
