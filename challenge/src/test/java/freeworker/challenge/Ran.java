package freeworker.challenge;

import freeworker.cli.Command;
import freeworker.cli.Program;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/** What came of running the program once, in this process. */
record Ran(int code, String out, String err) {
  static Ran program(String... args) {
    return told("", args);
  }

  /** The program with so much on its standard input. */
  static Ran told(String input, String... args) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return of((out, err) -> new ChallengeCommand(out, err, in, false, false).line(), args);
  }

  static Ran of(BiFunction<PrintWriter, PrintWriter, Command> command, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var results = new PrintWriter(out, true);
    var rest = new PrintWriter(err, true);
    int code = Program.run(command.apply(results, rest), results, rest, args);
    return new Ran(code, out.toString(), err.toString());
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
