package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources and services of a library are found on a worker as they are at home. */
class ResourcesTest {
  private final Wire wire = new Wire();

  @TempDir Path folder;

  @Test
  void resourcesAreFoundFromTheRootAndBesideAClass() throws Exception {
    try (Shop shop =
        Shop.of(
            folder,
            "return text(Ask.class.getResourceAsStream(name))"
                + " + text(Ask.class.getClassLoader().getResourceAsStream(\"shop/price.txt\"))"
                + " + text(Ask.class.getResource(name).openStream())"
                + " + Ask.class.getResource(\"/shop/none.txt\");",
            Map.of("shop/price.txt", "9 €", "top.txt", "top"))) {
      assertEquals("9 €9 €9 €null", shop.answer(wire, "price.txt"));
      assertEquals("top9 €topnull", shop.answer(wire, "/top.txt"));
    }
  }

  @Test
  void resourcesOfOneNameAreFoundInAllJars() throws Exception {
    String statements =
        "var found = new TreeSet<String>();"
            + " for (var url : Collections.list(Ask.class.getClassLoader().getResources(name))) {"
            + " found.add(text(url.openStream())); }"
            + " return found.toString();";
    try (Library one = Library.of(folder, "one", Map.of("notes/note.txt", "one"));
        Library two = Library.of(folder, "two", Map.of("notes/note.txt", "two"), one);
        Shop shop = Shop.of(folder, statements, Map.of("notes/note.txt", "shop"), two)) {
      assertEquals("[one, shop, two]", shop.answer(wire, "notes/note.txt"));
      assertEquals("[]", shop.answer(wire, "notes/none.txt"));
    }
  }

  @Test
  void aLargeResourceArrivesWhole() throws Exception {
    try (Shop shop =
        Shop.of(
            folder,
            "return text(Ask.class.getResourceAsStream(name)).hashCode();",
            Map.of("shop/large.txt", "0123456789".repeat(200_000)))) {
      shop.answer(wire, "large.txt");
    }
  }

  @Test
  void servicesOfALibraryAreFoundInAllJars() throws Exception {
    String interfaces = "package api; public interface Greeter { String greet(); }";
    String provider =
        "package %1$s; public class Impl implements api.Greeter {"
            + " public String greet() { return \"%1$s greets\"; } }";
    String statements =
        "var found = new TreeSet<String>();"
            + " for (var greeter : ServiceLoader.load(api.Greeter.class,"
            + " Ask.class.getClassLoader())) { found.add(greeter.greet()); }"
            + " return found.toString();";
    try (Library api =
            Library.of(
                folder,
                "api",
                Map.of(
                    "api/Greeter.java",
                    interfaces,
                    "inside/Impl.java",
                    provider.formatted("inside"),
                    "META-INF/services/api.Greeter",
                    "# a comment\ninside.Impl\n"));
        Shop shop =
            Shop.of(
                folder,
                statements,
                Map.of(
                    "extra/Impl.java",
                    provider.formatted("extra"),
                    "META-INF/services/api.Greeter",
                    "extra.Impl"),
                api)) {
      assertEquals("[extra greets, inside greets]", shop.answer(wire, ""));
    }
  }

  @Test
  void bundlesOfPropertiesAndOfClassesAreFoundByTheirLanguage() throws Exception {
    String statements =
        "var words = ResourceBundle.getBundle(\"words.Words\", Locale.forLanguageTag(name));"
            + " return words.getString(\"yes\") + words.getString(\"no\");";
    try (Shop shop =
        Shop.of(
            folder,
            statements,
            Map.of(
                "words/Words.properties",
                "yes=yes\nno=no\n",
                "words/Words_de.properties",
                "yes=ja\n",
                "words/Words_fr.java",
                "package words; public class Words_fr extends java.util.ListResourceBundle {"
                    + " protected Object[][] getContents() {"
                    + " return new Object[][] {{\"yes\", \"oui\"}}; } }"))) {
      assertEquals("jano", shop.answer(wire, "de-CH"));
      assertEquals("ouino", shop.answer(wire, "fr"));
    }
  }
}
