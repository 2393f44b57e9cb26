package freeworker.bench;

import java.io.IOException;
import java.rmi.ConnectException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** The laps of the floors. */
final class FloorCourse implements Course {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

  private final Line line;
  private final FloorBroker broker;
  private final List<FloorWorker> workers = new ArrayList<>();

  /**
   * @param ports the port of the broker, then those of the workers
   */
  FloorCourse(Line line, List<Integer> ports) throws RemoteException, NotBoundException {
    this.line = line;
    this.broker = (FloorBroker) served(ports.get(0));
    for (int port : ports.subList(1, ports.size())) {
      workers.add((FloorWorker) served(port));
    }
  }

  /** The course of a line. */
  static Course of(Line line, List<Integer> ports) throws IOException, NotBoundException {
    var course = new FloorCourse(line, ports);
    return line.work() == Line.Work.ECHO ? new EchoCourse(course.workers.get(0).echo()) : course;
  }

  /** The servers of a first call may have been started at the same time. */
  private static Remote served(int port) throws RemoteException, NotBoundException {
    Registry registry = LocateRegistry.getRegistry("127.0.0.1", port);
    for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() - end < 0; ) {
      try {
        return registry.lookup(FloorMain.NAME);
      } catch (ConnectException | NotBoundException e) {
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
    return registry.lookup(FloorMain.NAME);
  }

  @Override
  public Lap lap(int thread) {
    FloorWorker mine = workers.get(thread % workers.size());
    return switch (line.work()) {
      case ONE -> round -> one(mine, Square.side(round));
      case THREE -> round -> three(Square.side(round));
      case PACK -> round -> pack(mine, round);
      case LAMBDA, ASYNC, MIB, ECHO ->
          throw new IllegalArgumentException("no floor sends " + line.work());
    };
  }

  private static int one(FloorWorker worker, int side) throws RemoteException {
    Square.check(side, worker.run(new Square(side)));
    return 1;
  }

  private int three(int side) throws RemoteException {
    int worker = broker.find();
    try {
      return one(workers.get(worker), side);
    } finally {
      broker.free(worker);
    }
  }

  private static int pack(FloorWorker worker, int round) throws RemoteException {
    var tasks = new Callable<?>[Line.PACK];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = new Square(Square.side(round + i));
    }
    Object[] results = worker.runAll(tasks);
    for (int i = 0; i < tasks.length; i++) {
      Square.check(Square.side(round + i), results[i]);
    }
    return tasks.length;
  }

  @Override
  public void close() {
    // Its connections are RMI's, which closes them when they were idle for a while.
  }
}
