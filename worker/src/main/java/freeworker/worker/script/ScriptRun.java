package freeworker.worker.script;

import freeworker.wire.job.Ending;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * The thread that calls run does all but read and tell what the script writes; an interrupt of it
 * ends the script. Guarded by this: process, offspring, killed.
 */
/** One run of a script; when it is over, nothing that the script started or wrote is left here. */
public final class ScriptRun {
  /** Where a script comes from, and what it writes goes to. Who throws here ends the script. */
  public interface Broker {
    /** A piece of a file, from an offset on; see {@link freeworker.wire.Roster#piece}. */
    byte[] piece(Hash content, long offset) throws IOException;

    /** What the script wrote; never called by two threads at once. */
    void wrote(int stream, long offset, byte[] bytes) throws IOException;
  }

  private static final int TIMED_OUT = 124;
  private static final int TERMINATED = 143;
  private static final int SIGNALLED = 128;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration LAST_WORD = Duration.ofSeconds(1);
  private static final List<String> SIGNALS =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM");
  private static final Ending STOPPED = new Ending(Ending.How.STOPPED, TERMINATED, "");

  private final Script script;
  private final Path scratch;
  private final SearchPath path;
  private final Broker broker;
  private final String mark;
  private @Nullable Process process;
  private @Nullable Offspring offspring;
  private boolean killed;

  /**
   * @param scratch where its folder is made
   */
  public ScriptRun(Script script, Path scratch, Broker broker) {
    this(script, scratch, SearchPath.own(), broker);
  }

  ScriptRun(Script script, Path scratch, SearchPath path, Broker broker) {
    this.script = script;
    this.scratch = scratch;
    this.path = path;
    this.broker = broker;
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    mark = HexFormat.of().formatHex(random);
  }

  /**
   * Runs it. An interrupt of this thread ends it within two seconds.
   *
   * @throws IOException when the broker did not listen, or a process of the script did not end
   */
  public Ending run() throws IOException {
    try {
      var folder = new JobFolder(scratch, mark);
      try (var guard = new Guard(folder, path, mark)) {
        return run(folder, guard);
      } finally {
        folder.remove();
      }
    } catch (NotBegun e) {
      return ending(new Ending(Ending.How.NOT_BEGUN, e.code(), e.why()));
    } catch (InterruptedException e) {
      return STOPPED;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Ending run(JobFolder folder, Guard guard)
      throws NotBegun, IOException, InterruptedException {
    for (Item item : script.files()) {
      folder.bring(item, this::piece);
    }
    var harvested = new Harvested(folder.files(), script.results(), broker);
    var launch = new LaunchFile(script, folder, path);
    Invocation invocation = Invocation.of(script, folder, path);
    guard.await();
    Ending ending;
    try (var teller = teller(folder)) {
      Process process;
      Offspring offspring;
      synchronized (this) {
        if (killed || Thread.interrupted()) {
          return STOPPED;
        }
        process = launch.start(invocation, mark);
        offspring = new Offspring(process, guard, folder, mark);
        this.process = process;
        this.offspring = offspring;
      }
      teller.begin();
      ending = attend(process, offspring, guard, teller);
    }
    if (ending.how() == Ending.How.EXITED && launch.refused()) {
      return new Ending(
          Ending.How.NOT_BEGUN,
          ending.code(),
          "the system refused to run " + invocation.words().get(0) + ": its error output says why");
    }
    if (ending.how() == Ending.How.STOPPED || ending.how() == Ending.How.NOT_BEGUN) {
      return ending;
    }
    String left = harvested.tell(script.kept());
    return left.isEmpty() || !ending.why().isEmpty()
        ? ending
        : new Ending(ending.how(), ending.code(), left);
  }

  private byte[] piece(Hash content, long offset) {
    try {
      return broker.piece(content, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Teller teller(JobFolder folder) throws NotBegun {
    try {
      return new Teller(folder.place(), script.kept(), broker, this::abandon);
    } catch (IOException e) {
      throw JobFolder.unwritten("the pipes for its output", e);
    }
  }

  /** Ends the first process, and with that the run. */
  private synchronized void abandon() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /** Waits for the end of the script, and brings it about when it is time. */
  private Ending attend(Process process, Offspring offspring, Guard guard, Teller teller)
      throws IOException {
    Ending.How how = Ending.How.EXITED;
    try {
      if (!hasEnded(process)) {
        how = Ending.How.LIMIT;
        terminate(process, guard, teller, LAST_WORDS);
      }
    } catch (InterruptedException e) {
      how = Ending.How.STOPPED;
      teller.hush();
    }
    if (how == Ending.How.STOPPED) {
      try {
        terminate(process, guard, teller, LAST_WORD);
      } catch (InterruptedException e) {
        // Whoever says it twice does not want to wait.
      }
    }
    String left = offspring.end();
    if (!left.isEmpty()) {
      throw new IOException(left + " of a script did not end when it was killed");
    }
    try {
      if (how != Ending.How.STOPPED) {
        teller.letEnd();
        teller.finish();
      }
      return ending(ending(how, process.waitFor()));
    } catch (InterruptedException e) {
      return STOPPED;
    }
  }

  private boolean hasEnded(Process process) throws InterruptedException {
    if (script.limit().isZero()) {
      process.waitFor();
      return true;
    }
    return process.waitFor(script.limit().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Asks all of it to end, and waits for a while until it has. */
  private static void terminate(Process process, Guard guard, Teller teller, Duration grace)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + grace.toNanos();
    teller.letEnd();
    guard.strike("TERM");
    if (process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
      // What it started has as long, if it still writes.
      teller.haveEnded(deadline - System.nanoTime());
    }
  }

  private Ending ending(Ending.How how, int code) {
    return switch (how) {
      case LIMIT ->
          new Ending(how, TIMED_OUT, "ran longer than " + words(script.limit()) + " (--limit)");
      case EXITED -> new Ending(how, code, signal(code));
      default -> new Ending(how, code, "");
    };
  }

  /** How it ended, unless it was killed: then what was seen of its end means nothing. */
  private synchronized Ending ending(Ending seen) {
    return killed ? STOPPED : seen;
  }

  private static String words(Duration limit) {
    return limit.toMillisPart() == 0 ? limit.toSeconds() + " s" : limit.toMillis() / 1000.0 + " s";
  }

  private static String signal(int code) {
    int number = code - SIGNALLED;
    if (number < 1 || number > 64) {
      return "";
    }
    String name = number <= SIGNALS.size() ? " (" + SIGNALS.get(number - 1) + ")" : "";
    return "killed by signal " + number + name;
  }

  /** Ends it at once from any thread, or sees to it that it never begins. */
  public synchronized void kill() {
    killed = true;
    if (offspring != null) {
      offspring.end();
    }
  }
}
