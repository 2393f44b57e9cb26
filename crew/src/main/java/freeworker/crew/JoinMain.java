package freeworker.crew;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import freeworker.cli.Speaker;
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
    int code;
    // Who reads what it says must not hold it up.
    try (var lines = new PrintWriter(new Speaker(err, JoinCommand::spoken))) {
      var join = new JoinCommand(lines, Program.lib(JoinMain.class), halt);
      code = Program.run(join.line(), out, lines, args);
    }
    System.exit(code);
  }
}
