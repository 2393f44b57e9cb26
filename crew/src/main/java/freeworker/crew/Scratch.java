package freeworker.crew;

import freeworker.wire.Rubbish;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of one worker process: where it is, and where its temporary files go. */
final class Scratch {
  private final Path folder;
  private final Account owner;

  Scratch(Account owner) throws IOException {
    this.owner = owner;
    folder = Files.createTempDirectory(Rubbish.PREFIX + ProcessHandle.current().pid() + "-");
    if (!owner.own()) {
      Files.setAttribute(folder, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(folder, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Removes folders of this user that others left here, whose supervisor is there no more: one that
   * was killed together with its workers had nobody to do that.
   */
  static void clear(Path parent) {
    String self = System.getProperty("user.name");
    Pattern ours = Pattern.compile(Pattern.quote(Rubbish.PREFIX) + "([0-9]{1,18})-.*");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, Rubbish.PREFIX + "*")) {
      for (Path folder : all) {
        Matcher name = ours.matcher(String.valueOf(folder.getFileName()));
        if (name.matches()
            && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(self)) {
          Rubbish.remove(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They lie there for as long as the system likes, and are in nobody's way.
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
