package freeworker.client;

import freeworker.wire.job.Returned;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Puts the files that came back from a job where they are wanted. */
final class Unpacking {
  private static final int BUFFER = 64 << 10;

  private Unpacking() {}

  /**
   * @return where they are
   * @throws FileAlreadyExistsException when one is there already; those before it are there
   */
  static List<Path> into(Path folder, DataInputStream in) throws IOException {
    List<Path> files = new ArrayList<>();
    while (more(in)) {
      Returned next = Returned.read(in);
      Path file = folder.resolve(next.path());
      Files.createDirectories(parent(folder, file));
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        copy(in, next.length(), out);
      }
      if (next.executable() && !file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
      files.add(file);
    }
    return files;
  }

  /** The folder of a file; a link within ours could lead anywhere. */
  private static Path parent(Path folder, Path file) throws IOException {
    Path parent = file.getParent();
    for (Path at = parent; at != null && !at.equals(folder); at = at.getParent()) {
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(at.toString());
      }
    }
    return parent == null ? folder : parent;
  }

  private static boolean more(InputStream in) throws IOException {
    in.mark(1);
    boolean more = in.read() >= 0;
    in.reset();
    return more;
  }

  private static void copy(InputStream in, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new IOException("the files that came back are cut off");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }
}
