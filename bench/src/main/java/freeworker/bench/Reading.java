package freeworker.bench;

import freeworker.bench.run.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of a profile, by a JVM of its own as its user starts it: cold, with the grapher's
 * flags.
 *
 * @param nanos how long reading took
 * @param peak bytes of the heap in use at most, garbage included
 * @param kept bytes of the heap that what was read needs
 */
record Reading(long nanos, long peak, long kept) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Pattern HIGHEST = Pattern.compile("VmHWM:\\s*(\\d+) kB");

  /** Above this size the launcher of the grapher chooses the better compiler. */
  private static final long LONG = 128 << 20;

  /** What a grapher gets that is held to the promise. */
  static final String HEAP = "-Xmx256m";

  /** Reads a file. */
  static Reading of(Path file) throws IOException, InterruptedException {
    String compiler =
        Files.size(file) > LONG ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1";
    List<String> flags = List.of(compiler, "-XX:+UseSerialGC", HEAP);
    try (Child reader = Child.java("reader", ReadingMain.class, flags, List.of(file.toString()))) {
      String[] said = reader.hear(PATIENCE).split(" ", -1);
      return new Reading(Long.parseLong(said[0]), Long.parseLong(said[1]), Long.parseLong(said[2]));
    }
  }

  /**
   * A whole run of the grapher.
   *
   * @param nanos from its start to its end
   * @param resident bytes of memory at most, or -1 where the system does not tell
   */
  record Drawing(long nanos, long resident) {}

  /** Draws a file, into a folder beside it. */
  static Drawing draw(Path home, Path file) throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
            home.resolve("bin").resolve("grapher").toString(), file.toString(), "--out", "plots");
    Path folder = file.toAbsolutePath().getParent();
    command.directory(folder == null ? null : folder.toFile());
    Map<String, String> environment = command.environment();
    environment.put("JAVA_OPTS", HEAP);
    environment.put("FREEWORKER_REBUILD", "0");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    long began = System.nanoTime();
    Process grapher = command.start();
    long resident = -1;
    while (!grapher.waitFor(10, TimeUnit.MILLISECONDS)) {
      resident = Math.max(resident, resident(grapher.pid()));
    }
    if (grapher.exitValue() != 0) {
      throw new IOException("grapher ended with " + grapher.exitValue() + " on " + file + ".");
    }
    return new Drawing(System.nanoTime() - began, resident);
  }

  private static long resident(long pid) {
    try {
      Matcher highest = HIGHEST.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return highest.find() ? Long.parseLong(highest.group(1)) * 1024 : -1;
    } catch (IOException e) {
      // It has ended, or this is no Linux.
      return -1;
    }
  }
}
