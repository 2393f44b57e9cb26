package freeworker.broker;

import freeworker.wire.door.Caller;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.rmi.ServerException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything. Never held while asking the desk.
 */
/** Which client speaks over which connections; a session is over when its last one closes. */
final class Sessions {
  private static final int NAME_LIMIT = 200;
  private static final int REMEMBERED = 1_000;

  private final Allowance allowance;
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, Session> sessions = new HashMap<>();
  private final Map<String, Integer> ofKey = new HashMap<>();
  private final Map<Caller, Set<Long>> callers = new HashMap<>();
  private final Map<Long, String> lastNames =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** One client process. */
  private static final class Session {
    final String name;
    final String key;
    final Set<Caller> connections = new HashSet<>();

    /** Whether the desk has heard of it. */
    boolean entered;

    Session(String name, String key) {
      this.name = name;
      this.key = key;
    }
  }

  Sessions(Allowance allowance) {
    this.allowance = allowance;
  }

  /**
   * Begins a session of the client that is calling.
   *
   * @throws ServerException when there are as many as there may be
   */
  synchronized long open(String name, Peer client) throws ServerException {
    long number = openOwn(name, client);
    touch(number);
    return number;
  }

  /**
   * Begins a session of the broker itself, on behalf of a client.
   *
   * @throws ServerException when there are as many as there may be
   */
  synchronized long openOwn(String name, Peer client) throws ServerException {
    if (sessions.size() >= allowance.of(Limit.SESSIONS)) {
      throw new ServerException(
          sessions.size() + " sessions are open " + allowance.at(Limit.SESSIONS) + ".");
    }
    int open = ofKey.getOrDefault(client.id(), 0);
    if (open >= allowance.of(Limit.SESSIONS_PER_KEY)) {
      throw new ServerException(
          client + " has " + open + " sessions open " + allowance.at(Limit.SESSIONS_PER_KEY) + ".");
    }
    long number;
    do {
      number = random.nextLong() >>> 1;
    } while (number == 0 || sessions.containsKey(number));
    String cut = name.length() > NAME_LIMIT ? name.substring(0, NAME_LIMIT) : name;
    sessions.put(number, new Session(cut, client.id()));
    ofKey.merge(client.id(), 1, Integer::sum);
    return number;
  }

  /** The desk knows this session from now on, or has forgotten it again. */
  synchronized void entered(long number) {
    Session session = sessions.get(number);
    if (session != null) {
      session.entered = true;
    }
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
    // One that has closed meanwhile is not heard of again.
    if (caller != null
        && session != null
        && !caller.isClosed()
        && session.connections.add(caller)) {
      callers.computeIfAbsent(caller, any -> new HashSet<>()).add(number);
    }
  }

  /** The sessions that are over because this was their last connection. */
  synchronized List<Long> closed(Caller caller) {
    List<Long> over = new ArrayList<>();
    for (long number : callers.getOrDefault(caller, Set.of())) {
      @Nullable Session session = sessions.get(number);
      if (session != null && session.connections.remove(caller) && session.connections.isEmpty()) {
        over.add(number);
      }
    }
    callers.remove(caller);
    over.forEach(this::end);
    return over;
  }

  synchronized void end(long number) {
    Session session = sessions.remove(number);
    if (session == null) {
      return;
    }
    ofKey.computeIfPresent(session.key, (key, open) -> open == 1 ? null : open - 1);
    for (Caller caller : session.connections) {
      callers.computeIfPresent(
          caller,
          (any, numbers) -> {
            numbers.remove(number);
            return numbers.isEmpty() ? null : numbers;
          });
    }
    lastNames.put(number, session.name);
  }

  /** Ends those that the desk has forgotten, because they were silent for too long. */
  void forget(LongPredicate known) {
    List<Long> entered = new ArrayList<>();
    synchronized (this) {
      sessions.forEach(
          (number, session) -> {
            if (session.entered) {
              entered.add(number);
            }
          });
    }
    for (long number : entered) {
      if (!known.test(number)) {
        end(number);
      }
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

  /** Over which connections they speak. */
  synchronized Set<Caller> connections() {
    return Set.copyOf(callers.keySet());
  }

  /** How many there are. */
  synchronized int open() {
    return sessions.size();
  }

  /** How many of them the key has that has the most. */
  synchronized int openOfOneKey() {
    return ofKey.values().stream().mapToInt(open -> open).max().orElse(0);
  }
}
