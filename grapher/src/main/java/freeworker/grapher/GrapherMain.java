package freeworker.grapher;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The {@code grapher} program. */
public final class GrapherMain {
  private GrapherMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, false, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    var grapher = new GrapherCommand(out, err, Path.of(""));
    System.exit(Program.run(grapher.line(), out, err, args));
  }
}
