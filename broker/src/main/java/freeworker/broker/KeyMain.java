package freeworker.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Program;
import freeworker.wire.door.Home;
import java.io.PrintWriter;

/** The {@code key} program. */
public final class KeyMain {
  private KeyMain() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, UTF_8);
    var err = new PrintWriter(System.err, true, UTF_8);
    System.exit(Program.run(new KeyCommand(out, err, Home.keys()).line(), out, err, args));
  }
}
