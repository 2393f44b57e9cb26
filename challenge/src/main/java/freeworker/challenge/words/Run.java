package freeworker.challenge.words;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A list of words with their counts on disk, in a file that has no name and so ends with us. */
final class Run implements Closeable {
  private static final int MARKED = 64 * 1024;

  /** Where in the file a place in the order of the result is. */
  private record Mark(Border border, long position) {}

  private final FileChannel file;
  private final int piece;
  private final Pen pen;
  private final List<Mark> marks = new ArrayList<>();
  private long written;
  private long marked = -MARKED;

  /**
   * @param piece how much of it is written or read at once
   */
  Run(int piece) throws IOException {
    Path path = Files.createTempFile("words", ".run");
    // On Unix the name is gone as soon as the file is open: a killed process leaves nothing.
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.piece = piece;
    this.pen = new Pen(piece);
  }

  /** Writes all words of a list. */
  static Run of(Cursor sorted, int piece) throws IOException {
    var run = new Run(piece);
    try {
      while (sorted.next()) {
        long position = run.written + run.pen.length();
        if (position - run.marked >= MARKED) {
          run.marks.add(new Mark(Border.at(sorted), position));
          run.marked = position;
        }
        run.pen.entry(sorted.bytes, sorted.start, sorted.length, sorted.count);
        if (run.pen.length() >= piece) {
          run.flush();
        }
      }
      run.flush();
      return run;
    } catch (IOException | RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  /** Appends the entries of a letter. */
  void append(byte[] letter) throws IOException {
    write(ByteBuffer.wrap(letter, 1, letter.length - 1));
  }

  private void flush() throws IOException {
    write(ByteBuffer.wrap(pen.bytes(), 0, pen.length()));
    pen.clear();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      written += file.write(bytes, written);
    }
  }

  Cursor all() {
    return Entries.of(file, 0, written, piece);
  }

  /**
   * Those from a border on, in a list that is in the order of the result, and perhaps a few before.
   */
  Cursor near(Border border) {
    long position = 0;
    for (Mark mark : marks) {
      if (mark.border().compare(border) > 0) {
        break;
      }
      position = mark.position();
    }
    return Entries.of(file, position, written, piece);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
