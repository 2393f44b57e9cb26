package freeworker.bench.peers.serving;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import java.util.List;

/** A member of Hazelcast that runs one task at a time. */
public final class HazelcastMemberMain {
  private HazelcastMemberMain() {}

  /** Knows its own port, then those of all members. */
  public static void main(String[] args) {
    Lifeline.tie();
    var config = new Config();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getExecutorConfig("squares").setPoolSize(1);
    config.getNetworkConfig().setPort(Integer.parseInt(args[0])).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (String port : List.of(args).subList(1, args.length)) {
      join.getTcpIpConfig().addMember("127.0.0.1:" + port);
    }
    Hazelcast.newHazelcastInstance(config);
  }
}
