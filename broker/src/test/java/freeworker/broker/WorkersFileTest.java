package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkersFileTest {
  private final Path folder;
  private final List<String> notices = new ArrayList<>();
  private volatile List<WorkersFile.Slot> slots =
      List.of(
          new WorkersFile.Slot("localhost", 4711, 0, "busy"),
          new WorkersFile.Slot("2001:db8::7", 4712, 1, "idle"),
          new WorkersFile.Slot("localhost", 0, 2, "down"));

  WorkersFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file() {
    return folder.resolve("workers.txt");
  }

  @Test
  void eachWorkerHasALine() throws IOException {
    try (var kept = WorkersFile.keep(folder, () -> slots, notices::add)) {
      assertEquals(
          "localhost:4711 0 busy\n[2001:db8::7]:4712 1 idle\nlocalhost:0 2 down\n",
          Files.readString(file()));

      slots = List.of();
      kept.write();

      assertEquals("", Files.readString(file()));
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void whatDidNotChangeIsNotWrittenAgain() throws IOException {
    try (var kept = WorkersFile.keep(folder, () -> slots, notices::add)) {
      FileTime longAgo = FileTime.fromMillis(1_000);
      Files.setLastModifiedTime(file(), longAgo);

      kept.write();

      assertEquals(longAgo, Files.getLastModifiedTime(file()));
    }
  }

  @Test
  void nothingIsLeftWhenItIsClosed() throws IOException {
    WorkersFile.keep(folder, () -> slots, notices::add).close();

    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldOnceAndTriedAgain() throws IOException {
    Path missing = folder.resolve("missing");
    try (var kept = WorkersFile.keep(missing, () -> slots, notices::add)) {
      kept.write();
      assertEquals(1, notices.size());
      assertTrue(notices.get(0).contains("workers.txt cannot be written: "), notices.get(0));
      assertFalse(Files.exists(missing));

      Files.createDirectory(missing);
      kept.write();

      assertEquals(3, Files.readAllLines(missing.resolve("workers.txt")).size());
      assertEquals(1, notices.size());
    }
  }
}
