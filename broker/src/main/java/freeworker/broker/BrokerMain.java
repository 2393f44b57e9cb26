package freeworker.broker;

import freeworker.wire.RmiSettings;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The {@code broker} program. */
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) throws URISyntaxException {
    RmiSettings.apply();
    Path jar =
        Path.of(BrokerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path lib = Objects.requireNonNull(jar.getParent(), "the folder of the jars");
    boolean terminal = Boolean.getBoolean("freeworker.terminal");
    System.exit(
        new BrokerProgram("broker", System.out, System.err)
            .run((out, err) -> new BrokerCommand(out, err, lib, terminal), args));
  }
}
