package freeworker.profiling;

import java.io.IOException;
import java.nio.file.Path;

/** No profile can be written there; the message says why and what to do. */
public class ProfileRefused extends RuntimeException {
  private final transient Path file;

  ProfileRefused(Path file, String message) {
    super(message);
    this.file = file;
  }

  private ProfileRefused(Path file, String message, Throwable cause) {
    super(message, cause);
    this.file = file;
  }

  static ProfileRefused unwritable(Path file, IOException cause) {
    return new ProfileRefused(
        file,
        "profile %s cannot be written: %s. Make its folder writable, or start in another one."
            .formatted(file, Segments.reason(cause)),
        cause);
  }

  /** The profile that was asked for. */
  public final Path file() {
    return file;
  }
}
