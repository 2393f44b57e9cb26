package freeworker.worker.script;

import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the commands of this machine are.
 *
 * @param folders as {@code PATH} lists them
 */
record SearchPath(String folders) {
  private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

  /** The one that this process was given. */
  static SearchPath own() {
    String folders = System.getenv("PATH");
    return new SearchPath(folders == null || folders.isEmpty() ? USUAL : folders);
  }

  /** The program of this name that comes first. */
  Optional<Path> find(String name) {
    for (String folder : folders.split(File.pathSeparator)) {
      try {
        Path file = FileNames.in(Path.of(folder).toAbsolutePath(), name);
        if (Files.isExecutable(file) && !Files.isDirectory(file)) {
          return Optional.of(file);
        }
      } catch (InvalidPathException e) {
        // A folder with a name that this JVM cannot say is none where it can look.
      }
    }
    return Optional.empty();
  }

  /**
   * The program of this name.
   *
   * @param advice what helps when there is none
   */
  Path need(String name, String advice) throws NotBegun {
    Optional<Path> found = find(name);
    if (found.isEmpty()) {
      throw new NotBegun(
          NotBegun.MISSING,
          name + " is not on this worker (" + host() + "): looked in PATH. " + advice);
    }
    return found.get();
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "of no name";
    }
  }
}
