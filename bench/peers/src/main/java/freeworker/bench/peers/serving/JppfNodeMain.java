package freeworker.bench.peers.serving;

import org.jppf.node.NodeRunner;
import org.jppf.utils.JPPFConfiguration;
import org.jppf.utils.TypedProperties;

/** A node of JPPF that runs one task at a time, with classes that its client brings. */
public final class JppfNodeMain {
  private JppfNodeMain() {}

  /** Knows the driver's port and the one by which it is managed. */
  public static void main(String[] args) throws Exception {
    Lifeline.tie();
    TypedProperties config =
        JPPFConfiguration.getProperties()
            .setString("jppf.discovery.enabled", "false")
            .setString("jppf.server.host", "127.0.0.1")
            .setString("jppf.server.port", args[0])
            .setString("jppf.management.host", "127.0.0.1")
            .setString("jppf.management.port", args[1])
            .setString("jppf.processing.threads", "1");
    new NodeRunner(config).start("noLauncher");
  }
}
