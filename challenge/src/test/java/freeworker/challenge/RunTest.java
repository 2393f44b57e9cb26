package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RunTest {
  private final Path folder;

  RunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public static String f(String a) { return a + a; } | hi | hihi",
        "public static int f(int a) { return -a; } | -3 | 3",
        "public static long f(long a) { return a + 1; } | 9999999999 | 10000000000",
        "public static double f(double a) { return a / 2; } | 3 | 1.5",
        "public static boolean f(boolean a) { return !a; } | true | false",
        "public static Object f(java.math.BigInteger a) { return a.pow(2); } | 99999999999 |"
            + " 9999999999800000000001",
        "public static int f(String[] a) { return a.length; } | x -y z | 3",
        "public static String f(int n, String... a) { return n + String.join(\"\", a); } | 1 b c |"
            + " 1bc",
        "public static int f(String... a) { return a.length; } | '' | 0",
        "public static int[] f(int n) { return new int[] {n, n}; } | 4 | [4, 4]",
        "public static String[][] f(String s) { return new String[][] {{s}, {}}; } | q | [[q], []]",
        "public static Object f(int n) { return java.util.List.of(n, n); } | 4 | [4, 4]",
        "public static Object f(int n) { return null; } | 4 | null"
      })
  void anArgumentBecomesWhatTheFunctionTakes(String function, String arguments, String result)
      throws IOException {
    var ran = run("Mine", "public class Mine { " + function + " }", words(arguments));

    assertEquals(new Ran(0, result + System.lineSeparator(), ""), ran);
  }

  @Test
  void explainShowsWhatTravelsAndWhyAndRunsNothing() throws IOException {
    Path file =
        source(
            "Mine",
            """
            public class Mine {
              static int calls;
              public static int f(int n) { return Other.twice(n) + calls++; }
            }
            class Other { static int twice(int n) { throw new Error("ran"); } }
            """);

    var ran = Ran.program("run", "--explain", file.toString(), "3");

    assertEquals(0, ran.code(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertTrue(
        lines.get(0).matches("Mine\\.f\\(int n\\) travels with [0-9]+ files, .* KiB in all:"),
        ran.out());
    assertTrue(
        lines.stream().anyMatch(l -> l.matches(" +Other +[0-9]+ B +named by .*Mine")), ran.out());
    assertTrue(ran.out().contains("may read Mine.calls, a static variable"), ran.out());
  }

  @Test
  void itsOwnClassesTravelAlong() throws IOException {
    var ran =
        run(
            "Mine",
            """
            import java.util.stream.*;
            class Mine {
              record Point(int x, int y) {
                Point turned() { return new Point(-y, x); }
              }
              enum Way { LEFT { Point go(Point p) { return p.turned(); } }; abstract Point go(Point p); }
              public static Object turn(int x, int y) {
                return Stream.of(new Point(x, y)).map(p -> Way.LEFT.go(p)).map(Other::twice)
                    .collect(Collectors.toList());
              }
            }
            class Other { static Mine.Point twice(Mine.Point p) { return p.turned(); } }
            """,
            List.of("1", "2"));

    assertEquals(List.of("[Point[x=-1, y=-2]]"), ran.outLines(), ran.err());
  }

  @Test
  void aFileInAPackageRunsToo() throws IOException {
    var ran =
        run(
            "Mine",
            "package some.where; public class Mine { public static int one() { return 1; } }",
            List.of());

    assertEquals(List.of("1"), ran.outLines(), ran.err());
  }

  @Test
  void aFunctionWithoutResultPrintsNothing() throws IOException {
    var ran = run("Mine", "public class Mine { public static void f() {} }", List.of());

    assertEquals(new Ran(0, "", ""), ran);
  }

  @Test
  void mainRunsWhereThereIsNothingElse() throws IOException {
    var ran =
        run(
            "Mine",
            """
            public class Mine {
              public static void main(String[] args) {
                if (args.length == 1) { throw new IllegalStateException("got " + args[0]); }
              }
            }
            """,
            List.of("it"));

    assertEquals(1, ran.code());
    assertEquals(
        "challenge: Mine.main(String[] args) runs on a worker; what it prints goes to the worker's"
            + " output.",
        ran.errLines().get(0));
    assertTrue(ran.errLines().get(1).endsWith("IllegalStateException: got it"), ran.err());
  }

  @Test
  void mainIsNotMeantWhereThereIsAFunction() throws IOException {
    var ran =
        run(
            "Mine",
            """
            public class Mine {
              public static void main(String[] args) { throw new IllegalStateException(); }
              public static int one() { return 1; }
              static int two() { return 2; }
              public int three() { return 3; }
            }
            """,
            List.of());

    assertEquals(new Ran(0, "1" + System.lineSeparator(), ""), ran);
  }

  @Test
  void whatDoesNotCompileIsToldAsTheCompilerTellsIt() throws IOException {
    var ran = run("Mine", "public class Mine {\n  int x = \"no\";\n}\n", List.of());

    assertEquals(65, ran.code());
    assertTrue(
        ran.err().startsWith(folder.resolve("Mine.java") + ":2: error: incompatible types"),
        ran.err());
    assertTrue(
        ran.err()
            .endsWith(
                "challenge: "
                    + folder.resolve("Mine.java")
                    + " does not compile."
                    + System.lineSeparator()),
        ran.err());
  }

  @Test
  void aFileWithoutAClassIsBadData() throws IOException {
    var ran = run("Mine", "", List.of());

    assertEquals(65, ran.code());
    assertTrue(ran.errLines().get(0).endsWith("Mine.java holds no class."), ran.err());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("None.java");

    var ran = Ran.program("run", missing.toString());

    assertEquals(66, ran.code());
    assertEquals(
        List.of(
            "challenge: no source file " + missing + ".", "  Name one:  challenge run Mine.java"),
        ran.errLines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int f() { return 1; } | Mine has no public static method to run.",
        "public static int f() { return 1; } public static int g(long n) { return 1; } |"
            + " Mine has 2 functions: Mine.f(), Mine.g(long n). Name one: --function f",
        "public static int f(int from, String... words) { return 1; } |"
            + " Mine.f(int from, String... words) takes at least 1 argument, not 0.",
        "public static int f(int from, int to) { return 1; } |"
            + " Mine.f(int from, int to) takes 2 arguments, not 0.",
        "public static int f(Object... all) { return 1; } |"
            + " Mine.f(Object... all) takes 1 argument, not 0."
      })
  void whatCannotBeCalledIsToldInOneLine(String body, String line) throws IOException {
    var ran = run("Mine", "public class Mine { " + body + " }", List.of());

    assertEquals(List.of("challenge: " + line), ran.errLines());
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | 1.5 | Mine.f(int a): '1.5' is no int.",
        "long | 99999999999999999999 | Mine.f(long a): '99999999999999999999' is no long.",
        "double | x | Mine.f(double a): 'x' is no double.",
        "boolean | yes | Mine.f(boolean a): 'yes' is no boolean.",
        "java.math.BigInteger | 1e3 | Mine.f(BigInteger a): '1e3' is no BigInteger.",
        "Runnable | x | Mine.f(Runnable a): a Runnable cannot be written on a command line; take"
            + " String, int, long, double, boolean, BigInteger or String...."
      })
  void anArgumentOfAnotherTypeIsToldInOneLine(String type, String word, String line)
      throws IOException {
    var ran =
        run(
            "Mine",
            "public class Mine { public static int f(" + type + " a) { return 1; } }",
            List.of(word));

    assertEquals(List.of("challenge: " + line), ran.errLines());
    assertEquals(2, ran.code());
  }

  @Test
  void aFunctionIsNamedAndItsArgumentsTellOverloadsApart() throws IOException {
    Path file =
        source(
            "Mine",
            """
            public class Mine {
              public static String f(int a) { return "one"; }
              public static String f(int a, int b) { return "two"; }
              public static String g() { return "none"; }
            }
            """);

    assertEquals("two", ran("--function", "f", file.toString(), "1", "2").outLines().get(0));
    assertEquals("none", ran("-f", "g", file.toString()).outLines().get(0));
    assertEquals(
        List.of(
            "challenge: Mine has no single function 'h' for these arguments. It has: Mine.f(int a),"
                + " Mine.f(int a, int b), Mine.g()."),
        ran("-f", "h", file.toString()).errLines());
  }

  @Test
  void anExceptionIsToldWithTheLineOfTheUsersFile() throws IOException {
    String text =
        """
        public class Mine {
          public static int f(int a) {
            return half(a);
          }
          private static int half(int a) {
            return Math.floorDiv(a, 0);
          }
        }
        """;

    var ran = run("Mine", text, List.of("1"));

    assertEquals(1, ran.code());
    assertTrue(
        ran.errLines()
            .get(0)
            .matches(
                "challenge: the task failed on worker 0 after .*: ArithmeticException: / by zero"),
        ran.err());
    assertEquals(
        "  at Mine.half(Mine.java:6)        (worker frames hidden; --verbose shows all)",
        ran.errLines().get(1));
    assertEquals(2, ran.errLines().size());
    assertEquals("", ran.out());
  }

  @Test
  void theWholeRemoteStackIsShownWhenAskedFor() throws IOException {
    Path file =
        source(
            "Mine",
            "public class Mine { public static int f() { throw new IllegalStateException(\"no\"); } }");

    var ran = ran("--verbose", file.toString());

    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("java.lang.IllegalStateException: no"), ran.err());
    assertTrue(ran.err().contains("\tat "), ran.err());
  }

  @Test
  void aLibraryOnTheClassPathTravelsToo() throws IOException {
    Path library = Files.createDirectories(folder.resolve("library"));
    Path word = library.resolve("Word.java");
    Files.writeString(
        word,
        "package lib; public class Word { public static String twice(String s) { return s + s; } }");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", library.toString(), word.toString());
    assertEquals(0, compiled);
    Path file =
        source(
            "Mine",
            "public class Mine { public static String f(String s) { return lib.Word.twice(s); } }");

    var ran = ran("--class-path", library.toString(), file.toString(), "ab");

    assertEquals(new Ran(0, "abab" + System.lineSeparator(), ""), ran);
  }

  @Test
  void aClassPathThatIsNotThereIsNamed() throws IOException {
    Path file = source("Mine", "public class Mine { public static int f() { return 1; } }");

    var ran = ran("-cp", "nowhere.jar", file.toString());

    assertEquals(66, ran.code());
    assertEquals(List.of("challenge: no nowhere.jar, which --class-path names."), ran.errLines());
  }

  @Test
  void nothingIsWrittenToDisk() throws IOException {
    run("Mine", "public class Mine { public static int f() { return 1; } }", List.of());

    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("Mine.java")), files.toList());
    }
  }

  @Test
  void optionsThatMeanNothingHereAreRefused() {
    assertEquals(
        List.of("challenge: --clients has no meaning with run. Try: challenge run --help"),
        Ran.program("--clients=4", "run", "Mine.java").errLines());
    assertEquals(
        List.of("challenge: SECONDS has no meaning with run. Try: challenge run --help"),
        Ran.program("4", "run", "Mine.java").errLines());
  }

  @Test
  void theBrokerMayBeNamedBeforeOrAfterRun() throws IOException {
    String file =
        source("Mine", "public class Mine { public static int f() { return 1; } }").toString();

    assertEquals(List.of("1"), Ran.program("-b", "embedded:1", "run", file).outLines());
    assertEquals(List.of("1"), Ran.program("run", "-b", "embedded:1", file).outLines());
  }

  @Test
  void aFunctionThatTakesTooLongIsEnded() throws IOException {
    Path file =
        source(
            "Mine",
            "public class Mine { public static void f() throws Exception { Thread.sleep(60_000); } }");

    var ran = ran("--limit", "0.2", file.toString());

    assertEquals(1, ran.code());
    assertEquals(1, ran.errLines().size(), ran.err());
    assertTrue(ran.err().contains(" was cancelled after "), ran.err());
    assertTrue(ran.err().contains("its limit of 0.2 s was over"), ran.err());
    assertEquals(2, ran("--limit", "0", file.toString()).code());
  }

  @Test
  void theHelpTellsWhatIsRun() {
    var ran = Ran.program("run", "--help");

    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("--function"), ran.out());
    assertFalse(ran.out().contains("--clients"), ran.out());
  }

  private Ran run(String name, String text, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(source(name, text).toString()));
    all.addAll(arguments);
    return ran(all.toArray(String[]::new));
  }

  private static Ran ran(String... words) {
    List<String> all = new ArrayList<>(List.of("run", "--broker=embedded:1"));
    all.addAll(List.of(words));
    return Ran.program(all.toArray(String[]::new));
  }

  private Path source(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), text);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
