package freeworker.bench;

import freeworker.client.Courier;
import freeworker.client.Packed;
import freeworker.client.Packer;
import freeworker.client.ResultReader;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Grant;
import freeworker.wire.Pass;
import freeworker.wire.Reply;
import freeworker.wire.Worker;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Home;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import freeworker.wire.parcel.Outcome;
import java.io.IOException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Packs of tasks, each in one call to a worker that its thread keeps; by the public protocol. */
final class PackCourse implements Course {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CALLS_A_BEAT = 50;

  private final Packer packer = new Packer();
  private final ResultReader reader = new ResultReader();
  private final Broker broker;
  private final long session;
  private final List<Long> leases = new CopyOnWriteArrayList<>();

  PackCourse(int port) throws IOException {
    broker = Visit.by(Home.clientKey(), HOST, port, false).ask('B', Broker.class);
    session = broker.enter(new Card(Card.PROTOCOL, "bench").encode()).session();
  }

  @Override
  public Lap lap(int thread) throws IOException {
    Grant grant = broker.findFreeWorker(session, PATIENCE.toNanos(), 1, true);
    if (!grant.granted()) {
      throw new IOException(grant.words());
    }
    leases.add(grant.lease());
    Pass pass = Pass.decode(grant.pass());
    var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
    Worker worker =
        new Visit(HOST, 0, ticket, pass.certificate(), false).stub(pass.stub(), Worker.class);
    var courier = new Courier();
    return round -> {
      if (round % CALLS_A_BEAT == 0) {
        broker.beat(session);
      }
      return pack(worker, grant, pass.proof(), courier, round);
    };
  }

  private int pack(Worker worker, Grant grant, byte[] proof, Courier courier, int round)
      throws IOException {
    List<Packed> tasks = new ArrayList<>(Line.PACK);
    for (int i = 0; i < Line.PACK; i++) {
      tasks.add(packer.pack("Square", new Square(Square.side(round + i))));
    }
    List<Outcome> outcomes = courier.deliver(tasks, frame -> sent(worker, grant, proof, frame));
    for (int i = 0; i < Line.PACK; i++) {
      if (!(outcomes.get(i) instanceof Outcome.Done done)) {
        throw new IOException("A task of a pack was not done: " + outcomes.get(i));
      }
      Object result = reader.read(done.result(), tasks.get(i), grant.worker(), 1);
      Square.check(Square.side(round + i), result);
    }
    return Line.PACK;
  }

  private static byte[] sent(Worker worker, Grant grant, byte[] proof, byte[] frame)
      throws RemoteException {
    Reply reply = worker.runCode(grant.lease(), proof, false, frame);
    if (reply.kind() != Reply.Kind.ANSWERED) {
      throw new RemoteException("Worker " + grant.worker() + " did not take a pack: " + reply);
    }
    return reply.outcomes();
  }

  @Override
  public void close() throws RemoteException {
    for (long lease : leases) {
      broker.freeWorker(session, lease);
    }
    broker.leave(session);
  }
}
