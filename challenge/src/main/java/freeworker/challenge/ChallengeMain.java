package freeworker.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import java.io.PrintWriter;

/** The {@code challenge} program. */
public final class ChallengeMain {
  private ChallengeMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    var challenge =
        new ChallengeCommand(
            out,
            err,
            System.in,
            Boolean.getBoolean("freeworker.terminal"),
            Boolean.getBoolean("freeworker.asks"));
    System.exit(Program.run(challenge.line(), out, err, args));
  }
}
