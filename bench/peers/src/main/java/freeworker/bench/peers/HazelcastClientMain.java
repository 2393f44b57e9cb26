package freeworker.bench.peers;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import freeworker.bench.Caller;
import freeworker.bench.PeerClientMain;
import freeworker.bench.Square;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A client of Hazelcast; the class of its task is installed on the members. */
public final class HazelcastClientMain {
  private HazelcastClientMain() {}

  public static void main(String[] args) {
    System.exit(PeerClientMain.serve(args, HazelcastClientMain::reach));
  }

  private static PeerClientMain.Callers reach(List<Integer> ports) {
    var config = new ClientConfig();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.getConnectionStrategyConfig().getConnectionRetryConfig().setInitialBackoffMillis(50);
    config.getConnectionStrategyConfig().getConnectionRetryConfig().setMaxBackoffMillis(50);
    ports.forEach(port -> config.getNetworkConfig().addAddress("127.0.0.1:" + port));
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    var executor = new Executor(client.getExecutorService("squares"));
    return thread -> executor;
  }

  private record Executor(IExecutorService service) implements Caller {
    @Override
    public Callable<Integer> submit(int side) {
      return service.submit(new Square(side))::get;
    }

    @Override
    public List<Integer> all(List<Integer> sides) throws InterruptedException, ExecutionException {
      List<Integer> squares = new ArrayList<>();
      for (Future<Integer> square : service.invokeAll(sides.stream().map(Square::new).toList())) {
        squares.add(square.get());
      }
      return squares;
    }
  }
}
