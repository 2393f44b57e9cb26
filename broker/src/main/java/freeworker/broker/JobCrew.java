package freeworker.broker;

import freeworker.broker.jobs.Foreman;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.WorkerId;
import freeworker.wire.Order;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the broker does for its jobs: their sessions, and orders to the workers lent to them. */
final class JobCrew implements Foreman.Crew {
  private final LendingDesk desk;
  private final Sessions sessions;
  private final Function<WorkerId, Optional<Enrolled>> roster;
  private final Predicate<String> keys;

  JobCrew(
      LendingDesk desk,
      Sessions sessions,
      Function<WorkerId, Optional<Enrolled>> roster,
      Predicate<String> keys) {
    this.keys = keys;
    this.desk = desk;
    this.sessions = sessions;
    this.roster = roster;
  }

  @Override
  public boolean order(WorkerId worker, long lease) {
    Optional<Enrolled> enrolled = roster.apply(worker);
    enrolled.ifPresent(its -> its.order(Order.Kind.JOB, lease));
    return enrolled.isPresent();
  }

  @Override
  public boolean knows(String owner) {
    return keys.test(owner);
  }

  @Override
  public long enter(String owner) throws IOException {
    long session = sessions.openOwn("jobs of " + owner, new Peer(Role.CLIENT, owner));
    desk.enter(session, owner);
    sessions.entered(session);
    return session;
  }

  @Override
  public void leave(long session) {
    sessions.end(session);
    desk.gone(session);
  }
}
