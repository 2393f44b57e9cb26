package freeworker.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps processes on one core each, by the system's taskset. */
final class Pins {
  private final List<Integer> cores;

  private Pins(List<Integer> cores) {
    this.cores = cores;
  }

  /** The pins of this machine; none where there is no taskset or one core only. */
  static Pins find() throws InterruptedException {
    List<Integer> cores = new ArrayList<>();
    try {
      var asked =
          new ProcessBuilder("taskset", "-c", "-p", String.valueOf(ProcessHandle.current().pid()))
              .redirectErrorStream(true)
              .start();
      String said =
          new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              .trim();
      if (asked.waitFor() == 0) {
        cores.addAll(list(said.substring(said.lastIndexOf(' ') + 1)));
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

  private static void set(ProcessHandle process, String cores)
      throws IOException, InterruptedException {
    var command =
        new ProcessBuilder("taskset", "-a", "-c", "-p", cores, String.valueOf(process.pid()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!command.waitFor(10, TimeUnit.SECONDS) || command.exitValue() != 0) {
      throw new IOException("taskset could not move process " + process.pid() + ".");
    }
  }
}
