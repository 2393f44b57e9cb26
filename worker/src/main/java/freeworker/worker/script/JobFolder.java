package freeworker.worker.script;

import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of one run: made for it, open to nobody else, and gone after it. */
final class JobFolder {
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

  private final Path place;
  private final Path files;

  /** Brings files from where they are kept. */
  interface Pieces {
    byte[] piece(Hash content, long offset);
  }

  /**
   * @param name what no other folder there is called
   */
  JobFolder(Path scratch, String name) throws NotBegun {
    try {
      // As the system itself names it, which tells where its processes work.
      place = scratch.toRealPath().resolve("job-" + name);
      files = place.resolve("files");
      Files.createDirectory(place, PosixFilePermissions.asFileAttribute(OURS));
      Files.createDirectory(files, PosixFilePermissions.asFileAttribute(OURS));
    } catch (IOException e) {
      throw unwritten("its folder", e);
    }
  }

  /** Where what we need ourselves lies. */
  Path place() {
    return place;
  }

  /** Where the script works, and finds its files. */
  Path files() {
    return files;
  }

  Path file(String path) {
    return FileNames.in(files, path);
  }

  /** Puts a file there, whole and as it was sent. */
  void bring(Item item, Pieces pieces) throws NotBegun, InterruptedException {
    Path file = file(item.path());
    MessageDigest digest = sha256();
    try {
      Files.createDirectories(file.getParent());
      try (var out = new DigestOutputStream(create(file), digest)) {
        copy(item, pieces, out);
      }
      if (item.executable()) {
        makeExecutable(file);
      }
    } catch (FileAlreadyExistsException e) {
      throw new NotBegun(NotBegun.UNUSABLE, "'" + item.path() + "' is in its folder twice");
    } catch (IOException e) {
      throw unwritten("'" + item.path() + "'", e);
    }
    if (!Hash.read(digest.digest()).equals(item.content())) {
      throw new NotBegun(NotBegun.UNUSABLE, "'" + item.path() + "' arrived damaged; try again");
    }
  }

  private static OutputStream create(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void copy(Item item, Pieces pieces, OutputStream out)
      throws IOException, InterruptedException {
    long offset = 0;
    while (offset < item.length()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      byte[] piece = pieces.piece(item.content(), offset);
      if (piece.length == 0
          || piece.length > Script.PIECE
          || piece.length > item.length() - offset) {
        throw new IOException("it came with another length than it was said to have");
      }
      out.write(piece);
      offset += piece.length;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  static void makeExecutable(Path file) throws IOException {
    Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    rights.add(PosixFilePermission.OWNER_EXECUTE);
    Files.setPosixFilePermissions(file, rights);
  }

  static NotBegun unwritten(String what, IOException e) {
    return new NotBegun(
        NotBegun.UNUSABLE, what + " could not be made on this worker: " + e.getMessage());
  }

  /** Removes all of it, also what the script made read-only. */
  void remove() {
    try {
      Files.walkFileTree(place, new Removing());
    } catch (IOException e) {
      // The folder of the whole worker is removed with that.
    }
  }

  private static final class Removing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
        Files.setPosixFilePermissions(folder, OURS);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.getPosixFilePermissions(file).equals(OURS)) {
        Files.setPosixFilePermissions(file, OURS);
        Files.walkFileTree(file, this);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
