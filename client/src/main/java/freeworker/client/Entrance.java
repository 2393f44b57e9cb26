package freeworker.client;

import freeworker.BrokerUnreachable;
import freeworker.FreeworkerException;
import freeworker.KeyRefused;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Welcome;
import freeworker.wire.door.Answers;
import freeworker.wire.door.BadKey;
import freeworker.wire.door.Refused;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.rmi.RemoteException;
import java.rmi.ServerError;
import java.rmi.ServerException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: failure, failed, the writing of entry. Who closes takes no lock, since one who
 * dials has it. Of many threads that miss the broker one looks for it; the others share what it finds.
 */
/** A program's session at a broker; entered again when it is over, or when the broker came back. */
final class Entrance {
  /** The next try comes after a tenth of the time that it has taken so far, within these. */
  private static final Duration SHORTEST = Duration.ofMillis(5);

  private static final Duration LONGEST = Duration.ofMillis(50);

  private final Address address;
  private volatile Entry entry;
  private volatile boolean closed;
  private @Nullable FreeworkerException failure;
  private long failed;

  /** A session, the broker that knows it, and the way there. */
  record Entry(Visit visit, Broker broker, Welcome welcome) {
    long session() {
      return welcome.session();
    }
  }

  /**
   * Enters for the first time.
   *
   * @throws BrokerUnreachable when the broker does not answer
   */
  Entrance(Address address) {
    this.address = address;
    this.entry = enter();
  }

  Entry now() {
    return entry;
  }

  /**
   * Enters again, unless another thread already did.
   *
   * @param before the entry that is of no use any more
   * @param asked when that was found out; a later failure of another thread is this one's too
   */
  synchronized Entry again(Entry before, long asked) {
    if (closed) {
      throw over();
    }
    if (entry.session() != before.session()) {
      return entry;
    }
    if (failure != null && failed - asked > 0) {
      throw failure;
    }
    try {
      Entry anew = enter();
      entry = anew;
      if (closed) {
        // Whoever closed it may not have seen this one.
        anew.visit().hangUp();
        throw over();
      }
      return anew;
    } catch (FreeworkerException e) {
      failure = e;
      failed = System.nanoTime();
      throw e;
    }
  }

  /** The entry that was the last one; nobody enters again. */
  Entry close() {
    closed = true;
    return entry;
  }

  private static FreeworkerException over() {
    return new FreeworkerException("The engine is closed.");
  }

  /** The failure of a broker that was just entered. */
  BrokerUnreachable failed(RemoteException e) {
    return failed(address, e);
  }

  static BrokerUnreachable failed(Address address, RemoteException e) {
    return new BrokerUnreachable("The broker at " + address + " failed: " + reason(e), e);
  }

  private Entry enter() {
    String name = System.getProperty("user.name", "somebody") + ":" + ProcessHandle.current().pid();
    byte[] card = new Card(Card.PROTOCOL, name).encode();
    return door(
        address,
        visit -> {
          Broker broker = visit.ask('B', Broker.class);
          return new Entry(visit, broker, Answers.to(() -> broker.enter(card), Welcome::decode));
        });
  }

  /** What one does first when let in. */
  interface Step<T> {
    T take(Visit visit) throws IOException;
  }

  /**
   * Goes in at a broker's door, again and again while nobody answers.
   *
   * @throws BrokerUnreachable when it does not answer in time
   * @throws KeyRefused when it does not open
   */
  static <T> T door(Address address, Step<T> step) {
    long began = System.nanoTime();
    long deadline = began + address.patience().toNanos();
    while (true) {
      try {
        return step.take(Visit.by(address.key(), address.host(), address.port(), address.sealed()));
      } catch (Refused e) {
        throw new KeyRefused(
            "the broker at " + address + " does not open to " + address.key() + ": " + reason(e),
            e);
      } catch (BadKey e) {
        // A broker that starts for the first time makes its keys just before it is there.
        if (!e.missing() || System.nanoTime() >= deadline) {
          throw new KeyRefused(e.getMessage() + "  " + e.cure(), e);
        }
      } catch (RemoteException e) {
        // It was there just now: what broke may have been the network.
        if (forGood(e) || System.nanoTime() >= deadline) {
          throw failed(address, e);
        }
      } catch (IOException e) {
        if (System.nanoTime() >= deadline) {
          throw new BrokerUnreachable("no broker at " + address + " (" + reason(e) + ")", e);
        }
      }
      long pause = (System.nanoTime() - began) / 10;
      LockSupport.parkNanos(Math.max(SHORTEST.toNanos(), Math.min(pause, LONGEST.toNanos())));
    }
  }

  /** Whether the broker answered, and that is its answer. */
  private static boolean forGood(RemoteException e) {
    boolean answered = e instanceof ServerException || e instanceof ServerError;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      answered |= cause instanceof Refused;
    }
    return answered;
  }

  private static String reason(Exception e) {
    String reason = e.getClass().getSimpleName();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String said = cause.getMessage();
      if (cause instanceof java.net.ConnectException && said != null && said.contains("refused")) {
        return "connection refused";
      }
      reason = said == null ? reason : said;
    }
    return reason;
  }
}
