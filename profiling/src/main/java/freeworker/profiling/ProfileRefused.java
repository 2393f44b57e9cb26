package freeworker.profiling;

import java.nio.file.Path;

/** No profile can be written there; the message says why and what to do. */
public class ProfileRefused extends RuntimeException {
  private final transient Path file;

  ProfileRefused(Path file, String message) {
    super(message);
    this.file = file;
  }

  ProfileRefused(Path file, String message, Throwable cause) {
    super(message, cause);
    this.file = file;
  }

  /** The profile that was asked for. */
  public final Path file() {
    return file;
  }
}
