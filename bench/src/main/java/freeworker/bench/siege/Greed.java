package freeworker.bench.siege;

import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Welcome;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Key;
import freeworker.wire.door.Raw;
import freeworker.wire.door.Visit;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.rmi.RemoteException;
import java.rmi.dgc.Lease;
import java.rmi.dgc.VMID;
import java.rmi.server.ObjID;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the holder of a key may ask for, asked for too often. */
final class Greed {
  private static final int DIRTY = 1;
  private static final long COLLECTING = -669196253586618813L;
  private static final int ANSWER_HEAD = 7;
  private static final int PATIENCE = 2_000;
  private static final int WAITERS = 1_000_000;

  private final InetSocketAddress where;
  private final Key key;

  Greed(InetSocketAddress where, Key key) {
    this.where = where;
    this.key = key;
  }

  /** Tells RMI's collector of ever more programs that hold the broker's stub. */
  Assault.Waging leases(int tries) {
    return (random, until, tally) -> {
      try (var raw = new Raw(where)) {
        raw.ask(key.credential(), 'B');
        if (!raw.patience(PATIENCE).greet()) {
          tally.add(End.CLOSED);
          return;
        }
        var objects = new ObjID[] {new ObjID(ObjID.DGC_ID)};
        for (int i = 0; i < tries && System.nanoTime() - until < 0; i++) {
          raw.send(
              Raw.call(
                  Raw.wellKnown(ObjID.DGC_ID),
                  DIRTY,
                  COLLECTING,
                  objects,
                  (long) i,
                  new Lease(new VMID(), Long.MAX_VALUE)));
          End end = ended(raw);
          tally.add(end == End.LET_IN ? End.SERVED : end);
          if (end != End.LET_IN && end != End.REFUSED) {
            return;
          }
        }
      }
    };
  }

  /** Reads one answer, and leaves the connection ready for the next call. */
  private static End ended(Raw raw) throws IOException {
    var in = new DataInputStream(raw.in());
    byte[] head = new byte[ANSWER_HEAD + 1];
    try {
      in.readFully(head);
      // Nothing of the next answer is there before its call.
      while (in.available() > 0) {
        in.skipBytes(in.available());
      }
    } catch (SocketTimeoutException e) {
      return End.WAITING;
    } catch (IOException e) {
      return End.CLOSED;
    }
    return End.of(head, false);
  }

  /** Opens one session after the other and comes back to none. */
  Assault.Waging sessions(int tries) {
    return (random, until, tally) -> {
      Broker broker = visit();
      for (int i = 0; i < tries && System.nanoTime() - until < 0; i++) {
        byte[] card = new Card(Card.PROTOCOL, "x".repeat(200) + i).encode();
        tally.add(asked(() -> broker.enter(card)));
      }
    };
  }

  /** Has as many wait as a session may have, in ever more sessions. */
  Assault.Waging waiters(int tries) {
    return (random, until, tally) -> {
      byte[] card = new Card(Card.PROTOCOL, "crowd").encode();
      List<Thread> all = new ArrayList<>();
      Broker first = visit();
      List<Long> sessions = new ArrayList<>();
      for (int i = 0; i < tries && System.nanoTime() - until < 0; i++) {
        Broker broker = visit();
        long session = Answers.to(() -> broker.enter(card), Welcome::decode).session();
        sessions.add(session);
        var waiting =
            new Thread(
                () ->
                    tally.add(
                        asked(() -> broker.findFreeWorker(session, 1_000_000_000L, WAITERS, true))),
                "waiter-" + i);
        all.add(waiting);
        waiting.start();
      }
      for (Thread waiting : all) {
        waiting.join();
      }
      for (long session : sessions) {
        // Whoever got the worker may keep it, so he has to give it back.
        first.leave(session);
      }
    };
  }

  /** Calls every method with numbers and bytes that mean nothing. */
  Assault.Waging nonsense(int tries) {
    return (random, until, tally) -> {
      Broker broker = visit();
      for (int i = 0; i < tries && System.nanoTime() - until < 0; i++) {
        tally.add(asked(() -> nonsense(broker, random)));
      }
    };
  }

  private static Object nonsense(Broker broker, Random random) throws RemoteException {
    long number = random.nextBoolean() ? random.nextLong() : random.nextInt(3) - 1;
    byte[] bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    return switch (random.nextInt(6)) {
      case 0 -> broker.enter(bytes);
      case 1 -> broker.findFreeWorker(number, random.nextInt(1_000), random.nextInt(), false);
      case 2 -> broker.freeWorker(number, random.nextLong());
      case 3 -> broker.beat(number);
      case 4 -> {
        broker.leave(number);
        yield number;
      }
      default -> broker.standing();
    };
  }

  private Broker visit() throws IOException {
    return new Visit(
            where.getHostString(), where.getPort(), key.credential(), key.certificate(), false)
        .ask('B', Broker.class);
  }

  private static End asked(Answers.Question<?> question) {
    try {
      Answers.to(question);
      return End.SERVED;
    } catch (java.rmi.ServerException | SecurityException e) {
      return End.REFUSED;
    } catch (RemoteException e) {
      return End.CLOSED;
    } catch (RuntimeException e) {
      return End.REFUSED;
    }
  }
}
