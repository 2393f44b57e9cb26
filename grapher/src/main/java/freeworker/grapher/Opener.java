package freeworker.grapher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens a file with the program that this desktop has for it, where there is a desktop. */
final class Opener {
  private final Map<String, String> environment;

  Opener(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Opens a file and does not wait.
   *
   * @return why it was not opened, or nothing
   */
  Optional<String> open(Path file) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    if (!mac
        && !environment.containsKey("DISPLAY")
        && !environment.containsKey("WAYLAND_DISPLAY")) {
      return Optional.of("there is no desktop here");
    }
    String name = mac ? "open" : "xdg-open";
    Optional<Path> program = onPath(name);
    if (program.isEmpty()) {
      return Optional.of("there is no " + name);
    }
    try {
      new ProcessBuilder(List.of(program.get().toString(), file.toAbsolutePath().toString()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Path> onPath(String name) {
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(folder).resolve(name);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
