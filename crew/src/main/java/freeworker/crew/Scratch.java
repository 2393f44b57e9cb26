package freeworker.crew;

import freeworker.wire.Rubbish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one worker process: where it is, and where its temporary files go. */
final class Scratch {
  private final Path folder;

  Scratch() throws IOException {
    folder = Files.createTempDirectory(Rubbish.PREFIX);
  }

  Path folder() {
    return folder;
  }

  /** Removes it with all that is in it. */
  void remove() {
    Rubbish.remove(folder);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
