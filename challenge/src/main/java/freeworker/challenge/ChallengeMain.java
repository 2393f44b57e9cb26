package freeworker.challenge;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The {@code challenge} program. */
public final class ChallengeMain {
  private ChallengeMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    System.exit(new Program(out, err, Boolean.getBoolean("freeworker.terminal")).run(args));
  }
}
