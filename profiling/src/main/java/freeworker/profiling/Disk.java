package freeworker.profiling;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens the files of a profile. */
interface Disk {
  /** The file system that the path belongs to. */
  Disk REAL =
      (file, fresh) ->
          FileChannel.open(
              file,
              fresh ? StandardOpenOption.CREATE_NEW : StandardOpenOption.WRITE,
              StandardOpenOption.WRITE);

  /** Opens a file to write; a fresh one must not exist yet, another one must. */
  SeekableByteChannel open(Path file, boolean fresh) throws IOException;
}
