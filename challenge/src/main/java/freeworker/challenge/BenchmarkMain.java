package freeworker.challenge;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The {@code benchmark} program. */
public final class BenchmarkMain {
  private BenchmarkMain() {}

  public static void main(String[] args) throws URISyntaxException {
    var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    Path jar =
        Path.of(BenchmarkMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    boolean terminal = Boolean.getBoolean("freeworker.terminal");
    System.exit(new BenchmarkProgram(out, err, terminal, () -> Programs.beside(jar)).run(args));
  }
}
