package freeworker.bench;

import java.util.List;
import java.util.concurrent.Callable;

/** What a peer's client can do: all lines are made of it. */
public interface Caller {
  /** Sends a task that squares a side; answers the wait for its result. */
  Callable<Integer> submit(int side) throws Exception;

  /** Runs a task for each side in the way that the peer is best at; the results in any order. */
  List<Integer> all(List<Integer> sides) throws Exception;
}
