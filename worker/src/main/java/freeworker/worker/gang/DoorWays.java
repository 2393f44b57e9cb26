package freeworker.worker.gang;

import freeworker.wire.Grant;
import freeworker.wire.Pass;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import freeworker.wire.gang.Mailing;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Through the doors of the other workers, with what let their gang in there. */
public final class DoorWays implements Ways {
  private final Visit broker;
  private final Map<Long, Reached> reached = new ConcurrentHashMap<>();

  private record Reached(Visit visit, Worker worker, byte[] proof) {}

  /**
   * @param broker for workers that can be reached through it alone
   */
  public DoorWays(Visit broker) {
    this.broker = broker;
  }

  @Override
  public Box.Put deliver(Grant seat, int from, Mailing mailing, byte[] letter) throws IOException {
    Reached there = reached.get(seat.lease());
    if (there == null) {
      Pass pass = Pass.decode(seat.pass());
      Visit way = way(seat, pass);
      there = new Reached(way, way.stub(pass.stub(), Worker.class), pass.proof());
      reached.put(seat.lease(), there);
    }
    Reached to = there;
    int put =
        Answers.to(
            () -> to.worker().deliver(seat.lease(), to.proof(), from, mailing.number(), letter));
    return Box.Put.of(put);
  }

  @Override
  public void close() {
    reached.values().forEach(there -> there.visit().hangUp());
  }

  private Visit way(Grant seat, Pass pass) {
    var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
    if (pass.relayed()) {
      return broker.through(seat.worker(), seat.epoch(), ticket);
    }
    String host = pass.host().isEmpty() ? broker.host() : pass.host();
    return new Visit(host, 0, ticket, pass.certificate(), false);
  }
}
