package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;

/** The {@code deploy} program. */
public final class DeployMain {
  private DeployMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    boolean terminal =
        Boolean.getBoolean("freeworker.terminal")
            && System.getenv("NO_COLOR") == null
            && !"dumb".equals(System.getenv("TERM"));
    var deploy = new DeployCommand(out, err, Program.home(DeployMain.class), terminal);
    System.exit(Program.run(deploy.line(), out, err, args));
  }
}
