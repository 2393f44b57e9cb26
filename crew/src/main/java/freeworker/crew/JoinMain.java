package freeworker.crew;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import freeworker.wire.RmiSettings;
import java.io.PrintWriter;

/** The {@code worker} program. */
public final class JoinMain {
  private JoinMain() {}

  public static void main(String[] args) {
    RmiSettings.apply();
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    // Its workers end by themselves when it has ended.
    Runnable halt = () -> Runtime.getRuntime().halt(JoinFailure.INTERRUPTED);
    var join = new JoinCommand(err, Program.lib(JoinMain.class), halt);
    System.exit(Program.run(join.line(), out, err, args));
  }
}
