package freeworker.crew;

import freeworker.wire.Rubbish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder of one worker process: where it is, and where its temporary files go. */
final class Scratch {
  private final Path folder;
  private final Account owner;

  Scratch(Account owner) throws IOException {
    this.owner = owner;
    folder = Files.createTempDirectory(Rubbish.PREFIX);
    if (!owner.own()) {
      Files.setAttribute(folder, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(folder, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Where such folders are made. */
  static Path parent() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  Path folder() {
    return folder;
  }

  /** Removes it with all that is in it. */
  void remove() {
    if (owner.own()) {
      Rubbish.remove(folder);
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try {
        owner.remove(folder);
      } catch (IOException e) {
        // As with Rubbish: the system clears its temporary files some day.
      }
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
