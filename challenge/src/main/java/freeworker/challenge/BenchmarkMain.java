package freeworker.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The {@code benchmark} program. */
public final class BenchmarkMain {
  private BenchmarkMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    Path lib = Program.lib(BenchmarkMain.class);
    boolean terminal = Boolean.getBoolean("freeworker.terminal");
    var benchmark = new BenchmarkCommand(out, err, terminal, () -> Programs.in(lib));
    System.exit(Program.run(benchmark.line(), out, err, args));
  }
}
