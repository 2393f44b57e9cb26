package freeworker.bench.chaos;

import freeworker.bench.chaos.Breach.Invariant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process needs; a number is 0 where this machine does not tell.
 *
 * @param heap the bytes of all objects that are in use
 */
public record Vitals(long descriptors, long threads, long heap) {
  /** What may come and go with a client or a worker process more or less. */
  private static final int SLACK = 24;

  private static final long HEAP_SLACK = 16L << 20;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  public static Vitals of(long pid) throws IOException, InterruptedException {
    Path folder = Path.of("/proc", String.valueOf(pid));
    return new Vitals(count(folder.resolve("fd")), count(folder.resolve("task")), live(pid));
  }

  private static long count(Path folder) {
    try (Stream<Path> each = Files.list(folder)) {
      return each.count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long live(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return 0;
    }
    // To a file: a JVM that is asked about itself stands still while it answers, and cannot read.
    Path said = Files.createTempFile("freeworker-vitals", ".txt");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      int code = process.waitFor();
      Matcher total = TOTAL.matcher(Files.readString(said, StandardCharsets.US_ASCII));
      return code == 0 && total.find() ? Long.parseLong(total.group(1)) : 0;
    } finally {
      Files.delete(said);
    }
  }

  /** What has grown since then by more than comes and goes. */
  List<Breach> since(Vitals before) {
    List<Breach> grown = new ArrayList<>();
    check("descriptors", before.descriptors, descriptors, SLACK, grown);
    check("threads", before.threads, threads, SLACK, grown);
    check("bytes of heap", before.heap, heap, HEAP_SLACK, grown);
    return grown;
  }

  private static void check(String what, long before, long now, long slack, List<Breach> grown) {
    if (now > before + slack) {
      grown.add(
          new Breach(Invariant.STEADY, "%d %s, %d at the start".formatted(now, what, before)));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d descriptors, %d threads, %.1f MiB of heap",
        descriptors,
        threads,
        heap / (double) (1 << 20));
  }
}
