package freeworker.cli;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** A program without its process: words in, lines and an exit code out. */
public final class Program {
  private static final int FAILED = 1;

  private Program() {}

  /**
   * Does what the words ask of a command.
   *
   * @param out for what was asked for
   * @param err for everything else
   * @return the exit code
   */
  public static int run(Command program, PrintWriter out, PrintWriter err, String... words) {
    int code;
    try {
      code = run(new Words(program, words).read(), out);
    } catch (Exception e) {
      code = failed(e, program, err);
    }
    out.flush();
    err.flush();
    return code;
  }

  private static int run(Command command, PrintWriter out) throws Exception {
    if (command.help.given()) {
      out.print(Help.of(command));
    } else if (command.version.given()) {
      String version = Program.class.getPackage().getImplementationVersion();
      out.println("freeworker " + (version == null ? "(not packaged)" : version));
    } else {
      return command.action.run();
    }
    return 0;
  }

  private static int failed(Exception e, Command program, PrintWriter err) {
    int code = FAILED;
    String advice = "";
    if (e instanceof Failure failure) {
      code = failure.exitCode();
      advice = failure.advice();
    }
    // The message of a file that is not there is its name alone.
    String what = e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage());
    if (!what.isEmpty()) {
      err.println(program.name + ": " + what);
    }
    if (!advice.isEmpty()) {
      err.println("  " + advice);
    }
    if (program.verbose.given()) {
      e.printStackTrace(err);
    }
    return code;
  }

  /**
   * The folder of the jars that a program is in.
   *
   * @param main the class that it starts with
   */
  public static Path lib(Class<?> main) {
    try {
      Path jar = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Objects.requireNonNull(jar.getParent(), "the folder of the jars");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The jar of " + main + " is at no place", e);
    }
  }

  /** The folder of all that belongs to the programs; one of its own has the jars. */
  public static Path home(Class<?> main) {
    return Objects.requireNonNull(lib(main).getParent(), "the home of the programs");
  }
}
