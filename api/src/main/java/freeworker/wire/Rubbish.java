package freeworker.wire;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes what a worker process leaves behind in its own folder. */
public final class Rubbish {
  /** How the name of such a folder begins; no other is ever removed. */
  public static final String PREFIX = "freeworker-worker-";

  private Rubbish() {}

  /** Removes a folder of ours and all that is in it, as far as that is possible. */
  public static void remove(Path folder) {
    Path name = folder.getFileName();
    if (name == null || !name.toString().startsWith(PREFIX)) {
      throw new IllegalArgumentException(folder + " is no folder of a worker process");
    }
    try {
      Files.walkFileTree(folder, new Removing());
    } catch (IOException e) {
      // Who comes later has a folder of his own; the system clears its temporary files some day.
    }
  }

  private static final class Removing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
