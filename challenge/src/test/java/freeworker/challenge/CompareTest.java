package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serial against distributed: {@code challenge squares} and {@code challenge compare}. */
@Timeout(60)
class CompareTest {
  private static final String HERE = "--broker=embedded:2";

  private final Path folder;

  CompareTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Ran compare(String function, String inputs, String... options) throws IOException {
    Path file = folder.resolve("Mine.java");
    Files.writeString(file, "public class Mine { " + function + " }");
    Path list = folder.resolve("inputs.txt");
    Files.writeString(list, inputs);
    List<String> words = new ArrayList<>(List.of(HERE, "compare"));
    words.addAll(List.of(options));
    words.addAll(List.of(file.toString(), list.toString()));
    return Ran.program(words.toArray(String[]::new));
  }

  private static void figures(List<String> lines, int tasks) {
    assertTrue(lines.get(0).matches("serial +[0-9]+\\.[0-9]{2} s"), lines.get(0));
    assertTrue(lines.get(1).matches("distributed +[0-9.]+ s on 2 workers"), lines.get(1));
    assertTrue(lines.get(2).matches("speed-up .*: " + tasks + " tasks are .*"), lines.get(2));
    assertTrue(lines.get(3).matches("efficiency +[0-9.]+ %"), lines.get(3));
    assertTrue(lines.get(4).matches("serial share +-?[0-9.]+ % by Amdahl's law: .*"), lines.get(4));
    assertEquals(5, lines.size());
  }

  @Test
  void squaresAreToldInOrderUnderTheirTwoHeadings() {
    var ran = Ran.program(HERE, "squares", "--count", "6", "--delay", "1ms");

    assertEquals(0, ran.code(), ran.err());
    List<String> results =
        List.of(
            "n = 1  result = 1",
            "n = 2  result = 4",
            "n = 3  result = 9",
            "n = 4  result = 16",
            "n = 5  result = 25",
            "n = 6  result = 36");
    List<String> lines = ran.outLines();
    assertEquals("== Serial run (single machine) ==", lines.get(0));
    assertEquals(results, lines.subList(1, 7));
    assertEquals("", lines.get(7));
    assertEquals("== Distributed run (2 workers) ==", lines.get(8));
    assertEquals(results, lines.subList(9, 15));
    assertEquals("", lines.get(15));
    figures(lines.subList(16, lines.size()), 6);
    assertEquals("", ran.err());
  }

  @Test
  void squaresAsJsonAreOneObjectEachAndOneForAll() {
    var ran = Ran.program(HERE, "squares", "--count=3", "--delay=0", "--workers=1", "--json");

    List<String> lines = ran.outLines();
    assertEquals(
        List.of("{\"n\":1,\"result\":1}", "{\"n\":2,\"result\":4}", "{\"n\":3,\"result\":9}"),
        lines.subList(0, 3));
    assertTrue(
        lines.get(3).matches("\\{\"tasks\":3,\"workers\":1,\"serial\":.*\"efficiency\":.*}"),
        lines.get(3));
    assertEquals(4, lines.size());
    assertEquals(
        List.of("== Serial run (single machine) ==", "== Distributed run (1 worker) =="),
        ran.errLines());
  }

  @Test
  void theSerialRunTakesTheSumOfTheDelays() {
    var ran = Ran.program(HERE, "squares", "--count=4", "--delay=50ms", "--json");

    double serial =
        Double.parseDouble(ran.outLines().get(4).replaceAll(".*\"serial\":|,\"dist.*", ""));
    assertTrue(serial >= 0.2, () -> serial + " s");
  }

  @Test
  void tasksCanComputeInsteadOfWaiting() {
    var ran = Ran.program(HERE, "squares", "--count=4", "--delay=20ms", "--work=cpu");

    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("n = 4  result = 16"), ran.out());
    assertEquals(new HardSquare(4, 3).run(), new HardSquare(4, 1_000).run());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--count=0",
        "--count=x",
        "--count=1000001",
        "--delay=soon",
        "--delay=-1s",
        "--workers=0",
        "--work=hard"
      })
  void wrongOptionsAreRefusedInOneLine(String option) {
    var ran = Ran.program(HERE, "squares", option);

    assertEquals(1, ran.errLines().size(), ran.err());
    assertTrue(ran.err().startsWith("challenge: "), ran.err());
    assertTrue(ran.err().contains("Try: challenge squares"), ran.err());
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
  }

  @Test
  void moreWorkersThanThereAreAreRefusedBeforeAnythingRuns() {
    var ran = Ran.program(HERE, "squares", "--workers=3");

    assertEquals(
        List.of("challenge: --workers 3 are more than there are: 2 workers." + " Try: --workers 2"),
        ran.errLines());
    assertEquals(69, ran.code());
    assertEquals("", ran.out());
  }

  @Test
  void aFunctionOfOnesOwnIsComparedLineByLine() throws IOException {
    var ran = compare("public static int f(int a) { return -a; }", "3\n10\n-7\n");

    assertEquals(0, ran.code(), ran.err());
    List<String> results = List.of("3  result = -3", "10  result = -10", "-7  result = 7");
    List<String> lines = ran.outLines();
    assertEquals("== Serial run (single machine) ==", lines.get(0));
    assertEquals(results, lines.subList(1, 4));
    assertEquals("== Distributed run (2 workers) ==", lines.get(5));
    assertEquals(results, lines.subList(6, 9));
    figures(lines.subList(10, lines.size()), 3);
  }

  @Test
  void aFunctionOfOneTextGetsTheWholeLine() throws IOException {
    var ran =
        compare("public static int f(String s) { return s.length(); }", " a b \n\n", "--json");

    assertEquals(
        List.of("{\"input\":\" a b \",\"result\":\"5\"}", "{\"input\":\"\",\"result\":\"0\"}"),
        ran.outLines().subList(0, 2));
  }

  @Test
  void aFunctionOfSeveralGetsTheWordsOfTheLine() throws IOException {
    var ran = compare("public static int f(int a, int b) { return a - b; }", "9 4\n 1  2\n");

    assertEquals(List.of("9 4  result = 5", " 1  2  result = -1"), ran.outLines().subList(1, 3));
  }

  @Test
  void aLineThatIsNoInputIsBadDataBeforeAnythingRuns() throws IOException {
    var ran = compare("public static int f(int a) { return a; }", "3\nx\n");

    assertEquals(65, ran.code());
    assertTrue(ran.err().contains("inputs.txt, line 2: Mine.f(int a): 'x' is no int."), ran.err());
    assertEquals(1, ran.errLines().size());
    assertEquals("", ran.out());
  }

  @Test
  void inputsMayComeFromStandardInput() throws IOException {
    Path file = folder.resolve("Mine.java");
    Files.writeString(file, "public class Mine { public static int f(int a) { return a; } }");

    var ran = Ran.told("3\n4\n", HERE, "compare", file.toString(), "-");
    var wrong = Ran.told("3\nx\n", HERE, "compare", file.toString(), "-");

    assertEquals(List.of("3  result = 3", "4  result = 4"), ran.outLines().subList(1, 3));
    assertEquals(
        List.of("challenge: standard input, line 2: Mine.f(int a): 'x' is no int."),
        wrong.errLines());
  }

  @Test
  void aFileWithoutALineIsBadDataAndOneThatIsNotThereNoInput() throws IOException {
    String function = "public static int f(int a) { return a; }";

    assertEquals(65, compare(function, "").code());
    assertEquals(
        66, Ran.program(HERE, "compare", folder + "/Mine.java", folder + "/no.txt").code());
    assertEquals(66, Ran.program(HERE, "compare", folder + "/No.java", folder + "/no.txt").code());
  }

  @Test
  void aFunctionThatAnswersNothingIsRefused() throws IOException {
    var ran = compare("public static void f(int a) {}", "3\n");

    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("answers nothing that could be compared"), ran.err());
  }

  @Test
  void aTaskThatFailsHereIsToldWithItsInput() throws IOException {
    var ran = compare("public static int f(int a) { return 6 / a; }", "3\n0\n");

    assertEquals(1, ran.code());
    assertEquals(
        List.of(
            "challenge: the task of 0 failed, here and without a worker:"
                + " java.lang.ArithmeticException: / by zero"),
        ran.errLines());
  }

  @Test
  void twoResultsThatDifferAreAFailure() throws IOException {
    var ran = compare("public static long f(int a) { return System.nanoTime(); }", "3\n");

    assertEquals(1, ran.code());
    List<String> lines = ran.errLines();
    assertTrue(
        lines.get(0).matches("challenge: 3 has two results: \\d+ here, \\d+ on worker [01]\\."),
        ran.err());
    assertEquals("  Its function depends on more than its input.", lines.get(1));
  }
}
