package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.Task;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that would be a line, a formula, a script or a command of a terminal, if they were let. */
class HostileNamesTest {
  private static final String HOSTILE = "=cmd|'C'!A0\n<script>alert(1)<_script>\u202e\u001bc";

  @TempDir private Path folder;

  @Test
  void namesOfTasksAndClientsAreTextWhereverTheyAreShown() throws Exception {
    String user = System.getProperty("user.name");
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        var meeting = new Meeting()) {
      System.setProperty("user.name", HOSTILE);
      try (Engine engine = broker.engine()) {
        CompletableFuture<Long> answer = engine.submit(task(meeting));
        Meeting.Guest guest = meeting.await();
        broker.program().awaitLine("worker 0 \\| said \\\\u001B\\[2J\\\\u202E\\\\u009B31m");

        try (Program ps =
            Program.start(folder, "broker", "ps", "--port", String.valueOf(broker.port()))) {
          assertEquals(0, ps.awaitExit(), ps.err()::toString);
          assertEquals(3, ps.out().size(), ps.out()::toString);
          String line = ps.out().get(1);
          assertTrue(line.contains("=cmd|'C'!A0\\n<script>alert(1)<_script>\\u202E\\u001Bc"), line);
          assertPlain(ps.out());
        }
        try (Program ps =
            Program.start(
                folder, "broker", "ps", "--json", "--port", String.valueOf(broker.port()))) {
          assertEquals(0, ps.awaitExit(), ps.err()::toString);
          assertEquals(1, ps.out().size(), ps.out()::toString);
          assertPlain(ps.out());
        }
        guest.letGo();
        assertEquals(guest.pid(), answer.get(60, TimeUnit.SECONDS));
      } finally {
        System.setProperty("user.name", user);
      }
      assertEquals(0, broker.stop());

      assertPlain(broker.program().err());
      List<String> rows = broker.rows(1);
      assertEquals(2, rows.size(), rows::toString);
      assertTrue(rows.get(0).contains(",'=cmd|'C'!A0\\n<script>"), rows.get(0));
      assertPlain(rows);
      broker.audit(1);
    }
    try (Program grapher = Program.start(folder, "grapher", "--format", "html", "results_1.csv")) {
      assertEquals(0, grapher.awaitExit(), grapher.err()::toString);
    }
    try (var pages = Files.newDirectoryStream(folder.resolve("plots"), "*.html")) {
      for (Path page : pages) {
        assertFalse(Files.readString(page).contains("<script>alert"), page::toString);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"=cmd|x", "<script>", "a\nb", "\u202eana", "../ana", "a\u001b[2J"})
  void noKeyHasSuchAName(String name) throws Exception {
    try (Program key = Program.start(folder, "key", "add", name)) {
      assertEquals(2, key.awaitExit(), key.out()::toString);
      assertPlain(key.err());
    }
  }

  @Test
  void noKeyHasANameOfAMebibyte() throws Exception {
    // Of a single argument the system takes an eighth of that.
    try (Program key = Program.start(folder, "key", "add", "x".repeat(120_000))) {
      assertEquals(2, key.awaitExit(), key.out()::toString);
      assertTrue(String.join("", key.err()).length() < 1_000, "and it is not said in full");
    }
  }

  private static void assertPlain(List<String> lines) {
    for (String line : lines) {
      assertTrue(
          line.codePoints()
              .noneMatch(
                  c ->
                      Character.getType(c) == Character.CONTROL
                          || Character.getType(c) == Character.FORMAT),
          line);
    }
  }

  /** A task of a class with a hostile name: the bytes of a harmless one, in which that stands. */
  @SuppressWarnings("unchecked")
  private Task<Long> task(Meeting meeting) throws Exception {
    Class<?> harmless = TaskThatIsGivenAnotherNameOfTheSameLengthWhichHasToBeLongEnoughForIt.class;
    byte[] before = harmless.getSimpleName().getBytes(StandardCharsets.UTF_8);
    byte[] hostile = HOSTILE.getBytes(StandardCharsets.UTF_8);
    byte[] name = "x".repeat(before.length).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(hostile, 0, name, 0, hostile.length);
    byte[] bytes;
    try (InputStream in = harmless.getResourceAsStream(harmless.getSimpleName() + ".class")) {
      bytes = java.util.Objects.requireNonNull(in).readAllBytes();
    }
    // As Latin-1 each byte is one character, so that nothing but the name changes.
    String changed =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replace(
                new String(before, StandardCharsets.ISO_8859_1),
                new String(name, StandardCharsets.ISO_8859_1));
    String simple = new String(name, StandardCharsets.UTF_8);
    Path home = Files.createDirectories(folder.resolve("classes/freeworker/tests"));
    Files.write(home.resolve(simple + ".class"), changed.getBytes(StandardCharsets.ISO_8859_1));
    var loader = new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()});
    return (Task<Long>)
        loader
            .loadClass("freeworker.tests." + simple)
            .getConstructor(int.class, byte[].class)
            .newInstance(meeting.port(), meeting.token());
  }
}
