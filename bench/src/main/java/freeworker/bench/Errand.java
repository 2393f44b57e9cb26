package freeworker.bench;

import freeworker.bench.run.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a program from its start to its end. */
final class Errand {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  // Only its parent can know what an ended process has used, and the JDK does not ask.
  private static final String SCRIPT =
      "echo ready; read -r go; \"$@\" >/dev/null </dev/null; echo \"$?\"; times";

  private Errand() {}

  /**
   * Says what it took.
   *
   * @throws IOException when it failed
   */
  static Spent run(String name, ProcessBuilder program) throws IOException, InterruptedException {
    String shell = shell();
    List<String> command = new ArrayList<>(List.of(shell, "-c", SCRIPT, shell));
    command.addAll(program.command());
    try (Child parent = Child.start(name, program.command(command))) {
      parent.hear(PATIENCE);
      long began = System.nanoTime();
      parent.say("go");
      String code = parent.hear(PATIENCE);
      double wall = (System.nanoTime() - began) / 1e6;
      if (!code.equals("0")) {
        throw new IOException(name + " ended with exit code " + code + ".");
      }
      parent.hear(PATIENCE); // what the shell itself has used
      return new Spent(wall, Spent.processor(parent.hear(PATIENCE)));
    }
  }

  /** One that knows milliseconds, if there is any; others may know hundredths of a second. */
  private static String shell() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "bash"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse("sh");
  }
}
