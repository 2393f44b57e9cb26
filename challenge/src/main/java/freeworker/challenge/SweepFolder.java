package freeworker.challenge;

import freeworker.profiling.BadProfile;
import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of a sweep: its table and the profile of each cell; one run at a time has it. */
final class SweepFolder implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Path file;
  private final FileChannel lock;

  /**
   * @throws ChallengeFailure when nothing can be written there, or another run has it
   */
  SweepFolder(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(Sweep.NAME);
    try {
      Files.createDirectories(folder);
      lock =
          FileChannel.open(
              folder.resolve(".benchmarks.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (!locked()) {
      close();
      throw new ChallengeFailure(
          ChallengeFailure.UNAVAILABLE,
          "another benchmark measures in " + folder + ".",
          "Wait for its end, or measure elsewhere:  benchmark --out FOLDER");
    }
  }

  private boolean locked() {
    try {
      @Nullable FileLock mine = lock.tryLock();
      return mine != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** The table. */
  Path file() {
    return file;
  }

  /** Where the broker of a cell records. */
  Path profile(Pair pair) {
    return folder.resolve("results_%d_%d.csv".formatted(pair.workers(), pair.clients()));
  }

  /**
   * What was measured before; nothing, when there is no table.
   *
   * @throws ChallengeFailure when the table cannot be read
   */
  Sweep before() {
    if (!Files.exists(file)) {
      return new Sweep(List.of());
    }
    try {
      return Sweep.read(file);
    } catch (BadProfile e) {
      throw new ChallengeFailure(
          ChallengeFailure.BAD_DATA,
          String.valueOf(e.getMessage()),
          "Mend it, or measure anew:  benchmark --fresh",
          e);
    } catch (IOException e) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT,
          file + " cannot be read: " + e + ".",
          "Make it readable for you, or measure elsewhere:  benchmark --out FOLDER",
          e);
    }
  }

  /** Puts an older table aside, under the time at which it was last written; answers its name. */
  Optional<Path> putAside() {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      String base =
          "benchmarks."
              + STAMP.format(
                  Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
      Path aside = folder.resolve(base + ".csv");
      for (int copy = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); copy++) {
        aside = folder.resolve(base + "-" + copy + ".csv");
      }
      return Optional.of(Files.move(file, aside));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Writes the table with one cell more, and answers it. */
  Sweep add(Sweep sweep, SweepCell cell) {
    Sweep more = sweep.with(cell);
    try {
      more.write(file);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    return more;
  }

  private static ChallengeFailure unwritable(Path path, IOException e) {
    return new ChallengeFailure(
        ChallengeFailure.FAILED,
        path + " cannot be written: " + e + ".",
        "Make it writable, or measure elsewhere:  benchmark --out FOLDER",
        e);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }
}
