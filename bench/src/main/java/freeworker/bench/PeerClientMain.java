package freeworker.bench;

import java.util.Arrays;
import java.util.List;

/** The main of a peer's client, apart from what only that peer knows. */
public final class PeerClientMain {
  private PeerClientMain() {}

  /** A peer, reached. */
  public interface Callers {
    /** What a thread calls by; threads are numbered from 0. */
    Caller caller(int thread) throws Exception;
  }

  /** The way to a peer. */
  public interface Way {
    /** Waits until the peer answers at these ports. */
    Callers reach(List<Integer> ports) throws Exception;
  }

  /**
   * Measures the lines that it is told to, until its standard input ends.
   *
   * @param args how many tasks are given at once in the line of many, then the peer's ports
   * @return the exit code; a peer's own threads would keep a client that failed
   */
  public static int serve(String[] args, Way way) {
    List<Integer> numbers = Arrays.stream(args).map(Integer::valueOf).toList();
    var orders = new Orders(System.in, System.out);
    // A library that greets the reader must not do it between the figures.
    System.setOut(System.err);
    try {
      Callers callers = way.reach(numbers.subList(1, numbers.size()));
      orders.obey(line -> new PeerCourse(line, numbers.get(0), callers));
      return 0;
    } catch (Exception e) {
      e.printStackTrace();
      return 1;
    }
  }
}
