package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key file is its owner's alone, or it is refused with what mends it. */
class KeyFileTest {
  private static final Key KEY =
      Key.make("b", new Peer(Role.CLIENT, "anna"), new byte[32], new SecureRandom());

  @TempDir Path folder;

  @Test
  void aKeyComesBackAndOnlyItsOwnerCanReadIt() throws IOException {
    Path file = written("a.key");

    assertEquals("rw-------", permissions(file));
    assertArrayEquals(KEY.secret(), KeyFile.read(file).secret());
    assertEquals(KEY.text(), KeyFile.secret(file));
    try (Stream<Path> there = Files.list(folder)) {
      assertEquals(1, there.count(), "nothing is left beside it");
    }
  }

  @Test
  void nobodyElseCanReadItAtAnyMoment() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    var done = new AtomicBoolean();
    var looking = new CountDownLatch(1);
    var looker =
        new Thread(
            () -> {
              while (!done.get()) {
                try (DirectoryStream<Path> there = Files.newDirectoryStream(folder)) {
                  there.forEach(file -> look(file, seen));
                } catch (IOException e) {
                  seen.add(e.toString());
                }
                looking.countDown();
              }
            },
            "looker");
    looker.start();
    looking.await();
    for (int i = 0; i < 300; i++) {
      Files.delete(written("k" + i));
    }
    written("last");
    done.set(true);
    looker.join();
    look(folder.resolve("last"), seen);

    assertEquals(Set.of("rw-------"), seen);
  }

  @Test
  void aFileIsNeverOverwritten() throws IOException {
    Path file = written("a.key");

    assertThrows(FileAlreadyExistsException.class, () -> KeyFile.write(file, "other"));

    assertEquals(KEY.text(), Files.readString(file));
  }

  @Test
  void aFolderIsItsOwnersAlone() throws IOException {
    Path keys = folder.resolve("home/.freeworker/keys");

    KeyFile.makeFolder(keys);
    KeyFile.makeFolder(keys);

    assertEquals("rwx------", permissions(keys));
  }

  @Test
  void aFileThatOthersCanUseIsRefusedWithItsCure() throws IOException {
    Path file = written("a.key");
    for (PosixFilePermission other : PosixFilePermissions.fromString("---rwxrwx")) {
      Set<PosixFilePermission> all = new HashSet<>(PosixFilePermissions.fromString("rw-------"));
      all.add(other);
      Files.setPosixFilePermissions(file, all);

      BadKey refusal = assertThrows(BadKey.class, () -> KeyFile.read(file), other.name());

      assertTrue(Said.by(refusal).contains(file.toString()), Said.by(refusal));
      assertTrue(refusal.cure().contains("chmod 600 " + file), refusal.cure());
      assertFalse(refusal.missing());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertEquals("anna", KeyFile.read(file).peer().id());
  }

  @Test
  void aFileOfSomebodyElseIsRefused() throws IOException {
    Path file = foreign();

    BadKey refusal = assertThrows(BadKey.class, () -> KeyFile.read(file));

    assertTrue(Said.by(refusal).contains(file + " belongs to "), Said.by(refusal));
    assertTrue(refusal.cure().contains("key add NAME"), refusal.cure());
  }

  @Test
  void aMissingFileIsToldFromABadOne() {
    Path file = folder.resolve("none.key");

    BadKey refusal = assertThrows(BadKey.class, () -> KeyFile.read(file));

    assertTrue(refusal.missing());
    assertTrue(Said.by(refusal).contains(file.toString()), Said.by(refusal));
    assertTrue(refusal.cure().contains("key add NAME"), refusal.cure());
    assertThrows(NoSuchFileException.class, () -> KeyFile.secret(file));
  }

  @Test
  void aFolderIsNoKey() {
    BadKey refusal = assertThrows(BadKey.class, () -> KeyFile.read(folder));

    assertTrue(Said.by(refusal).contains(folder + " is no file"), Said.by(refusal));
    assertFalse(refusal.cure().isEmpty());
  }

  @Test
  void aLongFileIsNotReadAtAll() throws IOException {
    Path file = folder.resolve("long.key");
    KeyFile.write(file, KEY.text() + " ".repeat(16 << 10));

    BadKey refusal = assertThrows(BadKey.class, () -> KeyFile.read(file));

    assertTrue(Said.by(refusal).contains(file + " is no key: it has "), Said.by(refusal));
    assertTrue(refusal.cure().contains("key add NAME"), refusal.cure());
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = folder.resolve("cut.key");
    KeyFile.write(file, KEY.text().substring(0, 100));

    BadKey refusal = assertThrows(BadKey.class, () -> KeyFile.read(file));

    assertEquals(file + " is no whole key.", Said.by(refusal));
    assertTrue(refusal.cure().contains("key add NAME"), refusal.cure());
  }

  private Path written(String name) throws IOException {
    Path file = folder.resolve(name);
    KeyFile.write(file, KEY.text());
    return file;
  }

  /** A file that is not ours: given away where we may do that, else one of the system's. */
  private Path foreign() throws IOException {
    Path system = Path.of("/etc/hostname");
    Path mine = written("mine.key");
    if (!Files.getOwner(mine).equals(Files.getOwner(system))) {
      return system;
    }
    Files.setOwner(
        mine, mine.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    return mine;
  }

  private static void look(Path file, Set<String> seen) {
    try {
      seen.add(permissions(file));
    } catch (NoSuchFileException e) {
      // It is gone again.
    } catch (IOException e) {
      seen.add(e.toString());
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
