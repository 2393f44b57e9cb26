package freeworker.profiling;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run: whole lines are appended, and a new segment begins when the file is full or
 * a worker joined. A disk that fails costs rows, never the caller: the file tells where they are
 * missing.
 */
final class Segments {
  /** How long after a failure the disk is tried again. */
  static final Duration RETRY = Duration.ofSeconds(1);

  /** How many bytes wait for a failing disk before rows are dropped. */
  static final int MOST_PENDING = 1 << 20;

  private final Path first;
  private final Disk disk;
  private final long limit;
  private final long epochOffset;
  private final Consumer<String> notices;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private final StringWriter text = new StringWriter();
  private final CSVWriter csv =
      new CSVWriter(
          text,
          ICSVWriter.DEFAULT_SEPARATOR,
          ICSVWriter.DEFAULT_QUOTE_CHARACTER,
          ICSVWriter.DEFAULT_ESCAPE_CHARACTER,
          "\n");

  private Path file;
  private @Nullable SeekableByteChannel channel;
  private boolean fresh = true;
  private long written;
  private int number = 1;
  private int width;
  private long index;
  private long rows;
  private @Nullable Row last;
  private double cpu = Double.NaN;
  private long memoryMiB = -1;

  private boolean failing;
  private long retryAt;
  private long lost;
  private long lostSince;

  /** The size that no file of a profile exceeds, if at least a header and a row fit into it. */
  Segments(
      Path first, int workers, Disk disk, long limit, long epochOffset, Consumer<String> notices)
      throws IOException {
    this.first = first;
    this.width = workers;
    this.disk = disk;
    this.limit = limit;
    this.epochOffset = epochOffset;
    this.notices = notices;
    this.file = first;
    pending.writeBytes(line(Cells.header()));
    try {
      put();
    } catch (IOException e) {
      release();
      throw e;
    }
  }

  /** What the cells for cpu and memory say from now on. */
  void load(double cpu, long memoryMiB) {
    this.cpu = cpu;
    this.memoryMiB = memoryMiB;
  }

  /** Adds a row to what the next flush writes. */
  void append(Row row, long now) {
    if (failing && (lost > 0 || pending.size() >= MOST_PENDING)) {
      lose(row);
    } else {
      if (lost > 0 && last != null) {
        tellGap(last, now);
      }
      add(row, now);
    }
    last = row;
  }

  /** Writes what was appended, unless the disk failed less than a second ago. */
  void flush(long now) {
    if (failing ? now - retryAt < 0 : pending.size() == 0) {
      return;
    }
    try {
      if (failing) {
        release();
      }
      put();
      if (failing) {
        failing = false;
        notices.accept("profile " + file + " is written again.");
      }
    } catch (IOException e) {
      failed(e, now);
    }
  }

  /** Tries the disk a last time and lets it go. */
  void close(long now) {
    retryAt = now;
    flush(now);
    if (lost > 0 && !failing && last != null) {
      tellGap(last, now);
      flush(now);
    }
    if (failing) {
      notices.accept(
          "profile %s misses its end: %d rows and %d bytes could not be written."
              .formatted(file, lost, pending.size()));
    }
    try {
      release();
    } catch (IOException e) {
      notices.accept("profile %s could not be closed: %s.".formatted(file, reason(e)));
    }
  }

  /** The rows in all segments, the ones that wait for the disk included. */
  long rows() {
    return rows;
  }

  private void add(Row row, long now) {
    int workers = row.busy().size();
    if (last == null) {
      width = Math.max(width, workers);
    }
    byte[] line = line(row.widened(width));
    boolean full = written + pending.size() + line.length > limit && index > (number == 1 ? 0 : 1);
    if (workers <= width && !full) {
      put(line);
      return;
    }
    flush(now);
    if (failing) {
      lose(row);
      return;
    }
    turn(Math.max(width, workers));
    put(line(row.widened(width)));
  }

  /** Begins the next segment with the state before the row that no longer fits. */
  private void turn(int workers) {
    try {
      release();
    } catch (IOException e) {
      notices.accept("profile %s could not be closed: %s.".formatted(file, reason(e)));
    }
    do {
      file = ProfileFiles.segment(first, ++number);
    } while (Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    fresh = true;
    width = workers;
    index = 0;
    written = 0;
    pending.writeBytes(line(Cells.header()));
    if (last != null) {
      put(line(last.widened(width).again(Row.SEGMENT)));
    }
  }

  private void lose(Row row) {
    if (lost++ == 0) {
      lostSince = row.at();
    }
  }

  private void tellGap(Row state, long now) {
    notices.accept(
        "profile %s has a gap: %d rows from %s to %s could not be written."
            .formatted(
                file, lost, Cells.seconds(micros(lostSince)), Cells.seconds(micros(state.at()))));
    lost = 0;
    add(state.again(Row.GAP), now);
  }

  private void put(byte[] line) {
    pending.writeBytes(line);
    index++;
    rows++;
  }

  /** Writes all that is pending behind the last whole line that is surely there. */
  private void put() throws IOException {
    SeekableByteChannel open = channel;
    if (open == null) {
      open = disk.open(file, fresh);
      channel = open;
      fresh = false;
      open.position(written);
    }
    var bytes = ByteBuffer.wrap(pending.toByteArray());
    try {
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
    } catch (IOException e) {
      cutTornLine(open, e);
      throw e;
    }
    written += bytes.limit();
    pending.reset();
  }

  private void cutTornLine(SeekableByteChannel open, IOException why) {
    try {
      open.truncate(written);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void release() throws IOException {
    SeekableByteChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  private void failed(IOException e, long now) {
    retryAt = now + RETRY.toNanos();
    if (!failing) {
      failing = true;
      notices.accept(
          "profile %s cannot be written: %s. The broker goes on, and tries again each second."
              .formatted(file, reason(e)));
    }
  }

  private byte[] line(Row row) {
    return line(Cells.of(index, micros(row.at()), row, cpu, memoryMiB));
  }

  private byte[] line(@Nullable String[] cells) {
    csv.writeNext(cells, false);
    byte[] line = text.toString().getBytes(StandardCharsets.UTF_8);
    text.getBuffer().setLength(0);
    return line;
  }

  private long micros(long at) {
    return epochOffset + Recorder.micros(at);
  }

  /** Why the disk refused, as a person says it. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is in the way";
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
