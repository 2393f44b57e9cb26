package freeworker.bench;

import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Grant;
import freeworker.wire.Pass;
import freeworker.wire.Welcome;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;

/** What a client says to a broker and a worker to have one task run, and no more than that. */
interface Conversation {
  long LEASE = 1;

  /** The bytes of a small task. */
  static byte[] frame() {
    return new byte[100];
  }

  /** Enters and borrows. */
  void begin() throws IOException, NotBoundException;

  /** One call of the worker. */
  Object run() throws IOException;

  /** Gives back and leaves. */
  void end() throws IOException;

  /**
   * One with the server of that kind.
   *
   * @param key the file of the key, if there is a door
   */
  static Conversation of(Entry entry, int port, String key) {
    return entry == Entry.PLAIN ? new Plain(port) : new Doors(port, key, entry == Entry.TLS);
  }

  private static byte[] card() {
    return new Card(Card.PROTOCOL, "bench").encode();
  }

  /** By plain RMI. */
  final class Plain implements Conversation {
    private final int port;
    private PlainBroker broker;
    private Worker worker;
    private long session;

    @SuppressWarnings("NullAway.Init") // by begin
    Plain(int port) {
      this.port = port;
    }

    @Override
    public void begin() throws IOException, NotBoundException {
      broker = (PlainBroker) LocateRegistry.getRegistry("127.0.0.1", port).lookup(FloorMain.NAME);
      session = Welcome.decode(broker.enter(card())).session();
      worker = broker.find(session);
    }

    @Override
    public Object run() throws IOException {
      return worker.runCode(LEASE, new byte[32], true, Worker.NO_END, frame());
    }

    @Override
    public void end() throws IOException {
      broker.free(session, LEASE);
      broker.leave(session);
    }
  }

  /** Through doors, as a real client does. */
  final class Doors implements Conversation {
    private static final long WAIT = Duration.ofSeconds(5).toNanos();

    private final int port;
    private final String key;
    private final boolean sealed;
    private Broker broker;
    private Worker worker;
    private byte[] proof;
    private long session;

    @SuppressWarnings("NullAway.Init") // by begin
    Doors(int port, String key, boolean sealed) {
      this.port = port;
      this.key = key;
      this.sealed = sealed;
    }

    @Override
    public void begin() throws IOException {
      broker = Visit.by(Path.of(key), "127.0.0.1", port, sealed).ask('B', Broker.class);
      session = Answers.to(() -> broker.enter(card()), Welcome::decode).session();
      Grant grant = Answers.to(() -> broker.findFreeWorker(session, WAIT, 1, true), Grant::decode);
      Pass pass = Pass.decode(grant.pass());
      proof = pass.proof();
      var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
      worker =
          new Visit("127.0.0.1", grant.worker(), ticket, pass.certificate(), sealed)
              .stub(pass.stub(), Worker.class);
    }

    @Override
    public Object run() throws IOException {
      return Answers.to(() -> worker.runCode(LEASE, proof, true, Worker.NO_END, frame()));
    }

    @Override
    public void end() throws IOException {
      Answers.to(() -> broker.freeWorker(session, LEASE));
      Answers.to(
          () -> {
            broker.leave(session);
            return true;
          });
    }
  }
}
