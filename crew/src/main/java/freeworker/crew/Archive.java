package freeworker.crew;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes that a worker process loads, as the JVM wrote them down when the home was built: with
 * them it starts in two thirds of the time. Without them, or with those of another Java, it starts
 * all the same.
 */
final class Archive {
  /** Where a process is to write its archive; said by bin/archive.sh. */
  private static final String TRAINING = System.getProperty("freeworker.training", "");

  private Archive() {}

  /** Whether processes write theirs when they end. */
  static boolean isWritten() {
    return !TRAINING.isEmpty();
  }

  /**
   * What to tell the JVM of a worker.
   *
   * @param lib the folder of the jars
   */
  static List<String> flags(Path lib, Scratch scratch) {
    if (isWritten()) {
      String name = "worker-" + scratch.folder().getFileName() + ".jsa";
      return List.of("-XX:ArchiveClassesAtExit=" + Path.of(TRAINING, name));
    }
    Path archive =
        lib.resolveSibling("archive")
            .resolve(System.getProperty("java.version"))
            .resolve("worker.jsa");
    return Files.isReadable(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of();
  }
}
