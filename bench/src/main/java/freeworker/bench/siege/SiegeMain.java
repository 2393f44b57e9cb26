package freeworker.bench.siege;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;

/** The {@code siege} program. */
public final class SiegeMain {
  private SiegeMain() {}

  public static void main(String[] args) throws URISyntaxException {
    var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    Path jar = Path.of(SiegeMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path lib = Objects.requireNonNull(jar.getParent(), "the folder of the jars");
    Path home = Objects.requireNonNull(lib.getParent(), "the home of the programs");
    int code =
        new CommandLine(new SiegeCommand(out, err, home))
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler((e, wrong) -> said(err, e, CommandLine.ExitCode.USAGE))
            .setExecutionExceptionHandler((e, line, parsed) -> said(err, e, 1))
            .execute(args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static int said(PrintWriter err, Exception e, int code) {
    err.println("siege: " + e.getMessage());
    return code;
  }
}
