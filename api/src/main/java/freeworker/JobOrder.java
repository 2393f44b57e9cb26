package freeworker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a job is to run, put together by one thread; each method that says more answers this. */
public final class JobOrder {
  /** How long a job runs at most unless its order says otherwise. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  /** How many bytes of its output are kept unless its order says otherwise, and as many errors. */
  public static final long KEPT = 64L << 20;

  /** The kinds of programs. */
  public enum Kind {
    /** A file that travels: run by its first line, or by its ending, or by itself. */
    FILE,
    /** A jar that travels. */
    JAR,
    /** A command that the worker's machine has. */
    COMMAND
  }

  private final Kind kind;
  private final String program;
  private final String main;
  private final List<String> arguments;
  private String name;
  private List<Path> beside = List.of();
  private @Nullable Path input;
  private Duration limit = LIMIT;
  private long memory;
  private long kept = KEPT;
  private List<String> results = List.of();
  private long first = JobId.ALONE;
  private long last = JobId.ALONE;
  private int retries;
  private boolean once;

  private JobOrder(Kind kind, String program, String main, String name, List<String> arguments) {
    this.kind = kind;
    this.program = program;
    this.main = main;
    this.name = name;
    this.arguments = List.copyOf(arguments);
  }

  /** Runs a script or an executable of this machine. */
  public static JobOrder script(Path file, List<String> arguments) {
    return new JobOrder(Kind.FILE, file.toString(), "", nameOf(file), arguments);
  }

  /** Runs a jar of this machine; {@code main} is empty for the class that the jar itself names. */
  public static JobOrder jar(Path file, String main, List<String> arguments) {
    return new JobOrder(Kind.JAR, file.toString(), main, nameOf(file), arguments);
  }

  /** Runs a command that the worker's machine has. */
  public static JobOrder command(String command, List<String> arguments) {
    return new JobOrder(Kind.COMMAND, command, "", command, arguments);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Under this name in lists and in the profile. */
  public JobOrder named(String words) {
    name = Objects.requireNonNull(words, "words");
    return this;
  }

  /** With these files beside it. */
  public JobOrder beside(List<Path> files) {
    beside = List.copyOf(files);
    return this;
  }

  /** With what is in this file as its standard input. */
  public JobOrder input(Path file) {
    input = file;
    return this;
  }

  /** Ended when it runs for longer; zero for never. */
  public JobOrder limit(Duration longest) {
    limit = longest;
    return this;
  }

  /** With at most so many bytes of memory, where the system allows to say so. */
  public JobOrder memory(long bytes) {
    memory = bytes;
    return this;
  }

  /**
   * With the files of its folder coming back that one of these patterns matches, as {@code *.csv}
   * or {@code plots/**}: {@link Jobs#fetch}.
   */
  public JobOrder results(List<String> patterns) {
    results = List.copyOf(patterns);
    return this;
  }

  /** Keeping so many bytes of its output, of its error output, and of the files that come back. */
  public JobOrder kept(long bytes) {
    kept = bytes;
    return this;
  }

  /**
   * As an array: a job for each number from the first to the last, which stands for {@code {}} in
   * its arguments.
   */
  public JobOrder array(long from, long to) {
    first = from;
    last = to;
    return this;
  }

  /** Run again so often at most when it fails. */
  public JobOrder retries(int times) {
    retries = times;
    return this;
  }

  /** Never run a second time, also when its worker is lost. */
  public JobOrder once() {
    once = true;
    return this;
  }

  public Kind kind() {
    return kind;
  }

  /** The path of its file here, or the command. */
  public String program() {
    return program;
  }

  public String main() {
    return main;
  }

  public List<String> arguments() {
    return arguments;
  }

  public String name() {
    return name;
  }

  public List<Path> beside() {
    return beside;
  }

  public Optional<Path> input() {
    return Optional.ofNullable(input);
  }

  public Duration limit() {
    return limit;
  }

  public long memory() {
    return memory;
  }

  public long kept() {
    return kept;
  }

  public List<String> results() {
    return results;
  }

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }

  public int retries() {
    return retries;
  }

  public boolean isOnce() {
    return once;
  }
}
