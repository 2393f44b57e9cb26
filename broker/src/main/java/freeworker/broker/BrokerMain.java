package freeworker.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import freeworker.cli.Speaker;
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
    int code;
    // Who reads what a broker says must not hold it up; who asks for a table waits for all of it.
    try (var events = new PrintWriter(new Speaker(out, Voice::event));
        var lines = new PrintWriter(new Speaker(err, Voice::spoken))) {
      var broker = new BrokerCommand(events, lines, new PsCommand(out), lib, terminal);
      code = Program.run(broker.line(), events, lines, args);
    }
    System.exit(code);
  }
}
