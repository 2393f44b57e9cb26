package freeworker.broker;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** How the commands of this module run: their words in, their lines and exit code out. */
final class BrokerProgram {
  private final String name;
  private final PrintWriter out;
  private final PrintWriter err;

  BrokerProgram(String name, PrintStream out, PrintStream err) {
    this.name = name;
    this.out = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }

  /** A command of this program. */
  interface Command extends Callable<Integer> {
    /** Whether a failure is shown with its stack trace. */
    boolean verbose();
  }

  /** Makes the command that writes its results here, and everything else there. */
  interface Making {
    Command command(PrintWriter out, PrintWriter err);
  }

  int run(Making making, String[] args) {
    Command command = making.command(out, err);
    int code =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setUnmatchedOptionsArePositionalParams(true)
            .setParameterExceptionHandler((e, wrong) -> usage(e))
            .setExecutionExceptionHandler((e, line, parsed) -> failed(e, command.verbose()))
            .execute(args);
    out.flush();
    err.flush();
    return code;
  }

  private int usage(CommandLine.ParameterException e) {
    err.println(name + ": " + e.getMessage() + "  Try: " + name + " --help");
    return BrokerFailure.USAGE;
  }

  private int failed(Exception e, boolean verbose) {
    err.println(name + ": " + e.getMessage());
    int code = BrokerFailure.FAILED;
    if (e instanceof BrokerFailure failure) {
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
