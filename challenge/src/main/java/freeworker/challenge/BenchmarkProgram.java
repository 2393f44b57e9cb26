package freeworker.challenge;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The whole {@code benchmark} program, from its arguments to its exit code. */
final class BenchmarkProgram {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private final Supplier<Programs> programs;

  /**
   * @param terminal whether {@code err} is a terminal
   * @param programs how to start broker and clients
   */
  BenchmarkProgram(
      PrintWriter out, PrintWriter err, boolean terminal, Supplier<Programs> programs) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.programs = programs;
  }

  int run(String... args) {
    var command = new BenchmarkCommand(out, err, terminal, programs);
    int code =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler((e, wrong) -> usage(e))
            .setExecutionExceptionHandler((e, where, parsed) -> failed(e, command.verbose()))
            .execute(args);
    out.flush();
    err.flush();
    return code;
  }

  private int usage(CommandLine.ParameterException e) {
    String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
    err.println("benchmark: " + what + (what.endsWith(".") ? "" : ".") + " Try: benchmark --help");
    return ChallengeFailure.USAGE;
  }

  private int failed(Exception e, boolean verbose) {
    int code = ChallengeFailure.FAILED;
    err.println("benchmark: " + e.getMessage());
    if (e instanceof ChallengeFailure failure) {
      code = failure.exitCode();
      if (!failure.advice().isEmpty()) {
        err.println("  " + failure.advice());
      }
    }
    if (verbose) {
      e.printStackTrace(err);
    }
    return code;
  }
}
