package freeworker.broker;

import freeworker.wire.RmiSettings;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;

/** The {@code broker} program. */
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) throws URISyntaxException {
    RmiSettings.apply();
    var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    Path jar =
        Path.of(BrokerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path lib = Objects.requireNonNull(jar.getParent(), "the folder of the jars");
    var command = new BrokerCommand(out, err, lib, Boolean.getBoolean("freeworker.terminal"));
    int code =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setUnmatchedOptionsArePositionalParams(true)
            .setParameterExceptionHandler((e, wrong) -> usage(err, e))
            .setExecutionExceptionHandler((e, line, parsed) -> failed(err, e, command.verbose()))
            .execute(args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static int usage(PrintWriter err, CommandLine.ParameterException e) {
    err.println("broker: " + e.getMessage() + "  Try: broker --help");
    return BrokerFailure.USAGE;
  }

  private static int failed(PrintWriter err, Exception e, boolean verbose) {
    err.println("broker: " + e.getMessage());
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
