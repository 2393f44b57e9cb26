package freeworker.broker.deploy;

import freeworker.wire.Muster;
import java.util.List;
import java.util.Objects;

/**
 * A host on which workers are wanted.
 *
 * @param name as the hosts file has it
 * @param destination what ssh is told: a host or an alias, a user before it or not
 * @param port the port of its ssh, 0 for the one that ssh knows
 * @param wishes how the workers are wanted there
 */
record Host(String name, String destination, int port, Wishes wishes) {
  Host {
    Objects.requireNonNull(wishes, "wishes");
    if (name.isEmpty() || destination.isEmpty() || destination.startsWith("-")) {
      throw new IllegalArgumentException("'" + destination + "' is no host");
    }
  }

  /** The same as a name that a file can have; the crew's folder there is called so. */
  String crew() {
    return name.replaceAll("[^A-Za-z0-9.@_-]", "_");
  }

  /** What the {@code worker} command is told there. */
  List<String> arguments(Place broker) {
    String name = crew();
    Wishes named =
        wishes.words().containsKey("label") || !Muster.isLabel(name)
            ? wishes
            : wishes.with("label=" + name);
    return named.arguments(broker);
  }

  @Override
  public String toString() {
    return name;
  }
}
