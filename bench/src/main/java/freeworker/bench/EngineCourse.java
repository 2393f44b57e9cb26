package freeworker.bench;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import java.time.Duration;

/** The laps that a program runs on an engine. */
final class EngineCourse implements Course {
  private static final byte[] MIB = new byte[1 << 20];
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Line line;
  private final Engine engine;

  EngineCourse(Line line, int port) {
    this.line = line;
    this.engine = Engine.open("rmi://127.0.0.1:" + port + (line.relayed() ? "?relay" : ""));
  }

  @Override
  public Lap lap(int thread) {
    return switch (line.work()) {
      case ONE -> round -> one(Square.side(round));
      case LAMBDA -> round -> lambda(Square.side(round));
      case MIB -> round -> mib();
      case THREE -> round -> three(Square.side(round));
      case PACK -> throw new IllegalArgumentException("packs have a course of their own");
    };
  }

  private int one(int side) {
    Square.check(side, engine.run(new Square(side)));
    return 1;
  }

  private int lambda(int side) {
    Task<Integer> task = () -> side * side;
    Square.check(side, engine.run(task));
    return 1;
  }

  private int mib() {
    byte[] there = MIB;
    if (engine.run(() -> there).length != there.length) {
      throw new IllegalStateException("A MiB came back as something else.");
    }
    return 1;
  }

  private int three(int side) {
    try (BorrowedWorker worker = engine.borrow(PATIENCE)) {
      Square.check(side, worker.run(new Square(side)));
    }
    return 1;
  }

  @Override
  public void close() {
    engine.close();
  }
}
