package freeworker.broker.deploy;

import java.util.Optional;

/**
 * What is to be done on a host to have the wanted workers there.
 *
 * @param copies whether the distribution has to travel
 * @param starts whether a crew has to be started
 * @param replaces whether one ends for that
 * @param words what it comes to, for people
 */
record Plan(boolean copies, boolean starts, boolean replaces, String words) {
  /**
   * The plan for a host.
   *
   * @throws Trouble when there can be none
   */
  static Plan of(Sighting seen, Spec wanted) throws Trouble {
    if (!seen.javaless().isEmpty()) {
      throw new Trouble(
          seen.javaless(),
          "Install one there, or say where it is in the hosts file:  java=/path/to/jdk",
          true);
    }
    Optional<Spec> there = seen.spec();
    boolean copies = !seen.distributed();
    if (there.isEmpty()) {
      return new Plan(copies, true, false, "started");
    }
    Spec spec = there.get();
    if (!seen.running()) {
      return new Plan(copies, true, false, "started again; it had ended, " + seen.lastWords());
    }
    if (!spec.owner().equals(wanted.owner())) {
      throw new Trouble(
          "workers of another broker, " + spec.broker() + ", are there under this name",
          "Have them taken down, or use another folder in the hosts file:  folder=PATH",
          true);
    }
    if (!spec.checksum().equals(wanted.checksum())) {
      return new Plan(copies, true, true, "replaced; it was build " + spec.checksum());
    }
    if (!spec.equals(wanted)) {
      return new Plan(copies, true, true, "replaced; it was wanted otherwise before");
    }
    return new Plan(copies, false, false, copies ? "damaged files replaced" : "as it was");
  }
}
