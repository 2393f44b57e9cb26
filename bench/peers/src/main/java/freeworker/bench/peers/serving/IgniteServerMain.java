package freeworker.bench.peers.serving;

import java.util.List;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/** A server of Ignite that runs one task at a time, with classes that its client brings. */
public final class IgniteServerMain {
  private IgniteServerMain() {}

  /** Knows its port for messages and the one for discovery, then the discovery ports of all. */
  public static void main(String[] args) {
    Lifeline.tie();
    List<String> ports = List.of(args);
    IgniteConfiguration config = node(args[0], ports.subList(2, ports.size()));
    config.setPublicThreadPoolSize(1);
    ((TcpDiscoverySpi) config.getDiscoverySpi())
        .setLocalPort(Integer.parseInt(args[1]))
        .setLocalPortRange(0);
    Ignition.start(config);
  }

  /** What servers and clients have in common. */
  public static IgniteConfiguration node(String port, List<String> servers) {
    var finder = new TcpDiscoveryVmIpFinder();
    finder.setAddresses(servers.stream().map(server -> "127.0.0.1:" + server).toList());
    var discovery = new TcpDiscoverySpi();
    discovery.setLocalAddress("127.0.0.1").setIpFinder(finder);
    discovery.setReconnectDelay(50);
    var messages = new TcpCommunicationSpi();
    messages.setLocalAddress("127.0.0.1");
    messages.setLocalPort(Integer.parseInt(port));
    messages.setLocalPortRange(0);
    return new IgniteConfiguration()
        .setIgniteInstanceName("node-" + port)
        .setLocalHost("127.0.0.1")
        .setWorkDirectory(System.getProperty("java.io.tmpdir"))
        .setPeerClassLoadingEnabled(true)
        .setClientConnectorConfiguration(null)
        .setConnectorConfiguration(null)
        .setMetricsLogFrequency(0)
        .setDiscoverySpi(discovery)
        .setCommunicationSpi(messages);
  }
}
