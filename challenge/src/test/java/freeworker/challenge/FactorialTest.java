package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FactorialTest {
  private static final String HERE = "--broker=embedded:2";

  private static Ran factorial(String... words) {
    return told("", words);
  }

  private static Ran told(String input, String... words) {
    var all = new String[words.length + 2];
    all[0] = HERE;
    all[1] = "factorial";
    System.arraycopy(words, 0, all, 2, words.length);
    return Ran.told(input, all);
  }

  @Test
  void eachIsTheOneBeforeTimesItsNumber() {
    BigInteger expected = BigInteger.ONE;
    for (int n = 0; n <= 600; n++) {
      expected = n == 0 ? expected : expected.multiply(BigInteger.valueOf(n));

      assertEquals(expected.toString(), new Factorial(n).run(), n + "!");
    }
  }

  /** By Legendre's formula as many zeros stand at the end as 5 is a factor. */
  @ParameterizedTest
  @CsvSource({"20000, 77338, 4999", "100000, 456574, 24999"})
  void aLargeOneIsExact(int n, int digits, int zeros) {
    String product = new Factorial(n).run();

    assertEquals(digits, product.length());
    assertEquals(digits - zeros, product.replaceFirst("0+$", "").length());
    for (int prime : List.of(1_000_003, 1_000_000_007, Integer.MAX_VALUE)) {
      assertEquals(factorialModulo(n, prime), modulo(product, prime), "modulo " + prime);
    }
  }

  private static long factorialModulo(int n, int prime) {
    long product = 1;
    for (int factor = 2; factor <= n; factor++) {
      product = product * factor % prime;
    }
    return product;
  }

  private static long modulo(String digits, int prime) {
    long rest = 0;
    for (int i = 0; i < digits.length(); i++) {
      rest = (rest * 10 + digits.charAt(i) - '0') % prime;
    }
    return rest;
  }

  @Test
  void howManyDigitsItHasIsKnownBefore() {
    for (int n = 0; n <= 1000; n++) {
      assertEquals(new Factorial(n).run().length(), new Factorial(n).digits(), n + "!");
    }
    assertEquals(456_574, new Factorial(100_000).digits());
    assertEquals(5_565_709, new Factorial(1_000_000).digits());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "5, 120", "12, 479001600", "007, 5040"})
  void aSmallOneStandsAloneOnStandardOutput(String n, String product) {
    assertEquals(new Ran(0, product + System.lineSeparator(), ""), factorial(n));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "abc", "1e9", "1.5", "+3", "0x10", "", "١٢", "9999999999999999999"})
  void whatIsNoWholeNumberIsRefusedInOneLine(String word) {
    assertEquals(
        new Ran(
            2,
            "",
            "challenge: N must be a whole number from 0, not '"
                + word
                + "'. Try: challenge factorial 20"
                + System.lineSeparator()),
        factorial(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000", "2147483648", "99999999999"})
  void whatCouldNotTravelIsRefusedBeforeItIsComputed(String word) {
    var ran = factorial(word);

    assertEquals(
        List.of(
            "challenge: N is too large: "
                + word
                + "! has more than the 67108864 digits that can travel."
                + " Try: challenge factorial 20"),
        ran.errLines());
    assertEquals(2, ran.code());
  }

  @Test
  void aListIsReadFromStandardInputAndAnsweredInItsOrder() {
    assertEquals(List.of("6", "2", "24", "1"), told("3 2\n\n  4\n0").outLines());
  }

  @Test
  void aWrongNumberInAListIsRefusedWithItsLineBeforeAnythingRuns() {
    var ran = told("3\n4 x\n");

    assertEquals(
        new Ran(
            65,
            "",
            "challenge: standard input, line 2: N must be a whole number from 0, not 'x'."
                + System.lineSeparator()),
        ran);
  }

  @Test
  void nothingAtAllIsNoList() {
    var ran = told("");

    assertEquals(List.of("challenge: N is missing. Try: challenge factorial 20"), ran.errLines());
    assertEquals(2, ran.code());
  }

  @Test
  void eachOfSeveralClientsAsksForEachNumberAndTheBalanceIsTold() {
    var ran = told("3 4", "--clients", "3");

    assertEquals(
        List.of("24", "24", "24", "6", "6", "6"), ran.outLines().stream().sorted().toList());
    int tasks = 0;
    for (String line : ran.errLines()) {
      assertTrue(line.matches("worker [01]  [0-9]+ tasks?"), ran.err());
      tasks += Integer.parseInt(line.split(" +")[2]);
    }
    assertEquals(6, tasks);
  }

  @Test
  void programsReadAnObjectForEachNumberWithItsDigitsAsText() {
    List<String> lines = factorial("30", "--json").outLines();

    assertEquals(2, lines.size());
    assertTrue(lines.get(1).matches("\\{\"tasks\":1,\"workers\":\\{\"[01]\":1}}"), lines.get(1));
    assertTrue(
        lines
            .get(0)
            .matches(
                "\\{\"n\":30,\"result\":\"265252859812191058636308480000000\","
                    + "\"worker\":[01],\"client\":1}"),
        lines.get(0));
  }
}
