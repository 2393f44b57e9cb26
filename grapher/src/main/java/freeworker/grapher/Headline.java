package freeworker.grapher;

import freeworker.profiling.Mark;
import freeworker.profiling.Profile;
import freeworker.profiling.Steps;

/** One sentence that says what is to be seen, and nothing that the file does not show. */
final class Headline {
  private static final double ALL_THE_TIME = 0.95;
  private static final double OFTEN = 0.1;
  private static final double MOST = 0.8;

  private final Profile profile;

  Headline(Profile profile) {
    this.profile = profile;
  }

  /** Who was busy. */
  String busy() {
    if (!profile.doubts().isEmpty()) {
      int first = profile.doubts().get(0).worker();
      return "Worker " + first + " was lent twice: these numbers cannot be right";
    }
    long deaths = profile.count(Mark.Kind.LOST);
    if (deaths > 0) {
      return (deaths == 1 ? "A worker died" : "Workers died " + deaths + " times")
          + "; "
          + lowered(share());
    }
    return share() + waited(", and", "of it");
  }

  /** How much was done. */
  String throughput() {
    return who()
        + " finished "
        + Words.rate(profile.throughput())
        + " tasks a second"
        + waited(", while", "of the time");
  }

  private String share() {
    int workers = profile.workers();
    double busy = profile.utilisation();
    if (busy >= ALL_THE_TIME) {
      return who() + (workers == 1 ? " was" : " were") + " busy all the time";
    }
    int most = most();
    if (workers > 1 && most >= 0) {
      return "Worker " + most + " did most of the work";
    }
    int peak = peak(profile.busy());
    if (peak < workers) {
      return "Never more than "
          + peak
          + " of "
          + workers
          + " workers "
          + (peak == 1 ? "was" : "were")
          + " busy at once";
    }
    return who()
        + (workers == 1 ? " was" : " were")
        + " busy "
        + Words.percent(busy)
        + " of the time";
  }

  private String who() {
    return switch (profile.workers()) {
      case 1 -> "One worker";
      case 2 -> profile.utilisation() >= ALL_THE_TIME ? "Both workers" : "2 workers";
      default -> profile.workers() + " workers";
    };
  }

  /** The worker that did nearly all, or -1. */
  private int most() {
    double all = profile.utilisation() * profile.workers();
    for (int worker = 0; worker < profile.workers(); worker++) {
      if (profile.utilisation(worker) > MOST * all) {
        return worker;
      }
    }
    return -1;
  }

  private String waited(String and, String part) {
    double share = share(profile.waiting());
    if (share < OFTEN) {
      return "";
    }
    return share >= ALL_THE_TIME
        ? and + " clients waited all the time"
        : and + " clients waited " + Words.percent(share) + " " + part;
  }

  /** The share of the time in which a number was above zero. */
  private double share(Steps steps) {
    double above = 0;
    for (int i = 0; i < steps.size(); i++) {
      double end = i + 1 < steps.size() ? steps.at(i + 1) : profile.seconds();
      above += steps.value(i) > 0 ? end - steps.at(i) : 0;
    }
    return above / profile.seconds();
  }

  private static int peak(Steps steps) {
    int peak = 0;
    for (int i = 0; i < steps.size(); i++) {
      peak = Math.max(peak, steps.value(i));
    }
    return peak;
  }

  private static String lowered(String sentence) {
    return sentence.startsWith("Worker ")
        ? sentence.replaceFirst("Worker", "worker")
        : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
