package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nobody gets a wrong answer in silence because a static variable is another one on the worker. */
class VariablesTest {
  @Test
  void aLambdaThatReadsAVariableIsFound() throws Exception {
    assertEquals(
        Set.of("Mine.n"),
        read(
            "public class Mine { static int n = 1; static int other = 2; static final int FIXED = 3;"
                + " static freeworker.Task<Integer> task() { return () -> n + FIXED; }"
                + " public static void main(String[] args) { other++; } }",
            "Mine"));
  }

  @Test
  void whatOnlyTheRestOfTheProgramReadsIsNot() throws Exception {
    assertEquals(
        Set.of(),
        read(
            "public class Mine { static int n = 1;"
                + " static freeworker.Task<Integer> task() { int m = n; return () -> m; }"
                + " static Runnable local() { return () -> n++; } }",
            "Mine"));
  }

  @Test
  void variablesAreFoundBehindCallsFunctionsObjectsAndInitializers() throws Exception {
    String source =
        "public class Mine { static int n = 1;"
            + " static freeworker.Task<Integer> task() { return () -> BODY; } }"
            + " class Other { static int deep() { return Mine.n; } static final int X = deep(); }"
            + " class Thing implements java.util.function.IntSupplier {"
            + "   public int getAsInt() { return Mine.n; } }";
    for (String body :
        List.of(
            "Other.deep()",
            "java.util.stream.IntStream.range(0, 1).map(i -> i + Mine.n).sum()",
            "java.util.stream.Stream.generate(Other::deep).findFirst().get()",
            "new Thing().getAsInt()",
            "Other.X")) {
      assertEquals(Set.of("Mine.n"), read(source.replace("BODY", body), "Mine"), body);
    }
  }

  @Test
  void anObjectThatTravelsMayCallAnyOfItsMethods() throws Exception {
    assertEquals(
        Set.of("Mine.n"),
        read(
            "public class Mine implements freeworker.Task<Integer> { static int n = 1;"
                + " public Integer run() { return hidden(); } private int hidden() { return n; } }",
            "Mine"));
  }

  @Test
  void everyInstructionIsSteppedOver() throws Exception {
    assertEquals(
        Set.of("Mine.n"),
        read(
            "public class Mine implements freeworker.Task<Object> { static int n = 1;"
                + " public Object run() throws Exception {"
                + "   long l = 1L << 40; double d = 2.5; int[][] grid = new int[3][4];"
                + "   for (int i = 0; i < 70000; i += 1000) { l += i; }"
                + "   switch ((int) l %% 5) { case 0: l++; case 1: l--; case 2: l = 5; default: }"
                + "   switch ((int) l) { case 100000: l = 4; case -7: l = 3; }"
                + "   synchronized (this) { d = d / l; }"
                + "   Object o = grid instanceof Object[] ? (Object) grid[0] : null;"
                + "   try { if (o == null) throw new Exception(); } catch (RuntimeException e) {}"
                + "   String s = \"\" + l + d + o; return s + n; } }",
            "Mine"));
  }

  private static Set<String> read(String source, String root) throws Exception {
    InMemory program = InMemory.compile(source.replace("%%", "%"));
    Map<String, ClassFile> files =
        program.files().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> ClassFile.of(e.getValue())));
    return Variables.readBy(List.of(program.loadClass(root)), files);
  }
}
