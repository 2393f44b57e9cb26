package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  private static double of(String text) {
    byte[] bytes = ("1." + text + ".1").getBytes(StandardCharsets.ISO_8859_1);
    return Decimals.of(bytes, 2, bytes.length - 2);
  }

  private static void assertExact(String text) {
    assertEquals(Double.doubleToRawLongBits(Double.parseDouble(text)), bits(text), text);
  }

  private static long bits(String text) {
    return Double.doubleToRawLongBits(of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "00",
        "1",
        "0.1",
        "1674916728.266212",
        "1674916728.2662122",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993.0",
        "900719925474099.25",
        "4503599627370496.5",
        "4503599627370497.5",
        "2251799813685248.25",
        "2251799813685248.75",
        "123456789012345678",
        "999999999999999999",
        "9999999999999999999",
        "0.123456789012345678",
        "1.00000000000000011102230246251565404",
        "0.000000000000000000001",
        "0.00000000000000000000000001",
        "99999999999999999999999999999999999999"
      })
  void theNearestDoubleIsFound(String text) {
    assertExact(text);
  }

  @Test
  void anyDigitsAreReadAsTheLibraryReadsThem() {
    long seed = System.nanoTime();
    System.out.println("decimals: seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 400_000; i++) {
      int whole = 1 + random.nextInt(12);
      int places = random.nextInt(12);
      var text = new StringBuilder();
      for (int d = 0; d < whole; d++) {
        text.append(random.nextInt(10));
      }
      text.append(places > 0 ? "." : "");
      for (int d = 0; d < places; d++) {
        text.append(random.nextInt(10));
      }
      assertExact(text.toString());
    }
  }

  @Test
  void numbersHalfWayBetweenTwoDoublesGoToTheEvenOne() {
    long seed = System.nanoTime();
    System.out.println("halves: seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      double one = random.nextInt(1 << 30) * 1.0 * (1 << 20) + random.nextInt(1 << 20) + 0.5;
      var middle = new BigDecimal(one).add(new BigDecimal(Math.nextUp(one)));
      String text = middle.divide(BigDecimal.valueOf(2)).toPlainString();
      assertExact(text);
      assertExact(text + "1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "1.", ".1", "-1", "+1", "1e3", " 1", "1 ", "1.2.3", "NaN", "1,5"})
  void everythingElseIsLeftToOthers(String text) {
    assertTrue(of(text) < 0, text);
  }
}
