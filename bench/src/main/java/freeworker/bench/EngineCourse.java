package freeworker.bench;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Outcome;
import freeworker.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The laps that a program runs on an engine. */
final class EngineCourse implements Course {
  private static final byte[] MIB = new byte[1 << 20];
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Line line;
  private final Engine engine;
  private final Deque<CompletableFuture<Integer>> outstanding = new ArrayDeque<>();
  private Iterator<Outcome<Integer>> read = Collections.emptyIterator();
  private volatile boolean over;

  EngineCourse(Line line, int port) {
    this.line = line;
    // The broker of a first call may have been started at the same time.
    String way = "rmi://127.0.0.1:" + port + "?patience=20s";
    this.engine = Engine.open(way + (line.relayed() ? "&relay" : ""));
  }

  @Override
  public Lap lap(int thread) {
    return switch (line.work()) {
      case ONE -> round -> one(Square.side(round));
      case LAMBDA -> round -> lambda(Square.side(round));
      case MIB -> round -> mib();
      case THREE -> round -> three(Square.side(round));
      case ASYNC -> submitting();
      case PACK -> mapping();
      case ECHO -> throw new IllegalArgumentException("no engine runs " + line.work());
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

  private Lap submitting() {
    return round -> {
      while (outstanding.size() < Line.OUTSTANDING) {
        outstanding.add(engine.submit(new Square(Square.side(round + outstanding.size()))));
      }
      Square.check(Square.side(round), outstanding.remove().join());
      return 1;
    };
  }

  private Lap mapping() {
    Iterable<Integer> sides =
        () -> IntStream.iterate(0, i -> !over, i -> i + 1).map(Square::side).iterator();
    Iterator<Outcome<Integer>> squares = engine.map(sides, Square.each()).iterator();
    read = squares;
    return round -> {
      for (int i = 0; i < Line.PACK; i++) {
        Outcome<Integer> square = squares.next();
        Square.check(Square.side((int) square.number()), square.result());
      }
      return Line.PACK;
    };
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
  public int rest() {
    int rest = outstanding.size();
    outstanding.forEach(CompletableFuture::join);
    over = true;
    for (; read.hasNext(); rest++) {
      read.next();
    }
    return rest;
  }

  @Override
  public void close() {
    engine.close();
  }
}
