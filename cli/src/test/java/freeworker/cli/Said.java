package freeworker.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What came of a command line. */
record Said(int code, String out, String err) {
  static Said of(Command program, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Program.run(program, new PrintWriter(out), new PrintWriter(err), words);
    return new Said(code, out.toString(), err.toString());
  }
}
