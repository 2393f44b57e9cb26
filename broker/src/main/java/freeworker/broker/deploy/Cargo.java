package freeworker.broker.deploy;

import freeworker.wire.door.Key;
import java.util.Map;

/**
 * What hosts are brought.
 *
 * @param key with which the workers prove themselves at the broker
 * @param brokers where each host finds it
 */
record Cargo(Distribution distribution, Key key, Map<Host, Place> brokers) {
  Cargo {
    brokers = Map.copyOf(brokers);
  }

  /** Where a host finds the broker. */
  Place broker(Host host) {
    Place place = brokers.get(host);
    if (place == null) {
      throw new IllegalArgumentException("Nobody said where " + host + " finds the broker");
    }
    return place;
  }

  Spec spec(Host host) {
    return Spec.of(distribution, broker(host), host, key);
  }
}
