package freeworker.profiling;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
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
  private SeekableByteChannel channel;
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
    this.channel = disk.open(first, true);
    pending.writeBytes(line(Cells.header()));
    try {
      put();
    } catch (IOException e) {
      channel.close();
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
    if (!place(row, now)) {
      if (lost++ == 0) {
        lostSince = row.at();
      }
    }
    last = row;
  }

  /** Writes what was appended, unless the disk failed less than a second ago. */
  void flush(long now) {
    if (pending.size() == 0 || (failing && now - retryAt < 0)) {
      return;
    }
    try {
      if (failing) {
        channel.close();
        channel = disk.open(file, false);
      }
      put();
      recovered();
    } catch (IOException e) {
      failed(e, now);
    }
  }

  /** Tries the disk a last time and lets it go. */
  void close(long now) {
    retryAt = now;
    flush(now);
    if (lost > 0 && !failing && last != null) {
      tellGap(last);
      flush(now);
    }
    if (failing) {
      notices.accept(
          "profile "
              + file
              + " misses its end: "
              + (lost > 0 ? lost + " rows and " : "")
              + pending.size()
              + " bytes could not be written.");
    }
    try {
      channel.close();
    } catch (IOException e) {
      notices.accept("profile " + file + " could not be closed: " + reason(e) + ".");
    }
  }

  /** The rows in all segments, the ones that wait for the disk included. */
  long rows() {
    return rows;
  }

  private boolean place(Row row, long now) {
    if (failing && pending.size() >= MOST_PENDING) {
      return false;
    }
    if (lost > 0 && last != null) {
      if (failing) {
        return false;
      }
      tellGap(last);
    }
    byte[] line = line(row.widened(width));
    boolean full = written + pending.size() + line.length > limit && index > 1;
    if (row.busy().size() > width || full) {
      if (!turn(row.busy().size(), now)) {
        return false;
      }
      line = line(row);
    }
    put(line);
    return true;
  }

  /** Begins the next segment with the state before the row that no longer fits. */
  private boolean turn(int workers, long now) {
    flush(now);
    if (failing) {
      return false;
    }
    Path next = ProfileFiles.segment(first, number + 1);
    try {
      SeekableByteChannel opened = disk.open(next, true);
      channel.close();
      channel = opened;
    } catch (IOException e) {
      failed(e, now);
      return false;
    }
    file = next;
    number++;
    width = workers;
    index = 0;
    written = 0;
    pending.writeBytes(line(Cells.header()));
    if (last != null) {
      put(line(last.widened(width).again(Row.SEGMENT)));
    }
    return true;
  }

  private void tellGap(Row state) {
    notices.accept(
        "profile "
            + file
            + " has a gap: "
            + lost
            + " rows since "
            + Cells.seconds(micros(lostSince))
            + " could not be written; it goes on at "
            + Cells.seconds(micros(state.at()))
            + ".");
    lost = 0;
    put(line(state.widened(width).again(Row.GAP)));
  }

  private void put(byte[] line) {
    pending.writeBytes(line);
    index++;
    rows++;
  }

  private void put() throws IOException {
    channel.truncate(written);
    channel.position(written);
    var bytes = ByteBuffer.wrap(pending.toByteArray());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    written += bytes.limit();
    pending.reset();
  }

  private void recovered() {
    if (failing) {
      failing = false;
      notices.accept("profile " + file + " is written again.");
    }
  }

  private void failed(IOException e, long now) {
    retryAt = now + RETRY.toNanos();
    if (!failing) {
      failing = true;
      notices.accept(
          "profile "
              + file
              + " cannot be written: "
              + reason(e)
              + ". The broker goes on; it is tried again each second.");
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

  static String reason(IOException e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
