package freeworker.challenge;

import freeworker.Engine;
import freeworker.TaskRefused;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The {@code challenge run} command: runs a function of a user's own source file on a worker. */
final class RunCommand implements Command.Action {
  private final Command line =
      new Command(
              "run",
              "Runs a function of a source file on a borrowed worker. The function is the only"
                  + " public static method of the file's first class, or else main. It runs at most"
                  + " once; its result is printed, unless it is void.",
              this)
          .footer(
              """
              Examples:
                challenge run Mine.java 1000
                challenge run --function primes -cp mine.jar Mine.java 1000
                challenge run --explain Mine.java 1000
              """);

  private final Value file = line.parameter("FILE", "the source file: Mine.java").required();
  private final Value arguments =
      line.parameter("ARGS", "the function's arguments; options stand before FILE").repeated();
  private final Value function =
      line.option("-f, --function", "NAME", "the function to run, when there are several");
  private final Value classPath =
      line.option(
          "-cp, --class-path",
          "PATH",
          "jars and folders that the file needs; their classes travel too");
  private final Value explain =
      line.flag("--explain", "show what would travel with the function, and why, and run nothing");

  private final ChallengeCommand challenge;
  private final PrintWriter out;
  private final PrintWriter err;

  RunCommand(ChallengeCommand challenge, PrintWriter out, PrintWriter err) {
    this.challenge = challenge;
    this.out = out;
    this.err = err;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws InterruptedException, IOException {
    try (UserProgram program = UserProgram.of(Path.of(file.text()), classPath.text(), err)) {
      List<String> said = arguments.texts();
      UserFunction meant = program.function(function.given() ? function.text() : null, said.size());
      UserCall call = meant.call(said);
      if (explain.given()) {
        try (Engine engine = Engine.open("embedded:1")) {
          Explained.lines(engine.explain(call), meant.signature()).forEach(out::println);
          return 0;
        } catch (TaskRefused e) {
          throw new ChallengeFailure(
              ChallengeFailure.FAILED, String.valueOf(e.getMessage()), "Nothing was run.");
        }
      }
      if (meant.isMain()) {
        err.println(
            "challenge: "
                + meant.signature()
                + " runs on a worker; what it prints goes to the worker's output.");
      }
      challenge.borrow(
          new Crowd.Plan(1, challenge.longestWait(), Duration.ZERO, false),
          Supply.repeated(call, 1),
          program.own(),
          done -> {
            if (!meant.answersNothing()) {
              out.println(done.result());
            }
          });
    }
    return 0;
  }
}
