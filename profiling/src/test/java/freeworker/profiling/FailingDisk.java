package freeworker.profiling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** A real disk that can be made full: what is written then stops in the middle of a line. */
final class FailingDisk implements Disk {
  private volatile boolean full;

  void fill() {
    full = true;
  }

  void empty() {
    full = false;
  }

  @Override
  public SeekableByteChannel open(Path file, boolean fresh) throws IOException {
    return new Channel(REAL.open(file, fresh));
  }

  private final class Channel implements SeekableByteChannel {
    private final SeekableByteChannel real;

    Channel(SeekableByteChannel real) {
      this.real = real;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (full) {
        real.write(bytes.slice().limit(Math.min(7, bytes.remaining())));
        throw new IOException("No space left on device");
      }
      return real.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return real.read(bytes);
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      return real.position(position);
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      return real.truncate(size);
    }

    @Override
    public boolean isOpen() {
      return real.isOpen();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
