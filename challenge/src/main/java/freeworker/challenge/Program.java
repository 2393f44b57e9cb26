package freeworker.challenge;

import freeworker.TaskFailed;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** The whole {@code challenge} program, from its arguments to its exit code. */
final class Program {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  /**
   * @param terminal whether {@code err} is a terminal
   */
  Program(PrintWriter out, PrintWriter err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  int run(String... args) {
    var command = new ChallengeCommand(out, err, terminal);
    var line =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler((e, wrong) -> usage(e))
            .setExecutionExceptionHandler((e, where, parsed) -> failed(e, command.verbose()));
    // What follows the file belongs to the user's function, whatever it looks like.
    Objects.requireNonNull(line.getSubcommands().get("run")).setStopAtPositional(true);
    int code = line.execute(args);
    out.flush();
    err.flush();
    return code;
  }

  private int usage(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      List<String> rest = unmatched.getUnmatched();
      if (!rest.isEmpty() && rest.get(0).matches("-[0-9.].*")) {
        return failed(ChallengeFailure.usage(Seconds.refusal("SECONDS", rest.get(0), "3")), false);
      }
    }
    String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
    err.println(
        "challenge: "
            + what
            + (what.endsWith(".") ? "" : ".")
            + " Try: "
            + e.getCommandLine().getCommandSpec().qualifiedName()
            + " --help");
    return ChallengeFailure.USAGE;
  }

  private int failed(Exception e, boolean verbose) {
    int code = ChallengeFailure.FAILED;
    String message = String.valueOf(e.getMessage());
    if (!message.isEmpty()) {
      err.println("challenge: " + message);
    }
    if (e instanceof ChallengeFailure failure) {
      code = failure.exitCode();
      if (!failure.advice().isEmpty()) {
        err.println("  " + failure.advice());
      }
    }
    if (verbose) {
      if (e.getCause() instanceof TaskFailed remote) {
        err.print(remote.remoteStack());
      } else {
        e.printStackTrace(err);
      }
    }
    return code;
  }
}
