package freeworker.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import freeworker.wire.RmiSettings;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The {@code broker} program. */
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) {
    RmiSettings.apply();
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    Path lib = Program.lib(BrokerMain.class);
    boolean terminal = Boolean.getBoolean("freeworker.terminal");
    var broker = new BrokerCommand(out, err, lib, terminal);
    System.exit(Program.run(broker.line(), out, err, args));
  }
}
