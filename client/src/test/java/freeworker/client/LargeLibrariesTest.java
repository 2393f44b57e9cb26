package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import freeworker.RemoteFunction;
import freeworker.Task;
import freeworker.wire.parcel.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that travels whole means on a worker what it means on the class path at home. */
class LargeLibrariesTest {
  private static final String MANY =
      IntStream.range(0, 120).mapToObj(i -> "class C" + i + " {}").collect(Collectors.joining());

  private static final String ALL =
      IntStream.range(0, 120).mapToObj(i -> "new C" + i + "()").collect(Collectors.joining(","));

  private final Wire wire = new Wire();

  @TempDir Path folder;

  /** A library of so many needed classes that the jar travels whole, with files besides. */
  private Library large(Path folder, String name, Map<String, String> files, Library... below)
      throws Exception {
    var all = new HashMap<>(files);
    all.put(
        name + "/Many.java",
        "package %1$s; public class Many { public static int count() {".formatted(name)
            + " return new Object[] {"
            + ALL
            + "}.length; } }"
            + MANY);
    return Library.of(folder, name, all, below);
  }

  private static String which(String text) {
    return "package shared; public class Which { public static String one() { return \"%s\"; } }"
        .formatted(text);
  }

  private static Map<String, String> ask(String name, String expression) {
    return Map.of(
        name + "/Ask.java",
        "package %s; public class Ask implements freeworker.Task<String> { public String run()"
                .formatted(name)
            + " throws Exception { return Many.count() + \" \" + "
            + expression
            + "; } static String text(java.net.URL url) throws Exception { try (var in ="
            + " url.openStream()) { return new String(in.readAllBytes(), \"UTF-8\"); } } }");
  }

  private static Map<String, String> and(Map<String, String> some, String... more) {
    var all = new HashMap<>(some);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private void assertAsAtHome(String expected, Task<String> task) throws Exception {
    assertEquals(expected, task.run(), "at home");
    assertEquals(expected, wire.run(task));
    assertFalse(wire.lastManifest().jars().isEmpty(), "a jar travelled whole");
  }

  @Test
  void aLargeJarTravelsFromAFolderWithAnOddNameAlsoWhenItIsSigned() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a folder, 100% häßlich #1"));
    try (Library plain = large(odd, "many", ask("many", "\"!\""));
        Library signed = plain.repacked(new Signer().sign(plain.jar(), odd.resolve("s.jar")))) {
      assertAsAtHome("120 !", plain.task("many.Ask"));
      assertAsAtHome("120 !", signed.task("many.Ask"));
    }
  }

  @Test
  void ofALargeMultiReleaseJarTheNewestVersionsAreUsed() throws Exception {
    Map<String, String> files =
        and(
            ask("many", "shared.Which.one() + text(Ask.class.getResource(\"/note.txt\"))"),
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nMulti-Release: true\n",
            "shared/Which.java",
            which(" base "),
            "META-INF/versions/11/shared/Which.java",
            which(" 11 "),
            "META-INF/versions/99/shared/Which.java",
            which(" 99 "),
            "note.txt",
            "base",
            "META-INF/versions/17/note.txt",
            "17");
    try (Library many = large(folder, "many", files)) {
      assertAsAtHome("120  11 17", many.task("many.Ask"));
    }
  }

  @Test
  void aLargeJarOfALoaderThatTheTaskDoesNotKnowStaysAtHome() throws Exception {
    try (Library many = large(folder, "many", ask("many", "\"!\""));
        Library small =
            Library.of(
                folder,
                "small",
                Map.of(
                    "small/Size.java",
                    "package small; public class Size implements"
                        + " freeworker.RemoteFunction<java.util.List<Object>, Integer> {"
                        + " public Integer apply(java.util.List<Object> all) {"
                        + " return all.size(); } }"))) {
      assertEquals("120 !", wire.run(many.task("many.Ask")));
      @SuppressWarnings("unchecked")
      var size =
          (RemoteFunction<List<Object>, Integer>)
              small.type("small.Size").getConstructor().newInstance();

      assertEquals(2, wire.run(new Call<>(size, List.of(1, 2))));
      assertEquals(0, wire.lastManifest().jars().size());
    }
  }
}
