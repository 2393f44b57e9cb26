package freeworker.worker.gang;

import freeworker.GangBroken;
import freeworker.Letter;
import freeworker.Member;
import freeworker.wire.gang.Mailing;
import freeworker.wire.gang.Roll;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** A member on its worker: its own box, and the ways to those of the others. */
public final class Fellow implements Member {
  private static final byte[] NOTHING = new byte[0];

  private final Roll roll;
  private final Box box;
  private final Ways ways;
  private final Set<Integer> others = new HashSet<>();
  private int barriers;

  public Fellow(Roll roll, Box box, Ways ways) {
    this.roll = roll;
    this.box = box;
    this.ways = ways;
    others.add(CALLER);
    for (int rank = 0; rank < roll.seats().size(); rank++) {
      if (rank != roll.rank()) {
        others.add(rank);
      }
    }
  }

  @Override
  public int rank() {
    return roll.rank();
  }

  @Override
  public int size() {
    return roll.seats().size();
  }

  @Override
  public void send(int to, byte[] bytes) throws InterruptedException {
    Objects.requireNonNull(bytes, "bytes");
    if (to == CALLER) {
      box.out(bytes);
    } else {
      put(to, Mailing.LETTER, bytes);
    }
  }

  private void put(int to, Mailing mailing, byte[] bytes) throws InterruptedException {
    check(to);
    Box.Put put = Box.Put.FULL;
    while (put == Box.Put.FULL) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the gang ends");
      }
      try {
        put = ways.deliver(roll.seats().get(to), rank(), mailing, bytes);
      } catch (IOException e) {
        throw new GangBroken(name(to) + " is not reached: " + e.getMessage(), e);
      }
    }
    if (put == Box.Put.OVER) {
      throw new GangBroken(name(to) + " has ended, and gets no letters any more.");
    }
  }

  private void check(int rank) {
    if (rank < CALLER || rank >= size()) {
      throw new IllegalArgumentException(
          "A gang of " + size() + " has the ranks 0 to " + (size() - 1) + ", not " + rank + ".");
    }
  }

  private String name(int rank) {
    return rank == CALLER
        ? "the caller"
        : "member " + rank + " on worker " + roll.seats().get(rank).worker();
  }

  @Override
  public byte[] receive(int from) throws InterruptedException {
    check(from);
    try {
      return box.take(from);
    } catch (Box.Ended e) {
      throw new GangBroken(name(from) + " has ended, and sends no more letters.");
    }
  }

  @Override
  public Letter receive() throws InterruptedException {
    try {
      return box.take(others);
    } catch (Box.Ended e) {
      throw new GangBroken("All others have ended, and send no more letters.");
    }
  }

  @Override
  public void barrier() throws InterruptedException {
    barriers++;
    try {
      if (rank() == 0) {
        box.awaitArrived(barriers * (size() - 1));
        for (int rank = 1; rank < size(); rank++) {
          put(rank, Mailing.OPEN, NOTHING);
        }
      } else {
        put(0, Mailing.ARRIVED, NOTHING);
        box.awaitOpen(barriers);
      }
    } catch (Box.Ended e) {
      throw new GangBroken(name(e.rank()) + " has ended, and comes to no barrier any more.");
    }
  }
}
