package freeworker.bench;

import freeworker.bench.run.PlainServer;
import freeworker.wire.Broker;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.LimitsStanding;
import freeworker.wire.Pass;
import freeworker.wire.RmiSettings;
import freeworker.wire.Sizes;
import freeworker.wire.Standing;
import freeworker.wire.Welcome;
import freeworker.wire.Worker;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import freeworker.wire.door.Seal;
import freeworker.wire.door.Tickets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A broker and a worker that answer at once, with doors or without; ends with its standard input.
 */
public final class DoorServerMain {
  private static final String CLIENT = "client";
  private static final long SESSION = 7;
  private static final byte[] DONE = new byte[100];

  private DoorServerMain() {}

  /** Knows whether there is a door, and the file for its key; says its port. */
  public static void main(String[] args) throws Exception {
    RmiSettings.apply();
    int port = args[0].equals(Entry.PLAIN.name()) ? plain() : doors(Path.of(args[1]));
    PlainServer.serve(port, System.in, System.out);
    System.exit(0);
  }

  private static int plain() throws IOException, java.rmi.AlreadyBoundException {
    var worker = new Here((lease, proof) -> {});
    UnicastRemoteObject.exportObject(worker, 0);
    var broker = new PlainDesk(worker);
    return PlainServer.open(FloorMain.NAME, broker, 0);
  }

  private static int doors(Path file) throws IOException {
    var random = new SecureRandom();
    Seal seal = Seal.make(random);
    Key key = Key.make("bench", new Peer(Role.CLIENT, CLIENT), seal.fingerprint(), random);
    KeyFile.write(file, key.text());
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    byte[] secret = new byte[Key.LENGTH];
    random.nextBytes(secret);
    var tickets = new Tickets(secret, System::nanoTime);
    var workersDoor = new Door(here, tickets, () -> seal, Bounds.carrying(1 << 20), caller -> {});
    byte[] stub = workersDoor.export(new Here(tickets::check));
    var door =
        new Door(
            here,
            peer -> peer.equals(key.peer()) ? Optional.of(key.secret()) : Optional.empty(),
            () -> seal,
            Bounds.carrying(1 << 18),
            caller -> {});
    door.lobby('B', Role.CLIENT, new Desk(tickets, stub, workersDoor.port(), seal.fingerprint()));
    return door.port();
  }

  private interface Admission {
    void check(long lease, byte[] proof);
  }

  private record Here(Admission admission) implements Worker {
    @Override
    public Object runCode(long lease, byte[] proof, boolean kept, long lasts, Object frame) {
      admission.check(lease, proof);
      return DONE;
    }

    @Override
    public byte[] attend(long lease, byte[] proof, byte[] supply) {
      return new byte[0];
    }

    @Override
    public int deliver(long lease, byte[] proof, int from, int mailing, byte[] letter) {
      return OVER;
    }

    @Override
    public byte[] collect(long lease, byte[] proof) {
      return new byte[0];
    }
  }

  private record PlainDesk(Worker worker) implements PlainBroker {
    @Override
    public byte[] enter(byte[] card) {
      return new Welcome(SESSION, 1, Sizes.USUAL).encode();
    }

    @Override
    public Worker find(long session) {
      return worker;
    }

    @Override
    public boolean free(long session, long lease) {
      return true;
    }

    @Override
    public void leave(long session) {}
  }

  /**
   * @param port that of the worker's door, told in place of the worker's number
   */
  private record Desk(Tickets tickets, byte[] stub, int port, byte[] certificate)
      implements Broker {
    @Override
    public byte[] enter(byte[] card) {
      Caller.require(Role.CLIENT);
      return new Welcome(SESSION, 1, Sizes.USUAL).encode();
    }

    @Override
    public byte[] findFreeWorker(long session, long wait, int waiters, boolean kept) {
      Caller.require(Role.CLIENT);
      Credential ticket = tickets.ticket(CLIENT, session);
      byte[] proof = tickets.proof(Conversation.LEASE, CLIENT, session);
      var pass = new Pass(stub, "", certificate, ticket.peer().id(), ticket.secret(), proof, false);
      return Grant.of(Conversation.LEASE, port, 1, pass.encode(), Worker.NO_END).encode();
    }

    @Override
    public byte[] findFreeWorkers(long session, long wait, int workers) throws RemoteException {
      throw new RemoteException("nobody calls a gang here");
    }

    @Override
    public void waiting(long session, int waiters, boolean kept) {}

    @Override
    public boolean freeWorker(long session, long lease) {
      Caller.require(Role.CLIENT);
      return true;
    }

    @Override
    public boolean cancel(long session, long lease) {
      return false;
    }

    @Override
    public boolean beat(long session) {
      return true;
    }

    @Override
    public void leave(long session) {
      Caller.require(Role.CLIENT);
    }

    @Override
    public Fate fate(int worker, long epoch) throws RemoteException {
      throw new RemoteException("nobody dies here");
    }

    @Override
    public Standing standing() throws RemoteException {
      throw new RemoteException("nobody asks here");
    }

    @Override
    public LimitsStanding limits() throws RemoteException {
      throw new RemoteException("nobody asks here");
    }
  }
}
