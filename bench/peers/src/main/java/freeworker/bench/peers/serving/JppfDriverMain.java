package freeworker.bench.peers.serving;

import org.jppf.server.JPPFDriver;
import org.jppf.utils.JPPFConfiguration;
import org.jppf.utils.TypedProperties;

/** JPPF's driver, which gives the tasks of clients to nodes. */
public final class JppfDriverMain {
  private JppfDriverMain() {}

  /** Knows its port. */
  public static void main(String[] args) throws Exception {
    Lifeline.tie();
    TypedProperties config =
        JPPFConfiguration.getProperties()
            .setString("jppf.discovery.enabled", "false")
            .setString("jppf.server.port", args[0])
            .setString("jppf.ssl.server.port", "-1")
            .setString("jppf.peer.discovery.enabled", "false");
    new JPPFDriver(config).start();
  }
}
