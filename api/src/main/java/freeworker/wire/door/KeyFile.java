package freeworker.wire.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Files of secrets: only their owner can read them, from the moment they are there. */
public final class KeyFile {
  private static final Path SELF = Path.of("/proc/self");
  private static final int LONGEST = 16 << 10;

  private KeyFile() {}

  /**
   * Reads a key.
   *
   * @throws BadKey when it is not there, damaged, or not its owner's alone
   */
  public static Key read(Path file) throws IOException {
    String text;
    try {
      text = secret(file);
    } catch (NoSuchFileException e) {
      throw new BadKey(
          "no key at " + file + ".",
          "The first start of a broker makes one for its own user; for another machine:  key add"
              + " NAME  where the broker is, and copy the file.",
          true);
    }
    try {
      return Key.parse(text);
    } catch (BadKey e) {
      throw new BadKey(file + " " + e.getMessage() + ".", e.cure());
    }
  }

  /**
   * The text of a file that its owner alone can read.
   *
   * @throws BadKey when others could, or it is somebody else's
   * @throws NoSuchFileException when it is not there
   */
  public static String secret(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file)) {
        if (Files.exists(file)) {
          throw new BadKey(file + " is no file.", "Name the file of a key.");
        }
        throw new NoSuchFileException(file.toString());
      }
      if (Files.size(file) > LONGEST) {
        throw new BadKey(
            file + " is no key: it has " + Files.size(file) + " bytes.", BadKey.ANOTHER);
      }
      check(file);
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException | BadKey e) {
      throw e;
    } catch (IOException e) {
      throw new BadKey(file + " cannot be read: " + e + ".", "It has to be yours:  ls -l " + file);
    }
  }

  private static void check(Path file) throws IOException {
    if (!posix(file)) {
      return;
    }
    UserPrincipal owner = Files.getOwner(file);
    UserPrincipal self = self(file);
    if (!owner.equals(self)) {
      throw new BadKey(
          file + " belongs to " + owner.getName() + ", not to " + self.getName() + ".",
          "Have a key of your own:  key add NAME  where the broker is");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    permissions.removeAll(PosixFilePermissions.fromString("rwx------"));
    if (!permissions.isEmpty()) {
      throw new BadKey(
          file + " can be read or written by others.",
          "Keep it to yourself:  chmod 600 "
              + file
              + "  (and make another if somebody has seen it)");
    }
  }

  private static UserPrincipal self(Path file) throws IOException {
    return Files.exists(SELF)
        ? Files.getOwner(SELF)
        : file.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }

  /** Makes a folder that its owner alone can enter, and its parents. */
  public static void makeFolder(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectory(folder, attributes(folder, "rwx------"));
      } catch (FileAlreadyExistsException e) {
        // Another process made it at the same moment.
      }
    }
  }

  /**
   * Writes a new file that its owner alone can read, whole or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it is there
   */
  public static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(part);
    try {
      try (FileChannel out =
          FileChannel.open(
              part,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(part, "rw-------"))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      // A link comes into being at once, and never over another file.
      Files.createLink(file, part);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?>[] attributes(Path file, String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path file) {
    return Files.getFileAttributeView(
            file, java.nio.file.attribute.PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        != null;
  }
}
