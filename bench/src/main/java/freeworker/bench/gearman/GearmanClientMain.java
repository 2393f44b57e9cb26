package freeworker.bench.gearman;

import freeworker.bench.Caller;
import freeworker.bench.PeerClientMain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A client of Gearman, with a connection for each of its threads. */
public final class GearmanClientMain {
  private GearmanClientMain() {}

  /** Knows how many jobs to give at once, and the port of the job server. */
  public static void main(String[] args) {
    System.exit(PeerClientMain.serve(args, GearmanClientMain::reach));
  }

  private static PeerClientMain.Callers reach(List<Integer> ports) {
    Map<Integer, Caller> connections = new ConcurrentHashMap<>();
    return thread -> {
      Caller open = connections.get(thread);
      if (open == null) {
        open = new Jobs(Connection.open(ports.get(0)));
        connections.put(thread, open);
      }
      return open;
    };
  }
}
