package freeworker.bench.peers;

import freeworker.bench.Caller;
import freeworker.bench.PeerClientMain;
import freeworker.bench.Square;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jppf.client.JPPFClient;
import org.jppf.client.JPPFJob;
import org.jppf.node.protocol.Task;
import org.jppf.utils.JPPFConfiguration;

/** A client of JPPF; the class of its task travels from here. */
public final class JppfClientMain {
  private JppfClientMain() {}

  public static void main(String[] args) {
    System.exit(PeerClientMain.serve(args, JppfClientMain::reach));
  }

  private static PeerClientMain.Callers reach(List<Integer> ports) {
    JPPFConfiguration.getProperties()
        .setString("jppf.discovery.enabled", "false")
        .setString("jppf.drivers", "driver")
        .setString("driver.jppf.server.host", "127.0.0.1")
        .setString("driver.jppf.server.port", String.valueOf(ports.get(0)));
    var client = new JPPFClient();
    client.awaitWorkingConnectionPool();
    var jobs = new Jobs(client);
    return thread -> jobs;
  }

  private record Jobs(JPPFClient client) implements Caller {
    @Override
    public Callable<Integer> submit(int side) throws Exception {
      JPPFJob job = sent(List.of(side));
      return () -> results(job).get(0);
    }

    @Override
    public List<Integer> all(List<Integer> sides) throws Exception {
      return results(sent(sides));
    }

    private JPPFJob sent(List<Integer> sides) throws Exception {
      var job = new JPPFJob();
      for (int side : sides) {
        job.add(new Square(side));
      }
      return client.submitAsync(job);
    }

    private static List<Integer> results(JPPFJob job) throws Exception {
      List<Integer> squares = new ArrayList<>();
      for (Task<?> task : job.awaitResults()) {
        if (task.getThrowable() != null) {
          throw new IllegalStateException("A task failed", task.getThrowable());
        }
        squares.add((Integer) task.getResult());
      }
      return squares;
    }
  }
}
