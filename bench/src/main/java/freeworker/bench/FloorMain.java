package freeworker.bench;

import freeworker.bench.run.PlainServer;
import java.io.IOException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A process of the floors: a worker, or a broker of some workers; ends with its standard input. */
public final class FloorMain {
  static final String NAME = "floor";

  private FloorMain() {}

  /**
   * Serves as {@code worker}, or as {@code broker} of so many workers, at any port unless one is
   * named at the end; says its port.
   */
  public static void main(String[] args) throws Exception {
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    boolean worker = args[0].equals("worker");
    Remote served = worker ? new Here() : new Queue(Integer.parseInt(args[1]));
    int words = worker ? 1 : 2;
    int named = args.length > words ? Integer.parseInt(args[words]) : 0;
    PlainServer.serve(PlainServer.open(NAME, served, named), System.in, System.out);
    System.exit(0);
  }

  private static final class Here implements FloorWorker {
    private @Nullable Echo echo;

    @Override
    public Object run(Callable<?> task) throws RemoteException {
      try {
        return task.call();
      } catch (Exception e) {
        throw new RemoteException("The task failed", e);
      }
    }

    @Override
    public synchronized int echo() throws RemoteException {
      try {
        Echo opened = echo == null ? new Echo() : echo;
        echo = opened;
        return opened.port();
      } catch (IOException e) {
        throw new RemoteException("There is no echo", e);
      }
    }

    @Override
    public Object[] runAll(Callable<?>[] tasks) throws RemoteException {
      var results = new Object[tasks.length];
      for (int i = 0; i < tasks.length; i++) {
        results[i] = run(tasks[i]);
      }
      return results;
    }
  }

  private static final class Queue implements FloorBroker {
    private final BlockingQueue<Integer> free;

    Queue(int workers) {
      free = new ArrayBlockingQueue<>(workers, true);
      for (int i = 0; i < workers; i++) {
        free.add(i);
      }
    }

    @Override
    public int find() throws RemoteException {
      try {
        return free.take();
      } catch (InterruptedException e) {
        throw new RemoteException("interrupted", e);
      }
    }

    @Override
    public void free(int worker) {
      free.add(worker);
    }
  }
}
