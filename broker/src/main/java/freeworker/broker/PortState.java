package freeworker.broker;

import freeworker.wire.door.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The folder in which a broker keeps what belongs to its port, and says who holds that port. */
final class PortState implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;

  private PortState(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Says that this process is the broker of the port.
   *
   * @throws BrokerFailure when another live broker is
   */
  static PortState claim(int port) {
    Path folder = folder(port);
    try {
      create(folder);
      Path file = folder.resolve("lock");
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw taken(port);
      }
      return new PortState(folder, channel);
    } catch (IOException e) {
      throw new BrokerFailure(
          BrokerFailure.FAILED,
          folder + " cannot be written: " + e.getMessage() + ".",
          "Make it writable, or set FREEWORKER_HOME to a folder that is.",
          e);
    }
  }

  /** The folder itself. */
  Path folder() {
    return folder;
  }

  /** Writes down who holds the port, for those who find it taken. */
  void announce(int workers) throws IOException {
    String since =
        LocalTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("HH:mm"));
    long pid = ProcessHandle.current().pid();
    String line = "process " + pid + " (broker " + workers + ", since " + since + ")\n";
    channel.truncate(0);
    channel.write(StandardCharsets.UTF_8.encode(line));
  }

  /** The failure of somebody who wants a port that another has. */
  static BrokerFailure taken(int port) {
    return new BrokerFailure(
        BrokerFailure.UNAVAILABLE,
        "port " + port + " is already in use by " + holder(port).orElse("another program") + ".",
        "Use that one, stop it, or choose another:  broker 2 --port " + (port + 1));
  }

  /** The live broker of the port, in words; a line that a dead one left says nothing. */
  private static Optional<String> holder(int port) {
    Path file = folder(port).resolve("lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      String line = locked(channel) ? "" : Files.readString(file).strip();
      return line.isEmpty() ? Optional.empty() : Optional.of(line);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.truncate(0);
    channel.close();
  }

  /** Where a broker keeps what belongs to its port. */
  static Path folder(int port) {
    return Home.folder().resolve("state").resolve(String.valueOf(port));
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void create(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
