package freeworker.challenge.words;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The result as it grows, from several places at once; what was there stays until it is whole. */
final class ResultFile implements Closeable {
  private final Path result;
  private final Path growing;
  private final FileChannel file;
  private long written;
  private long nanos;

  ResultFile(Path result) throws IOException {
    this.result = result.toAbsolutePath();
    // Two counts at a time may want the same file: the last one that is whole has it.
    this.growing =
        this.result.resolveSibling(
            this.result.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    file =
        FileChannel.open(
            growing,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    growing.toFile().deleteOnExit();
  }

  /** Puts some bytes of an array, from one of them on, at their place. */
  void write(byte[] bytes, int from, int length, long at) throws IOException {
    long began = System.nanoTime();
    var left = ByteBuffer.wrap(bytes, from, length);
    while (left.hasRemaining()) {
      file.write(left, at + left.position() - from);
    }
    written += length;
    nanos += System.nanoTime() - began;
  }

  /** How many bytes were written. */
  long written() {
    return written;
  }

  /** How long that took. */
  long nanos() {
    return nanos;
  }

  /** Has it stand where it belongs. */
  void finish() throws IOException {
    file.close();
    Files.move(growing, result, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(growing);
  }
}
