package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.RemoteFunction;
import freeworker.Task;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import freeworker.wire.parcel.Call;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of jars travel, whatever loader brought them into the program. */
class LibrariesTest {
  private final Wire wire = new Wire();

  @TempDir Path folder;

  @Test
  void aFamilyOfClassesFromThreeJarsAndThreeLoadersTravels() throws Exception {
    try (Library base =
            library(
                "base",
                Map.of(
                    "base/Animal.java",
                    """
                    package base;
                    public abstract class Animal implements java.io.Serializable {
                      public record Sound(String text) implements java.io.Serializable {}
                      protected String name;
                      protected Animal(String name) { this.name = name; }
                      public abstract Sound sound();
                    }
                    """));
        Library middle =
            library(
                "middle",
                Map.of(
                    "middle/Dog.java",
                    """
                    package middle;
                    public class Dog extends base.Animal {
                      public static class Tired extends Exception {
                        public final Dog who;
                        Tired(Dog who) { super(who.name + " is tired"); this.who = who; }
                      }
                      public int left = 1;
                      public Dog(String name) { super(name); }
                      public Sound sound() { return new Sound(name + " barks"); }
                      public Sound bark() throws Tired {
                        if (left-- == 0) { throw new Tired(this); }
                        return sound();
                      }
                    }
                    """),
                base);
        Library top =
            library(
                "top",
                Map.of(
                    "top/Puppy.java",
                    """
                    package top;
                    public class Puppy extends middle.Dog implements freeworker.Task<Object> {
                      public Puppy() { super("a puppy"); }
                      public Object run() throws Exception { return bark(); }
                    }
                    """),
                middle,
                base)) {
      Task<Object> puppy = top.task("top.Puppy");

      Object sound = Objects.requireNonNull(wire.run(puppy));
      middle.type("middle.Dog").getField("left").setInt(puppy, 0);
      TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(puppy));

      assertEquals("Sound[text=a puppy barks]", sound.toString());
      assertSame(base.type("base.Animal$Sound"), sound.getClass());
      Throwable tired = Objects.requireNonNull(failed.getCause());
      assertEquals("a puppy is tired", tired.getMessage());
      assertSame(middle.type("middle.Dog$Tired"), tired.getClass());
      Object who = Objects.requireNonNull(tired.getClass().getField("who").get(tired));
      assertSame(top.type("top.Puppy"), who.getClass());
    }
  }

  @Test
  void classesOfOnePackageReachWhatIsPrivateToIt() throws Exception {
    try (Library library =
        library(
            "pack",
            Map.of(
                "pack/Reader.java",
                """
                package pack;
                public class Reader implements freeworker.Task<Integer> {
                  public Integer run() { return new Store(20).content + Store.more(); }
                }
                """,
                "pack/Store.java",
                """
                package pack;
                class Store {
                  final int content;
                  Store(int content) { this.content = content; }
                  static int more() { return 1; }
                }
                """))) {
      assertEquals(21, wire.run(library.task("pack.Reader")));
    }
  }

  @Test
  void classesOfTheUnnamedPackageTravel() throws Exception {
    Map<String, String> files =
        Map.of(
            "Lonely.java",
            """
            public class Lonely implements freeworker.Task<String> {
              public String run() { return Friend.name() + Lonely.class.getPackageName(); }
            }
            class Friend { static String name() { return "friend"; } }
            """);
    try (Library jar = library("unnamed", files);
        Library classes = jar.unpacked()) {
      assertEquals("friend", wire.run(jar.task("Lonely")));
      assertEquals("friend", new Wire().run(classes.task("Lonely")), "from a folder");
    }
  }

  @Test
  void ofAMultiReleaseJarTheVersionThatRunsAtHomeTravels() throws Exception {
    String source = "package many; class Which { static String version() { return \"%s\"; } }";
    try (Library library =
        library(
            "many",
            Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nMulti-Release: true\n",
                "many/Asks.java",
                "package many; public class Asks implements freeworker.Task<String> {"
                    + " public String run() { return Which.version(); } }",
                "many/Which.java",
                source.formatted("base"),
                "META-INF/versions/11/many/Which.java",
                source.formatted("11"),
                "META-INF/versions/17/many/Which.java",
                source.formatted("17"),
                "META-INF/versions/99/many/Which.java",
                source.formatted("99")))) {
      Task<String> asks = library.task("many.Asks");

      assertEquals("17", asks.run());
      assertEquals("17", wire.run(asks));
    }
  }

  @Test
  void aClassOfASignedJarTravels() throws Exception {
    Map<String, String> files =
        Map.of(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nSealed: true\n",
            "trusted/Clerk.java",
            """
            package trusted;
            public class Clerk implements freeworker.Task<Clerk.Receipt> {
              public record Receipt(int sum) implements java.io.Serializable {}
              public Receipt run() {
                java.util.function.IntBinaryOperator sum = (a, b) -> a + b;
                return new Receipt(sum.applyAsInt(4, 5));
              }
            }
            """);
    try (Library plain = library("plain", files);
        Library signed =
            plain.repacked(new Signer().sign(plain.jar(), folder.resolve("signed.jar")))) {
      Task<Object> clerk = signed.task("trusted.Clerk");

      Object receipt = Objects.requireNonNull(wire.run(clerk));

      assertNotNull(clerk.getClass().getSigners(), "it is signed at home");
      assertEquals("Receipt[sum=9]", receipt.toString());
      assertSame(signed.type("trusted.Clerk$Receipt"), receipt.getClass());
    }
  }

  @Test
  void twoVersionsOfAClassServeTwoTasksOfOneWorker() throws Exception {
    try (Library old = version(1);
        Library young = version(2)) {
      for (int i = 0; i < 2; i++) {
        Object one = Objects.requireNonNull(wire.run(old.task("lib.Ask")));
        Object two = Objects.requireNonNull(wire.run(young.task("lib.Ask")));

        assertEquals("Answer[version=1]", one.toString());
        assertEquals("Answer[version=2]", two.toString());
        assertSame(young.type("lib.Ask$Answer"), two.getClass());
        assertNotSame(one.getClass(), two.getClass());
      }
    }
  }

  @Test
  void twoVersionsOfAClassInOneTaskAreRefused() throws Exception {
    try (Library old = version(1);
        Library young = version(2)) {
      List<Object> both = List.of(old.task("lib.Ask"), young.task("lib.Ask"));

      var refused = assertThrows(TaskRefused.class, () -> wire.run(new Call<>(List::size, both)));

      assertEquals(
          "The task cannot travel: it uses two different classes named lib.Ask.",
          refused.getMessage());
    }
  }

  @Test
  void ofALoaderThatAsksItselfFirstItsOwnClassesTravel() throws Exception {
    try (Library parent = version(1);
        Library child = version(2);
        var loader = new OwnFirst(child.jar().toUri().toURL(), parent.loader())) {
      @SuppressWarnings("unchecked")
      var ask = (Task<Object>) loader.loadClass("lib.Ask").getConstructor().newInstance();

      Object answer = Objects.requireNonNull(wire.run(ask));

      assertEquals("Answer[version=2]", answer.toString());
      assertSame(loader, answer.getClass().getClassLoader());
    }
  }

  /** As containers of web applications have it. */
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL own, ClassLoader parent) {
      super(new URL[] {own}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (findResource(name.replace('.', '/') + ".class") == null) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
      URL own = findResource(name);
      return own != null ? own : super.getResource(name);
    }
  }

  private Library version(int version) throws Exception {
    return library(
        "version-" + version,
        Map.of(
            "lib/Ask.java",
            """
            package lib;
            public class Ask implements freeworker.Task<Object> {
              record Answer(int version) implements java.io.Serializable {}
              public Object run() { return new Answer(%d); }
            }
            """
                .formatted(version)));
  }

  @Test
  void aLibraryThatIsNotThereIsMissedWhenItIsUsedAndNotBefore() throws Exception {
    try (Library optional =
            library(
                "optional",
                Map.of("extra/Tool.java", "package extra; public class Tool { public int n; }"));
        Library main =
            library(
                "main",
                Map.of(
                    "main/Careful.java",
                    """
                    package main;
                    public class Careful implements freeworker.RemoteFunction<Boolean, Integer> {
                      public Integer apply(Boolean use) { return use ? used() : 1; }
                      private static int used() { return new extra.Tool().n; }
                    }
                    """),
                optional);
        Library alone = main.alone()) {
      @SuppressWarnings("unchecked")
      var careful =
          (RemoteFunction<Boolean, Integer>)
              alone.type("main.Careful").getConstructor().newInstance();

      assertEquals(1, wire.run(new Call<>(careful, false)));
      TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(new Call<>(careful, true)));

      assertEquals("java.lang.NoClassDefFoundError", failed.remoteClass());
      assertEquals("extra/Tool", failed.remoteMessage());
      assertTrue(failed.remoteStack().contains("extra.Tool"), failed.remoteStack());
    }
  }

  @Test
  void aJarThatAnotherNamesInItsManifestAndAFolderWithBlanksAreNoObstacles() throws Exception {
    Path blanks = Files.createDirectories(folder.resolve("a folder, 100% häßlich #1"));
    try (Library part =
            Library.of(
                blanks,
                "a part",
                Map.of("part/Part.java", "package part; public class Part { public int n = 6; }"));
        Library whole =
            Library.of(
                blanks,
                "the whole",
                Map.of(
                    "META-INF/MANIFEST.MF",
                    "Manifest-Version: 1.0\nClass-Path: a%20part.jar\n",
                    "whole/Whole.java",
                    "package whole; public class Whole implements freeworker.Task<Integer> {"
                        + " public Integer run() { return 7 * new part.Part().n; } }"),
                part);
        Library alone = whole.alone()) {
      assertEquals(42, wire.run(alone.task("whole.Whole")));
    }
  }

  private Library library(String name, Map<String, String> files, Library... below)
      throws Exception {
    return Library.of(folder, name, files, below);
  }
}
