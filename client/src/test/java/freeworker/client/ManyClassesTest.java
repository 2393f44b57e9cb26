package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Manifest;
import freeworker.Task;
import freeworker.TaskRefused;
import freeworker.wire.Sizes;
import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a large library the whole jar travels, once; what is too much is refused with the way to it.
 */
class ManyClassesTest {
  @TempDir private Path folder;
  private final Wire wire = new Wire();

  @Test
  void aJarOfWhichMoreThanAHundredClassesAreNeededTravelsWhole() throws Exception {
    try (URLClassLoader library = library(150)) {
      Task<Object> task = task(library, "big.Entry.class.getName()");

      assertEquals("big.Entry", wire.run(task));

      assertEquals(1, wire.lastManifest().jars().size());
      assertEquals(List.of("First.class"), List.copyOf(wire.lastManifest().files().keySet()));
    }
  }

  @Test
  void whatTravelsCanBeExplained() throws Exception {
    try (URLClassLoader library = library(150)) {
      Task<Object> task = task(library, "big.Entry.class.getName()");

      Manifest manifest = new Packer().explain("First", task);

      assertEquals(
          List.of("First", "big.jar"), manifest.items().stream().map(Manifest.Item::name).toList());
      assertEquals(List.of("First", "big.Entry"), manifest.items().get(1).way());
      assertEquals(Files.size(folder.resolve("big.jar")), manifest.items().get(1).bytes());
    }
  }

  @Test
  void aJarOfWhichFewClassesAreNeededStaysAtHome() throws Exception {
    try (URLClassLoader library = library(60)) {
      wire.run(task(library, "big.Entry.class.getName()"));

      assertEquals(List.of(), wire.lastManifest().jars());
      assertEquals(62, wire.lastManifest().files().size(), "the task, Entry, and what it names");
    }
  }

  @Test
  void aWholeJarBringsItsResourcesAndTheClassesThatNobodyNames() throws Exception {
    try (URLClassLoader library = library(150)) {
      Task<Object> task =
          task(
              library,
              "Class.forName(big.Entry.class.getPackageName() + \".Alone\").getName()"
                  + " + (big.Entry.class.getResource(\"note.txt\") != null)");

      assertEquals("big.Alonetrue", wire.run(task));

      assertFalse(wire.events.toString().contains("wants"), wire.events.toString());
    }
  }

  @Test
  void aResultMayBeOfAClassThatTravelledInAWholeJar() throws Exception {
    try (URLClassLoader library = library(150)) {
      Task<Object> task =
          task(
              library,
              "Class.forName(big.Entry.class.getPackageName() + \".Value\")"
                  + ".getConstructor().newInstance()");

      Object value = wire.run(task);

      assertEquals(library.loadClass("big.Value"), value == null ? null : value.getClass());
    }
  }

  @Test
  void twoTasksShareAJarThatTravelsOnce() throws Exception {
    try (URLClassLoader library = library(150)) {
      wire.run(task(library, "big.Entry.class.getName()"));
      int before = wire.sent.size();

      wire.run(task(library, "big.Entry.class.getName().length()"));

      int bytes = wire.sent.stream().skip(before).mapToInt(frame -> (int) frame.length()).sum();
      assertTrue(bytes < 5_000, bytes + " bytes");
    }
  }

  @Test
  void tooManyClassesAreRefusedWithTheWayToThem() throws Exception {
    try (URLClassLoader library = library(Limits.CLASSES + 10)) {
      Task<Object> task =
          task(
              library,
              "Second.third()",
              "class Second { static Object third() {" + " return big.Entry.class; } }");

      var refused = assertThrows(TaskRefused.class, () -> wire.run(task));

      assertEquals(
          "The task cannot travel: it needs more than 5000 classes (limit class-files ="
              + " 5000). Most of them come in through big.Entry, on the way First -> Second -> big.Entry. Keep that class out of what the"
              + " task mentions.",
          refused.getMessage());
      assertEquals(List.of(), wire.sent);
    }
  }

  @Test
  void aBrokerMayWantFewerClasses() throws Exception {
    wire.sizes = new Sizes(1_024, 1_024, 1 << 20, 20);
    try (URLClassLoader library = library(60)) {
      Task<Object> task = task(library, "big.Entry.class.getName()");

      var refused = assertThrows(TaskRefused.class, () -> wire.run(task));

      assertTrue(refused.toString().contains("(limit class-files = 20)"), refused::toString);
      assertEquals(List.of(), wire.sent);
    }
  }

  @Test
  void tooManyBytesAreRefusedWithTheWayToThem() throws Exception {
    var files = new LinkedHashMap<String, byte[]>();
    List<String> heavy = IntStream.range(0, 5).mapToObj(i -> "big/Heavy" + i).toList();
    files.put("big/Entry.class", ClassBytes.of("big/Entry", heavy, 0));
    heavy.forEach(name -> files.put(name + ".class", ClassBytes.of(name, List.of(), 14 << 20)));
    try (URLClassLoader library = new Jars(folder).with("heavy.jar", files).loader()) {
      Task<Object> task = task(library, "big.Entry.class.getName()");

      var refused = assertThrows(TaskRefused.class, () -> wire.run(task));

      assertEquals(
          "The task cannot travel: it needs classes of more than 67108864 bytes (limit class-bytes ="
              + " 64M). Most of them come in through big.Entry, on the way First -> big.Entry. Keep that class out of what the"
              + " task mentions.",
          refused.getMessage());
    }
  }

  @Test
  void classesThatDoNotFitBesideTheirTasksGoAhead() throws Exception {
    var files = new LinkedHashMap<String, byte[]>();
    List<String> heavy = IntStream.range(0, 3).mapToObj(i -> "big/Heavy" + i).toList();
    files.put("big/Entry.class", ClassBytes.of("big/Entry", heavy, 0));
    heavy.forEach(name -> files.put(name + ".class", ClassBytes.of(name, List.of(), 12 << 20)));
    try (URLClassLoader library = new Jars(folder).with("heavy.jar", files).loader()) {
      Task<Object> task = task(library, "big.Entry.class.getName()");
      byte[] large = new byte[40 << 20];
      Task<Object> both = Pets.both(task, large);

      assertEquals("big.Entry" + large.length, wire.run(both));
    }
  }

  /** A library whose entry names so many classes, and none of the others that are in it. */
  private URLClassLoader library(int count) throws IOException {
    var names = new ArrayList<String>();
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < count; i++) {
      names.add("big/C" + i);
      files.put("big/C" + i + ".class", ClassBytes.of("big/C" + i, List.of(), 0));
    }
    files.put("big/Entry.class", ClassBytes.of("big/Entry", names, 0));
    files.put("big/Alone.class", ClassBytes.of("big/Alone", List.of(), 0));
    files.put(
        "big/Value.class",
        InMemory.compile(
                "package big; public class Value implements java.io.Serializable {"
                    + " public Value() {} }")
            .files()
            .getOrDefault("big.Value", new byte[0]));
    files.put("big/note.txt", new byte[] {'h', 'i'});
    return new Jars(folder).with("big.jar", files).loader();
  }

  private static Task<Object> task(URLClassLoader library, String expression, String... more)
      throws Exception {
    return InMemory.compile(
            "public class First implements freeworker.Task<Object> {"
                + " public Object run() throws Exception { return "
                + expression
                + "; } } "
                + String.join(" ", more),
            library)
        .task("First");
  }
}
