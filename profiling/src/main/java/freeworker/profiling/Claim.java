package freeworker.profiling;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The right to write one profile, until it is closed; no other run gets it meanwhile. */
public final class Claim implements AutoCloseable {
  private final Path file;
  private final @Nullable Path kept;
  private final Lock lock;

  /** What keeps other runs away. */
  record Lock(Path file, FileChannel channel) {}

  Claim(Path file, @Nullable Path kept, Lock lock) {
    this.file = file;
    this.kept = kept;
    this.lock = lock;
  }

  /** The profile of this run; it does not exist yet. */
  public Path file() {
    return file;
  }

  /** Where the profile of an older run is now. */
  public Optional<Path> kept() {
    return Optional.ofNullable(kept);
  }

  /** The sentence to print if an older profile was renamed. */
  public Optional<String> notice() {
    return kept().map(to -> "kept the older profile " + file + " as " + to.getFileName());
  }

  /** Lets other runs have the file. */
  @Override
  public void close() {
    ProfileFiles.release(lock);
  }
}
