package freeworker.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code challenge compare} command: a user's function, serial against distributed. */
final class CompareCommand implements Command.Action {
  private final Command line =
      new Command(
              "compare",
              "Runs a function of a source file on each line of INPUTS, twice: first one after the"
                  + " other here, then on workers at once. Says what that brought. The function is"
                  + " found as challenge run finds it; one with a single parameter gets the whole"
                  + " line, another the line's words.",
              this)
          .footer(
              """
              Examples:
                challenge compare Mine.java inputs.txt
                seq 1000000 1000020 | challenge compare Mine.java -
              """);

  private final Value file = line.parameter("FILE", "the source file: Mine.java").required();
  private final Value inputs =
      line.parameter("INPUTS", "a file with an input on each line; - is standard input").required();
  private final Value function =
      line.option("-f, --function", "NAME", "the function to run, when there are several");
  private final Value classPath =
      line.option(
          "-cp, --class-path",
          "PATH",
          "jars and folders that the file needs; their classes travel too");
  private final Value workers =
      line.option("--workers", "N", "use N workers at once (default: all that are there)");

  private final ChallengeCommand challenge;
  private final PrintWriter out;
  private final PrintWriter err;
  private final InputStream in;

  CompareCommand(ChallengeCommand challenge, PrintWriter out, PrintWriter err, InputStream in) {
    this.in = in;
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
    int wanted = SquaresCommand.workers(workers, "compare");
    List<String> given = inputs();
    try (UserProgram program = UserProgram.of(Path.of(file.text()), classPath.text(), err)) {
      UserFunction meant =
          program.function(
              function.given() ? function.text() : null, given.get(0).strip().split("\\s+").length);
      if (meant.answersNothing()) {
        throw ChallengeFailure.usage(
            meant.signature() + " answers nothing that could be compared.");
      }
      new Comparison<>(
              challenge,
              out,
              err,
              calls(meant, given),
              new Comparison.Words<String>() {
                @Override
                public String title(int number) {
                  return given.get(number - 1);
                }

                @Override
                public String json(int number, String result) {
                  return new Json().text("input", title(number)).text("result", result).toString();
                }
              },
              program.own())
          .run(wanted);
    }
    return 0;
  }

  private List<UserCall> calls(UserFunction meant, List<String> given) {
    List<UserCall> calls = new ArrayList<>();
    for (String input : given) {
      try {
        calls.add(
            meant.call(meant.takesOne() ? List.of(input) : List.of(input.strip().split("\\s+"))));
      } catch (ChallengeFailure e) {
        throw new ChallengeFailure(
            ChallengeFailure.BAD_DATA,
            name() + ", line " + (calls.size() + 1) + ": " + e.getMessage(),
            "",
            e);
      }
    }
    return calls;
  }

  private String name() {
    return fromInput() ? "standard input" : inputs.text();
  }

  private boolean fromInput() {
    return inputs.text().equals("-");
  }

  private List<String> inputs() throws IOException {
    Path path = Path.of(inputs.text());
    if (!fromInput() && (Files.isDirectory(path) || !Files.isReadable(path))) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT,
          "no file of inputs " + path + ".",
          "Write one, with an input on each line.");
    }
    List<String> lines;
    try {
      byte[] text = fromInput() ? in.readAllBytes() : Files.readAllBytes(path);
      lines = UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString().lines().toList();
    } catch (CharacterCodingException e) {
      throw new ChallengeFailure(
          ChallengeFailure.BAD_DATA, name() + " is no text in UTF-8.", "", e);
    }
    if (lines.isEmpty()) {
      throw new ChallengeFailure(ChallengeFailure.BAD_DATA, name() + " has no line.", "");
    }
    return lines;
  }
}
