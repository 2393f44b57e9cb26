package freeworker.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** The laps that a peer's client runs. */
final class PeerCourse implements Course {
  private final Line line;
  private final int bulk;
  private final PeerClientMain.Callers callers;
  private final Deque<Callable<Integer>> outstanding = new ArrayDeque<>();

  /**
   * @param bulk how many tasks are given at once in the line of many
   */
  PeerCourse(Line line, int bulk, PeerClientMain.Callers callers) {
    this.line = line;
    this.bulk = bulk;
    this.callers = callers;
  }

  @Override
  public Lap lap(int thread) throws Exception {
    Caller caller = callers.caller(thread);
    return switch (line.work()) {
      case ONE -> round -> one(caller, Square.side(round));
      case ASYNC -> round -> submitting(caller, round);
      case PACK -> round -> all(caller, round);
      case LAMBDA, MIB, THREE, ECHO ->
          throw new IllegalArgumentException("no peer runs " + line.work());
    };
  }

  private static int one(Caller caller, int side) throws Exception {
    Square.check(side, caller.submit(side).call());
    return 1;
  }

  private int submitting(Caller caller, int round) throws Exception {
    while (outstanding.size() < Line.OUTSTANDING) {
      outstanding.add(caller.submit(Square.side(round + outstanding.size())));
    }
    Square.check(Square.side(round), outstanding.remove().call());
    return 1;
  }

  private int all(Caller caller, int round) throws Exception {
    List<Integer> sides = IntStream.range(round, round + bulk).map(Square::side).boxed().toList();
    Iterator<Integer> squares = caller.all(sides).stream().sorted().iterator();
    for (int side : sides.stream().sorted().toList()) {
      Square.check(side, squares.next());
    }
    return bulk;
  }

  @Override
  public int rest() throws Exception {
    int rest = outstanding.size();
    while (!outstanding.isEmpty()) {
      outstanding.remove().call();
    }
    return rest;
  }

  @Override
  public void close() {
    // The next line goes over the same connections.
  }
}
