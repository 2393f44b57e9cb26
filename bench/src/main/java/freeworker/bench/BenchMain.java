package freeworker.bench;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;

/** The {@code bench} program. */
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] args) throws URISyntaxException {
    var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    Path jar = Path.of(BenchMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path lib = Objects.requireNonNull(jar.getParent(), "the folder of the jars");
    Path home = Objects.requireNonNull(lib.getParent(), "the home of the programs");
    int code =
        new CommandLine(new BenchCommand(out, err, home))
            .addSubcommand(new ReadingCommand(out, err, home))
            .addSubcommand(new DoorCommand(out, err))
            .addSubcommand(new DeathsCommand(out, err, home))
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
    err.println("bench: " + e.getMessage());
    return code;
  }
}
