package freeworker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps processes on one core each, by the system's taskset. */
final class Pins {
  private static final int PASSES = 10;
  private static final String ALLOWED = "Cpus_allowed_list:";

  private final List<Integer> cores;

  private Pins(List<Integer> cores) {
    this.cores = cores;
  }

  /** The pins of this machine; none where there is no taskset or one core only. */
  static Pins find() throws InterruptedException {
    List<Integer> cores = new ArrayList<>();
    try {
      String said = taskset("-c", "-p", String.valueOf(ProcessHandle.current().pid()));
      String last = said.substring(said.lastIndexOf(' ') + 1);
      if (last.matches("[0-9][0-9,-]*")) {
        cores.addAll(list(last));
      }
    } catch (IOException e) {
      // There is no such program.
    }
    return new Pins(cores);
  }

  /** The numbers in a list such as 0,2-4. */
  static List<Integer> list(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", 2);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  boolean possible() {
    return cores.size() >= 2;
  }

  /** Worker 0 on the first core, the client on the second; its broker goes where it likes. */
  void pin(Side side) throws IOException, InterruptedException {
    set(side.workers().get(0), String.valueOf(cores.get(0)));
    set(side.client().handle(), String.valueOf(cores.get(1)));
  }

  void unpin(Side side) throws IOException, InterruptedException {
    String all = String.join(",", cores.stream().map(String::valueOf).toList());
    set(side.workers().get(0), all);
    set(side.client().handle(), all);
  }

  /**
   * Goes on until every thread is where it should be: taskset gives up at a thread that ends under
   * its hands, and misses one that a thread still to be moved begins.
   */
  static void set(ProcessHandle process, String cores) throws IOException, InterruptedException {
    String said = "";
    for (int pass = 0; pass < PASSES; pass++) {
      said = taskset("-a", "-c", "-p", cores, String.valueOf(process.pid()));
      if (allowed(process.pid()).equals(Set.of(list(cores)))) {
        return;
      }
    }
    throw new IOException("taskset could not move process " + process.pid() + ": " + said);
  }

  /** The cores of its threads: one list when all may run on the same, none when it has ended. */
  static Set<List<Integer>> allowed(long pid) throws IOException {
    Set<List<Integer>> allowed = new HashSet<>();
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        try (var lines = Files.lines(thread.resolve("status"))) {
          lines
              .filter(line -> line.startsWith(ALLOWED))
              .forEach(line -> allowed.add(list(line.substring(ALLOWED.length()).trim())));
        } catch (NoSuchFileException | UncheckedIOException e) {
          // This thread has just ended.
        }
      }
    } catch (NoSuchFileException e) {
      // The process has ended.
    }
    return allowed;
  }

  /** What taskset said, when it has ended. */
  private static String taskset(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("taskset"));
    command.addAll(List.of(arguments));
    var asked = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    asked.waitFor();
    return said;
  }
}
