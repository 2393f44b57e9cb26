package freeworker.grapher;

import freeworker.profiling.Visible;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/** The program without its process: words in, exit code out. */
final class Program {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Path folder;

  Program(PrintWriter out, PrintWriter err, Path folder) {
    this.out = out;
    this.err = err;
    this.folder = folder;
  }

  int run(String... words) {
    var command = new GrapherCommand(out, err, folder);
    int code =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler((e, wrong) -> usage(e))
            .setExecutionExceptionHandler((e, line, parsed) -> failed(e, command.verbose()))
            .execute(words);
    out.flush();
    err.flush();
    return code;
  }

  private int usage(CommandLine.ParameterException e) {
    err.println(Visible.of("grapher: " + e.getMessage() + "  Try: grapher --help"));
    return GrapherFailure.USAGE;
  }

  private int failed(Exception e, boolean verbose) {
    int code = GrapherFailure.FAILED;
    if (e instanceof GrapherFailure failure) {
      code = failure.exitCode();
      err.println(Visible.of("grapher: " + failure.getMessage()));
      if (!failure.advice().isEmpty()) {
        err.println(Visible.of("  " + failure.advice()));
      }
    } else {
      err.println(Visible.of("grapher: " + e));
    }
    if (verbose) {
      e.printStackTrace(err);
    }
    return code;
  }
}
