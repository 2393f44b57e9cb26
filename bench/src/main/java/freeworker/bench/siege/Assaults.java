package freeworker.bench.siege;

import freeworker.wire.door.Attacks;
import freeworker.wire.door.Key;
import freeworker.wire.door.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All assaults in their order: first those of strangers, then those of somebody with a key. */
final class Assaults {
  private static final int OPEN = 240;
  private static final int MOST_HELD = 1_000;
  private static final int LEAST = 20;
  private static final int MOST_DRIPS = 200;

  /** Those that are worth nothing unless many are open at once. */
  private static final Set<String> HELD =
      Set.of(
          "silence",
          "half a hello",
          "TLS and silence",
          "a large array",
          "a text without end",
          "part of a call");

  private Assaults() {}

  /**
   * @param connections how many of random bytes; all others follow from that
   */
  static List<Assault> of(InetSocketAddress where, Key key, int connections) throws IOException {
    var attacks = new Attacks(Target.broker(where, key));
    var greed = new Greed(where, key);
    int some = Math.max(LEAST, connections / 20);
    List<Assault> all = new ArrayList<>();
    attacks
        .ofStrangers()
        .forEach((name, attack) -> all.add(crowd(name, false, where, attack, connections)));
    all.add(new Assault("a byte a second", false, new Drip(where, Math.min(MOST_DRIPS, some))));
    attacks
        .ofKeyHolders()
        .forEach((name, attack) -> all.add(crowd(name, true, where, attack, connections)));
    all.add(new Assault("nonsense in every method", true, greed.nonsense(some * 10)));
    all.add(new Assault("sessions without end", true, greed.sessions(connections * 10)));
    all.add(new Assault("a crowd of waiters", true, greed.waiters(Math.min(LEAST, some))));
    all.add(new Assault("leases of RMI's collector", true, greed.leases(connections * 10)));
    return all;
  }

  private static Assault crowd(
      String name, boolean key, InetSocketAddress where, Attacks.Attack attack, int connections) {
    int some = Math.max(LEAST, connections / 20);
    int held = Math.max(LEAST, Math.min(MOST_HELD, connections / 4));
    Crowd crowd =
        name.equals("random bytes")
            ? new Crowd(where, attack, connections, OPEN)
            : HELD.contains(name)
                ? new Crowd(where, attack, held, held)
                : new Crowd(where, attack, some, OPEN);
    return new Assault(name, key, crowd);
  }
}
