package freeworker.bench;

import freeworker.RemoteFunction;
import freeworker.Task;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The task of every line: small enough that only the way there and back is measured. */
public final class Square implements Task<Integer>, Callable<Integer> {
  private static final long serialVersionUID = 1;

  private final int side;

  /** Of which side. */
  public Square(int side) {
    this.side = side;
  }

  @Override
  public Integer run() {
    return side * side;
  }

  @Override
  public Integer call() {
    return side * side;
  }

  /** The same for many sides. */
  static RemoteFunction<Integer, Integer> each() {
    return side -> side * side;
  }

  /** A side whose square is a different one each time and fits. */
  static int side(int round) {
    return round % 40_000;
  }

  /** Fails unless this is the square of the side. */
  static void check(int side, @Nullable Object result) {
    if (!Integer.valueOf(side * side).equals(result)) {
      throw new IllegalStateException("The square of " + side + " came back as " + result + ".");
    }
  }
}
