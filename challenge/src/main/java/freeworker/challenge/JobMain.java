package freeworker.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;

/** The {@code job} program. */
public final class JobMain {
  private JobMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    var screen = new JobScreen(out, err, System.out, System.err, System.in);
    var job = new JobCommand(screen, Boolean.getBoolean("freeworker.terminal"));
    System.exit(Program.run(job.line(), out, err, args));
  }
}
