package freeworker.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir private Path parent;

  private String folder(String name) throws Exception {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.writeString(Files.createDirectory(folder.resolve("below")).resolve("file"), "left");
    return name;
  }

  /** The pid of a process that has ended. */
  private static long dead() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  @Test
  void whatSupervisorsLeftThatAreThereNoMoreIsRemovedAndNothingElse() throws Exception {
    folder("freeworker-worker-" + dead() + "-12345");
    Set<String> stays =
        Set.of(
            folder("freeworker-worker-" + ProcessHandle.current().pid() + "-1"),
            folder("freeworker-worker-12345"),
            folder("freeworker-worker-x-1"),
            folder("somebody-else-" + dead() + "-1"));

    Scratch.clear(parent);

    try (Stream<Path> left = Files.list(parent)) {
      assertEquals(
          stays, left.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
    }
  }
}
