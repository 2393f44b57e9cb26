package freeworker.challenge.words;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The text of a file from some byte on. */
final class FileText implements Source, AutoCloseable {
  private final FileChannel file;
  private long position;

  FileText(String path, long begin) throws Unreadable {
    try {
      file = FileChannel.open(Path.of(path), StandardOpenOption.READ);
    } catch (IOException | InvalidPathException e) {
      throw new Unreadable(why(e), e);
    }
    position = begin;
  }

  @Override
  public int read(byte[] into, int at, int length) throws Unreadable {
    try {
      int read = file.read(ByteBuffer.wrap(into, at, length), position);
      position += Math.max(read, 0);
      return read;
    } catch (IOException e) {
      throw new Unreadable(why(e), e);
    }
  }

  /** How far it has been read. */
  long position() {
    return position;
  }

  static String why(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = String.valueOf(e.getMessage());
    return e instanceof InvalidPathException ? "no name for a file there" : message;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
