package freeworker.crew;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that a worker process loads, as the JVM wrote them down when the home was built: with
 * them it starts in two thirds of the time. Without them, or with those of another Java, it starts
 * all the same.
 */
final class Archive {
  /** Where a process is to write its archive; said by bin/archive.sh. */
  private static final String TRAINING = System.getProperty("freeworker.training", "");

  /** Whether an archive has all classes, and has them linked; bin/launch.sh has the same rule. */
  private static final boolean LINKED = Runtime.version().feature() >= 25;

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
      String name = "worker-" + scratch.folder().getFileName();
      Path path = Path.of(TRAINING, name);
      return List.of(
          LINKED
              ? "-XX:DumpLoadedClassList=" + path + ".classes"
              : "-XX:ArchiveClassesAtExit=" + path + ".jsa");
    }
    Path folder = lib.resolveSibling("archive").resolve(System.getProperty("java.version"));
    Path archive = folder.resolve("worker.jsa");
    if (!Files.isReadable(archive) || (LINKED && !isOf(folder, lib))) {
      return List.of();
    }
    List<String> flags = new ArrayList<>();
    flags.add("-XX:SharedArchiveFile=" + archive);
    flags.add("-Xlog:cds=off");
    flags.add("-Xlog:cds+dynamic=off");
    if (LINKED) {
      flags.add("-Xlog:aot=off");
    }
    return flags;
  }

  /** Whether it has the classes of these very jars; with others Java would have none at all. */
  private static boolean isOf(Path folder, Path lib) {
    try {
      Path home = Path.of(Files.readString(folder.resolve("of")).strip());
      return home.resolve("lib").equals(lib);
    } catch (IOException e) {
      return false;
    }
  }
}
