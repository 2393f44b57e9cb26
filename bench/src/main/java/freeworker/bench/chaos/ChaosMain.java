package freeworker.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;

/** The {@code chaos} program. */
public final class ChaosMain {
  private ChaosMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    var chaos = new ChaosCommand(out, err, Program.home(ChaosMain.class));
    System.exit(Program.run(chaos.line(), out, err, args));
  }
}
