package freeworker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;

/** The {@code bench} program. */
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    var bench = new BenchCommand(out, err, Program.home(BenchMain.class));
    System.exit(Program.run(bench.line(), out, err, args));
  }
}
