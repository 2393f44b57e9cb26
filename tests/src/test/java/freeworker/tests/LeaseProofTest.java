package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.Task;
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
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Parcel;
import freeworker.wire.parcel.Reply;
import freeworker.wire.parcel.RunFrame;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker process runs what comes with its lease, from the session that has it, and nothing else.
 */
class LeaseProofTest {
  private static final byte[] NOTHING = new byte[0];

  static final class Nine implements Task<Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public Integer run() {
      return 9;
    }
  }

  /** A session, what it was granted, and its way to the worker. */
  private record Holder(Broker counter, long session, Grant grant, Pass pass, Worker worker) {
    static Holder of(BrokerRun broker) throws Exception {
      Broker counter =
          Visit.by(broker.key(), "localhost", broker.port(), false).ask('B', Broker.class);
      long session =
          Welcome.decode(counter.enter(new Card(Card.PROTOCOL, "holder").encode())).session();
      Grant grant = Grant.decode(counter.findFreeWorker(session, 10_000_000_000L, 1, true));
      Pass pass = Pass.decode(grant.pass());
      int port = counter.standing().workers()[0].port();
      var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
      Worker worker =
          new Visit("localhost", port, ticket, new byte[32], false).stub(pass.stub(), Worker.class);
      return new Holder(counter, session, grant, pass, worker);
    }
  }

  @Test
  void anInventedLeaseRunsNothingAndLearnsNothing(@TempDir Path folder) throws Exception {
    byte[] frame = frame();
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      Holder before = Holder.of(broker);
      before.counter().freeWorker(before.session(), before.grant().lease());
      Holder now = Holder.of(broker);
      long lease = now.grant().lease();
      byte[] proof = now.pass().proof();
      byte[] forged = proof.clone();
      forged[31] ^= 1;

      refused(now.worker(), lease, forged, frame);
      refused(now.worker(), lease, NOTHING, frame);
      refused(now.worker(), lease, before.pass().proof(), frame);
      refused(before.worker(), lease, proof, frame);
      refused(before.worker(), lease, before.pass().proof(), frame);
      refused(now.worker(), lease + 1, proof, frame);
      refused(now.worker(), Worker.NO_END, proof, frame);

      Reply reply =
          Reply.decode(
              Freight.arrived(
                  Answers.to(
                      () -> now.worker().runCode(lease, proof, true, Worker.NO_END, frame))));
      assertEquals(Reply.Kind.ANSWERED, reply.kind());
      List<Outcome> outcomes = reply.outcomes();
      assertInstanceOf(Outcome.Done.class, outcomes.get(0), outcomes::toString);
    }
  }

  private static void refused(Worker worker, long lease, byte[] proof, byte[] frame) {
    String words = "Lease " + lease + " is not of this caller.";
    var run =
        assertThrows(
            SecurityException.class,
            () -> worker.runCode(lease, proof, true, Worker.NO_END, frame));
    assertEquals(words, run.getMessage());
    var attend = assertThrows(SecurityException.class, () -> worker.attend(lease, proof, NOTHING));
    assertEquals(words, attend.getMessage());
  }

  /** A task that runs wherever this frame comes. */
  private static byte[] frame() throws Exception {
    String path = Closure.path(Nine.class.getName());
    byte[] bytes;
    try (InputStream in = Nine.class.getClassLoader().getResourceAsStream(path)) {
      bytes = in.readAllBytes();
    }
    var closure = new Closure(Map.of(path, List.of(Hash.of(bytes))), List.of());
    byte[] task = ObjectBytes.write(new Nine(), 1_000, type -> {}).bytes();
    return new RunFrame(
            List.of(closure), List.of(bytes), List.of(new Parcel("Nine", closure.id(), task)))
        .encode()
        .frame();
  }
}
