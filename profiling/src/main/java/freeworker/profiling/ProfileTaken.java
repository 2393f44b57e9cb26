package freeworker.profiling;

import java.nio.file.Path;

/** Another live run writes this profile. */
public final class ProfileTaken extends ProfileRefused {
  private final long pid;

  ProfileTaken(Path file, long pid) {
    super(
        file,
        file
            + " is being written by "
            + (pid == 0 ? "another process" : "process " + pid)
            + ". Stop it, or start in another folder.");
    this.pid = pid;
  }

  /** The process that writes it, or 0 if it did not say. */
  public long pid() {
    return pid;
  }
}
