package freeworker.challenge;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What came of running the program once, in this process. */
record Ran(int code, String out, String err) {
  static Ran program(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = new Program(new PrintWriter(out, true), new PrintWriter(err, true), false).run(args);
    return new Ran(code, out.toString(), err.toString());
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
