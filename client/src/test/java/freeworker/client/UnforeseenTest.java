package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Task;
import freeworker.TaskFailed;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.RunFrame;
import freeworker.wire.parcel.Want;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no class of a task names is brought while the task runs, and travels along from then on. */
class UnforeseenTest {
  private static final String PLUGINS =
      "package lib; import java.util.*;"
          + " public class Plugins {"
          + "   public interface Plugin { String name(); }"
          + "   public static class One implements Plugin {"
          + "     public String name() { return \"one\" + new Hidden().n; } }"
          + "   public static class Two implements Plugin {"
          + "     public String name() { return \"two\"; } }"
          + "   static class Hidden { int n = 1; }"
          + "   public static String names() {"
          + "     var names = new ArrayList<String>();"
          + "     for (Plugin p : ServiceLoader.load(Plugin.class, Plugins.class.getClassLoader()))"
          + "       names.add(p.name());"
          + "     return String.join(\",\", names); }"
          + "   public static String text(String path) throws Exception {"
          + "     try (var in = Plugins.class.getResourceAsStream(path)) {"
          + "       return in == null ? \"none\" : new String(in.readAllBytes(), \"UTF-8\"); } } }";

  @TempDir private Path folder;
  private final Wire wire = new Wire();

  @Test
  void aClassFoundByItsNameIsBroughtOnceAndThenTravelsAlong() throws Exception {
    Task<Object> task =
        InMemory.compile(
                "public class Asking implements freeworker.Task<Object> {"
                    + " public Object run() throws Exception {"
                    + "   return Class.forName(\"Unnam\" + \"ed\").getConstructor().newInstance()"
                    + "     .toString(); } }"
                    + " class Unnamed { public Unnamed() {}"
                    + "   public String toString() { return \"by name, \" + Other.N; } }"
                    + " class Other { static final Integer N = 3; }")
            .task("Asking");

    assertEquals("by name, 3", wire.run(task));
    assertEquals(List.of("Unnamed.class"), wants(), "and with it all that it names");

    wire.events.clear();
    assertEquals("by name, 3", wire.run(task));
    assertEquals(List.of(), wants());
    assertTrue(
        wire.lastManifest().files().keySet().containsAll(List.of("Unnamed.class", "Other.class")));
  }

  @Test
  void theResultMayBeOfAClassThatWasBrought() throws Exception {
    Task<Object> task =
        InMemory.compile(
                "public class Asking implements freeworker.Task<Object> {"
                    + " public Object run() throws Exception {"
                    + "   return Class.forName(\"Unnam\" + \"ed\").getConstructor().newInstance(); } }"
                    + " class Unnamed implements java.io.Serializable { public Unnamed() {} }")
            .task("Asking");

    Object result = wire.run(task);

    assertEquals(task.getClass().getClassLoader(), result == null ? null : loader(result));
  }

  @Test
  void servicesOfALibraryAreFound() throws Exception {
    try (URLClassLoader loader = plugins()) {
      Task<Object> task = call(loader, "lib.Plugins.names()");

      assertEquals("one1,two", wire.run(task));
      assertTrue(wants().contains("META-INF/services/lib.Plugins$Plugin"), wants().toString());

      wire.events.clear();
      assertEquals("one1,two", wire.run(task));
      assertEquals(List.of(), wants());
    }
  }

  @Test
  void resourcesOfALibraryAreFoundAndSoIsTheirAbsence() throws Exception {
    try (URLClassLoader loader = plugins()) {
      Task<Object> there = call(loader, "lib.Plugins.text(\"note.txt\")");
      Task<Object> absent = call(loader, "lib.Plugins.text(\"/no/note.txt\")");

      assertEquals("größer", wire.run(there));
      assertEquals("none", wire.run(absent));
      assertEquals(List.of("lib/note.txt", "no/note.txt"), wants());

      wire.events.clear();
      assertEquals("none", wire.run(absent));
      assertEquals(List.of(), wants(), "what is not there is known, too");
    }
  }

  @Test
  void allResourcesOfOneNameAreFound() throws Exception {
    var jars =
        new Jars(folder)
            .with("a.jar", InMemory.compile(PLUGINS), Map.of("x.txt", "from a"))
            .with("b.jar", Map.of("x.txt", new byte[] {1}));
    try (URLClassLoader loader = jars.loader()) {
      Task<Object> task =
          call(
              loader,
              "java.util.Collections.list("
                  + "lib.Plugins.class.getClassLoader().getResources(\"x.txt\")).size()");

      assertEquals(2, wire.run(task));
    }
  }

  @Test
  void whatOneTaskLearnedIsNotToldToTasksOfOthers() throws Exception {
    String source =
        "public class Asking implements freeworker.Task<Object> {"
            + " public Object run() throws Exception {"
            + "   return Class.forName(\"Unnam\" + \"ed\").getConstructor().newInstance()"
            + "     .toString(); } }"
            + " class Unnamed { public Unnamed() {} public String toString() { return \"%s\"; } }";
    Task<Object> mine = InMemory.compile(String.format(source, "mine")).task("Asking");
    Task<Object> yours = InMemory.compile(String.format(source, "yours")).task("Asking");
    Packed before = wire.packer.pack("yours", yours);
    Hash same = wire.packer.pack("mine", mine).shipment().closure().id();

    assertEquals(same, before.shipment().closure().id(), "the same classes at first");
    assertEquals("mine", wire.run(mine));
    assertEquals("yours", wire.run(yours));
    assertNotEquals(same, wire.packer.pack("mine", mine).shipment().closure().id());
  }

  @Test
  void nothingOutsideTheClassPathIsGivenOut() {
    Packed task = wire.packer.pack("Square", new Pets.Square(2));
    Hash closure = task.shipment().closure().id();
    for (String path :
        List.of("../pom.xml", "a/../../pom.xml", "/etc/passwd", "..\\pom.xml", "a\0b", "")) {
      var supply = task.luggage().answer(new Want(1, closure, path));

      assertEquals(Map.of(path, List.of()), supply.files(), path);
    }
  }

  @Test
  void theJdkIsNotBrought() {
    Packed task = wire.packer.pack("Square", new Pets.Square(2));
    Hash closure = task.shipment().closure().id();

    for (String path : List.of("java/lang/String.class", "javax/sql/DataSource.class")) {
      assertEquals(
          Map.of(path, List.of()), task.luggage().answer(new Want(1, closure, path)).files());
    }
  }

  @Test
  void aWorkerThatAsksForMuchGetsItAndGoesOn() throws Exception {
    Task<Object> task =
        InMemory.compile(
                "public class Asking implements freeworker.Task<Object> {"
                    + " public Object run() {"
                    + "   int none = 0;"
                    + "   for (int i = 0; i < 6000; i++)"
                    + "     if (Asking.class.getResource(\"/r\" + i) == null) none++;"
                    + "   return none; } }")
            .task("Asking");

    assertEquals(6000, wire.run(task));
    assertEquals(6000, wire.run(task));
  }

  private URLClassLoader plugins() throws Exception {
    return new Jars(folder)
        .with(
            "plugins.jar",
            InMemory.compile(PLUGINS),
            Map.of(
                "META-INF/services/lib.Plugins$Plugin",
                "lib.Plugins$One\nlib.Plugins$Two\n",
                "lib/note.txt",
                "größer"))
        .loader();
  }

  private Task<Object> call(URLClassLoader library, String expression) throws Exception {
    return InMemory.compile(
            "public class Calling implements freeworker.Task<Object> {"
                + " public Object run() throws Exception { return "
                + expression
                + "; } }",
            library)
        .task("Calling");
  }

  private List<String> wants() {
    return wire.events.stream()
        .filter(event -> event.startsWith("wants "))
        .map(event -> event.substring(6))
        .toList();
  }

  private static ClassLoader loader(Object object) {
    return object.getClass().getClassLoader();
  }

  @Test
  void theFramesOfATaskWithoutSurprisesAreAsBefore() {
    wire.run(new Pets.Square(3));

    assertFalse(wire.events.stream().anyMatch(event -> event.startsWith("wants")));
    assertEquals(List.of(), RunFrame.decode(wire.sent.get(0)).manifests().get(0).jars());
  }

  @Test
  void aNativeLibraryIsRefusedByItsName() throws Exception {
    Task<Object> task =
        InMemory.compile(
                "public class Native implements freeworker.Task<Object> {"
                    + " public Object run() { System.loadLibrary(\"fast\"); return null; } }")
            .task("Native");

    var failed = assertThrows(TaskFailed.class, () -> wire.run(task));

    assertTrue(
        String.valueOf(failed.getMessage())
            .contains("the native library fast does not travel with a task"),
        failed.getMessage());
  }
}
