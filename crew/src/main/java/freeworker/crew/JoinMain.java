package freeworker.crew;

import freeworker.wire.RmiSettings;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;

/** The {@code worker} program. */
public final class JoinMain {
  private JoinMain() {}

  public static void main(String[] args) throws URISyntaxException {
    RmiSettings.apply();
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    Path jar = Path.of(JoinMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path lib = Objects.requireNonNull(jar.getParent(), "the folder of the jars");
    // Its workers end by themselves when it has ended.
    Runnable halt = () -> Runtime.getRuntime().halt(JoinFailure.INTERRUPTED);
    var command = new JoinCommand(err, lib, halt);
    int code =
        new CommandLine(command)
            .setErr(err)
            .setUnmatchedOptionsArePositionalParams(true)
            .setParameterExceptionHandler((e, wrong) -> usage(err, e))
            .setExecutionExceptionHandler((e, line, parsed) -> failed(err, e, command.verbose()))
            .execute(args);
    err.flush();
    System.exit(code);
  }

  private static int usage(PrintWriter err, CommandLine.ParameterException e) {
    err.println("worker: " + e.getMessage() + "  Try: worker --help");
    return JoinFailure.USAGE;
  }

  private static int failed(PrintWriter err, Exception e, boolean verbose) {
    err.println("worker: " + e.getMessage());
    int code = JoinFailure.FAILED;
    if (e instanceof JoinFailure failure) {
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
