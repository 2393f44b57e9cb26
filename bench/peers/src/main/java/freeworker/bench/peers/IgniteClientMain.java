package freeworker.bench.peers;

import freeworker.bench.Caller;
import freeworker.bench.PeerClientMain;
import freeworker.bench.peers.serving.IgniteServerMain;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.ignite.IgniteCompute;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.lang.IgniteCallable;

/** A client of Ignite; the class of its task travels from here. */
public final class IgniteClientMain {
  private IgniteClientMain() {}

  public static void main(String[] args) {
    System.exit(PeerClientMain.serve(args, IgniteClientMain::reach));
  }

  private static PeerClientMain.Callers reach(List<Integer> ports) {
    List<String> all = ports.stream().map(String::valueOf).toList();
    IgniteConfiguration config =
        IgniteServerMain.node(all.get(0), all.subList(1, all.size())).setClientMode(true);
    var compute = new Compute(Ignition.start(config).compute());
    return thread -> compute;
  }

  private record Compute(IgniteCompute servers) implements Caller {
    @Override
    public Callable<Integer> submit(int side) {
      return servers.callAsync(new Squaring(side))::get;
    }

    @Override
    public List<Integer> all(List<Integer> sides) {
      return List.copyOf(servers.call(sides.stream().map(Squaring::new).toList()));
    }
  }

  /** The task as Ignite wants it. */
  private static final class Squaring implements IgniteCallable<Integer> {
    private static final long serialVersionUID = 1;

    private final int side;

    Squaring(int side) {
      this.side = side;
    }

    @Override
    public Integer call() {
      return side * side;
    }
  }
}
