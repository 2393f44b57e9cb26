package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys, and crews of what stands for another machine: another home of the same one. */
final class Enrolment {
  private Enrolment() {}

  /** Makes a key where the broker is. */
  static Path key(Path folder, String name, String role) throws Exception {
    try (Program key = Program.start(folder, "key", "add", name, "--role", role)) {
      assertEquals(0, key.awaitExit(), key.err()::toString);
      return Path.of(key.out().get(0));
    }
  }

  /** Brings workers from elsewhere. */
  static Program bring(Path folder, int workers, String place, Path key, String... options)
      throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    String worker = Program.home().resolve("bin/worker").toString();
    List<String> command =
        new ArrayList<>(
            List.of(worker, String.valueOf(workers), "--join", place, "--key", key.toString()));
    command.addAll(List.of(options));
    return Program.run(elsewhere, Program.interruptible(command));
  }
}
