package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.RemoteFunction;
import freeworker.TaskFailed;
import freeworker.wire.parcel.Call;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that a program finds by a name at run time is found on a worker as well. */
class ByNameTest {
  private final Wire wire = new Wire();

  @TempDir Path folder;

  private static final Map<String, String> TOY =
      Map.of(
          "things/Toy.java",
          """
          package things;
          public class Toy {
            @Override public String toString() { return Wheel.text(); }
            static class Wheel { static String text() { return "a toy with wheels"; } }
          }
          """);

  @Test
  void aClassThatNoClassMentionsIsFound() throws Exception {
    String statement = "return Class.forName(name).getConstructor().newInstance().toString();";
    try (Shop shop = Shop.of(folder, statement, TOY)) {
      assertEquals("a toy with wheels", shop.answer(wire, "things.Toy"));
    }
  }

  @Test
  void aClassOfAnotherJarIsFoundByTheContextClassLoader() throws Exception {
    String statement =
        "return Thread.currentThread().getContextClassLoader()"
            + ".loadClass(name).getConstructor().newInstance().toString();";
    try (Library things = Library.of(folder, "things", TOY);
        Shop shop = Shop.of(folder, statement, Map.of(), things)) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(shop.loader());
      try {
        assertEquals("a toy with wheels", shop.answer(wire, "things.Toy"));
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  @Test
  void aClassOfAProgramInMemoryIsFound() throws Exception {
    var program =
        InMemory.compile(
            """
            public class Mine implements freeworker.RemoteFunction<String, Object> {
              public Object apply(String name) throws Exception {
                return Class.forName("Ot" + name).getDeclaredConstructor().newInstance().toString();
              }
            }
            class Other {
              public String toString() { return "the other"; }
            }
            """);
    @SuppressWarnings("unchecked")
    var mine =
        (RemoteFunction<String, Object>) program.loadClass("Mine").getConstructor().newInstance();

    assertEquals("the other", wire.run(new Call<>(mine, "her")));
  }

  @Test
  void aClassThatIsNowhereIsMissingThereToo() throws Exception {
    try (Shop shop = Shop.of(folder, "return Class.forName(name);", Map.of())) {
      var ask = shop.ask();

      TaskFailed failed =
          assertThrows(TaskFailed.class, () -> wire.run(new Call<>(ask, "things.Nowhere")));

      assertEquals("java.lang.ClassNotFoundException", failed.remoteClass());
      assertTrue(failed.remoteMessage().contains("things.Nowhere"), failed.remoteMessage());
    }
  }

  @Test
  void annotationsOfAPackageAreSeen() throws Exception {
    try (Shop shop =
        Shop.of(
            folder,
            "return Ask.class.getPackage().getAnnotation(Open.class).value();",
            Map.of(
                "shop/package-info.java",
                "@Open(\"all day\") package shop;",
                "shop/Open.java",
                "package shop; @java.lang.annotation.Retention("
                    + "java.lang.annotation.RetentionPolicy.RUNTIME)"
                    + " public @interface Open { String value(); }"))) {
      assertEquals("all day", shop.answer(wire, ""));
    }
  }

  @Test
  void annotationsThatTheCodeDoesNotMentionAreSeen() throws Exception {
    try (Shop shop =
        Shop.of(
            folder,
            "return List.of(Tagged.class.getAnnotations()).toString();",
            Map.of(
                "shop/Tagged.java",
                "package shop; @Tag(colour = Colour.RED, kind = Kind.class)"
                    + " public class Tagged {} class Kind {} enum Colour { RED }",
                "shop/Tag.java",
                "package shop; @java.lang.annotation.Retention("
                    + "java.lang.annotation.RetentionPolicy.RUNTIME) public @interface Tag {"
                    + " Colour colour(); Class<?> kind(); }"))) {
      assertEquals("[@shop.Tag(colour=RED, kind=shop.Kind.class)]", shop.answer(wire, ""));
    }
  }

  @Test
  void typesThatOnlyAGenericSignatureNamesAreSeen() throws Exception {
    try (Shop shop =
        Shop.of(
            folder,
            "return Goods.class.getGenericSuperclass() + \" \""
                + " + Goods.class.getDeclaredField(\"byWeight\").getGenericType();",
            Map.of(
                "shop/Goods.java",
                "package shop; public class Goods extends java.util.ArrayList<Apple> {"
                    + " java.util.Map<Weight, String> byWeight; }",
                "shop/Apple.java",
                "package shop; public class Apple {}",
                "shop/Weight.java",
                "package shop; public class Weight {}"))) {
      assertEquals(
          "java.util.ArrayList<shop.Apple> java.util.Map<shop.Weight, java.lang.String>",
          shop.answer(wire, ""));
    }
  }
}
