package freeworker.challenge;

import freeworker.Engine;
import freeworker.TaskRefused;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringTokenizer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The {@code challenge run} command: runs a function of a user's own source file on a worker. */
@Command(
    name = "run",
    description = {
      "Runs a function of a source file on a borrowed worker.",
      "The function is the only public static method of the file's first class, or else main. It runs"
          + " at most once; its result is printed, unless it is void."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  challenge run Mine.java 1000",
      "  challenge run --function primes -cp mine.jar Mine.java 1000",
      "  challenge run --explain Mine.java 1000"
    })
final class RunCommand implements Callable<Integer> {
  @ParentCommand private @Nullable ChallengeCommand challenge;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-f", "--function"},
      paramLabel = "NAME",
      description = "the function to run, when there are several")
  private @Nullable String function;

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      defaultValue = "",
      description = "jars and folders that the file needs; their classes travel too")
  private String classPath = "";

  @Option(
      names = "--explain",
      description = "show what would travel with the function, and why, and run nothing")
  private boolean explain;

  @Parameters(index = "0", paramLabel = "FILE", description = "the source file: Mine.java")
  private @Nullable Path file;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGS",
      description = "the function's arguments; options stand before FILE")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws InterruptedException, IOException {
    ChallengeCommand shared = Objects.requireNonNull(challenge);
    refuseWhatDoesNothing(Objects.requireNonNull(spec));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    var source = new SourceFile(Objects.requireNonNull(file));
    List<Path> jars = jars();
    List<Path> compileWith = new ArrayList<>(jars);
    compileWith.add(api());
    SourceFile.Compiled compiled = source.compile(compileWith, err);
    try (var loader =
        new URLClassLoader(
            new MemoryClasses(compiled.files()).with(jars), Engine.class.getClassLoader())) {
      var meant = UserFunction.of(program(loader, compiled.program()), function, arguments.size());
      UserCall call = meant.call(arguments);
      if (explain) {
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
      String name = "(" + source.path().getFileName() + ":";
      shared.borrow(
          new Crowd.Plan(1, 1, shared.longestWait(), Duration.ZERO, false),
          call,
          frame -> frame.contains(name),
          done -> {
            if (!meant.answersNothing()) {
              out.println(done.result());
            }
          });
    }
    return 0;
  }

  /** Words before {@code run} that belong to the command without it would be lost in silence. */
  private static void refuseWhatDoesNothing(CommandSpec spec) {
    CommandLine.ParseResult before = spec.parent().commandLine().getParseResult();
    for (CommandLine.Model.OptionSpec option : before.matchedOptions()) {
      if (!option.inherited() && option.scopeType() != CommandLine.ScopeType.INHERIT) {
        throw ChallengeFailure.usage(
            option.longestName() + " has no meaning with run. Try: challenge run --help");
      }
    }
    if (before.hasMatchedPositional(0)) {
      throw ChallengeFailure.usage("SECONDS has no meaning with run. Try: challenge run Mine.java");
    }
  }

  private List<Path> jars() {
    List<Path> paths = new ArrayList<>();
    var parts = new StringTokenizer(classPath, File.pathSeparator);
    while (parts.hasMoreTokens()) {
      Path path = Path.of(parts.nextToken());
      if (!Files.exists(path)) {
        throw new ChallengeFailure(
            ChallengeFailure.NO_INPUT, "no " + path + ", which --class-path names.", "");
      }
      paths.add(path);
    }
    return paths;
  }

  private static Path api() {
    try {
      return Path.of(Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The jar of " + Engine.class + " is at no place", e);
    }
  }

  private static Class<?> program(ClassLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The compiler made no " + name, e);
    }
  }
}
