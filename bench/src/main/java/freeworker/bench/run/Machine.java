package freeworker.bench.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The machine on which it is measured. */
public final class Machine {
  private static final Path STAT = Path.of("/proc/stat");
  private static final long NANOS_A_TICK = 10_000_000;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  public int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Cores, memory, kernel and Java in one line. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%d cores, %.0f GiB, %s %s %s, Java %s (%s)",
        cores(),
        system.getTotalMemorySize() / 1024.0 / 1024 / 1024,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        System.getProperty("java.vm.version"),
        System.getProperty("java.vendor"));
  }

  /** How many threads wanted to run in the last minute, on average; negative where unknown. */
  public double load() {
    return system.getSystemLoadAverage();
  }

  /** The memory that a process has of the machine, in bytes; 0 where nobody knows it. */
  public static long resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .sum();
    } catch (IOException e) {
      // It has ended, or there is no such file on this system.
      return 0;
    }
  }

  /** How often a process has written so far, to files and to others; -1 where nobody knows it. */
  public static long writes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "io")).stream()
          .filter(line -> line.startsWith("syscw:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      // It has ended, or there is no such file on this system.
      return -1;
    }
  }

  /**
   * The processor time that a process's threads of these names have used so far, in nanoseconds.
   *
   * @throws IOException where the system does not tell
   */
  public static long threadNanos(long pid, Set<String> names) throws IOException {
    long nanos = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      for (Path thread : threads.toList()) {
        nanos += threadNanos(thread, names);
      }
    }
    return nanos;
  }

  private static long threadNanos(Path thread, Set<String> names) throws IOException {
    try {
      if (!names.contains(Files.readString(thread.resolve("comm")).strip())) {
        return 0;
      }
    } catch (IOException e) {
      // It has ended.
      return 0;
    }
    return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", -1)[0]);
  }

  /**
   * The processor time that all programs have used so far, or -1 where the system does not tell.
   */
  public long busyNanos() {
    if (!Files.isReadable(STAT)) {
      return -1;
    }
    try {
      String[] all = Files.readAllLines(STAT).get(0).trim().split(" +", -1);
      long[] ticks = Arrays.stream(all).skip(1).mapToLong(Long::parseLong).toArray();
      // user, nice, system, idle, iowait, irq, softirq; guests are contained in the first two.
      return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) * NANOS_A_TICK;
    } catch (IOException e) {
      return -1;
    }
  }
}
