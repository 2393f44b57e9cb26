package freeworker.bench.siege;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;

/** The {@code siege} program. */
public final class SiegeMain {
  private SiegeMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    var siege = new SiegeCommand(out, err, Program.home(SiegeMain.class));
    System.exit(Program.run(siege.line(), out, err, args));
  }
}
