package freeworker.broker;

import freeworker.wire.door.Caller;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything.
 */
/** Which client speaks over which connections; a session is over when its last one closes. */
final class Sessions {
  private static final int NAME_LIMIT = 200;
  private static final int REMEMBERED = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<Long, Session> sessions = new HashMap<>();
  private final Map<Caller, Long> callers = new HashMap<>();
  private final Map<Long, String> lastNames =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param key whose session it is
   */
  private record Session(String name, String key, Set<Caller> connections) {}

  /** Begins a session of the client that is calling. */
  synchronized long open(String name, Peer client) {
    long number;
    do {
      number = random.nextLong() >>> 1;
    } while (number == 0 || sessions.containsKey(number));
    String cut = name.length() > NAME_LIMIT ? name.substring(0, NAME_LIMIT) : name;
    sessions.put(number, new Session(cut, client.id(), new HashSet<>()));
    touch(number);
    return number;
  }

  /**
   * Remembers that the connection of this call belongs to the session.
   *
   * @throws SecurityException when the session is that of another key
   */
  synchronized void touch(long number) {
    Peer client = Caller.require(Role.CLIENT);
    Caller caller = Caller.current();
    Session session = sessions.get(number);
    if (session != null && !session.key.equals(client.id())) {
      throw new SecurityException("This session is not of " + client + ".");
    }
    if (caller != null && session != null && session.connections.add(caller)) {
      callers.put(caller, number);
    }
  }

  /** The session that is over because this was its last connection, if it was. */
  synchronized OptionalLong closed(Caller caller) {
    Long number = callers.remove(caller);
    if (number == null) {
      return OptionalLong.empty();
    }
    @Nullable Session session = sessions.get(number);
    if (session == null) {
      return OptionalLong.empty();
    }
    session.connections.remove(caller);
    if (!session.connections.isEmpty()) {
      return OptionalLong.empty();
    }
    end(number);
    return OptionalLong.of(number);
  }

  synchronized void end(long number) {
    Session session = sessions.remove(number);
    if (session != null) {
      session.connections.forEach(callers::remove);
      lastNames.put(number, session.name);
    }
  }

  /** Whose key opened a session; empty when that is over. */
  synchronized String key(long number) {
    Session session = sessions.get(number);
    return session == null ? "" : session.key;
  }

  /** The client's name for people, empty when its session has been over for long. */
  synchronized String name(long number) {
    Session session = sessions.get(number);
    return session != null ? session.name : lastNames.getOrDefault(number, "");
  }
}
