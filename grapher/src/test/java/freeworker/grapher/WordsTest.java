package freeworker.grapher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0.8892486897783332, 0.8892486897783332",
    "2.0E-3, 0.002",
    "1.0, 1.0",
    "0.0, 0.0",
    "100, 100.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.5e-7, 1.5e-07",
    "1e-5, 1e-05",
    "1e-4, 0.0001",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "4.9e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2e23, 2e+23",
    "9007199254740993, 9007199254740992.0",
    "-0.25, -0.25",
  })
  void numbersAreWrittenAsPythonWritesThem(double number, String written) {
    assertEquals(written, Words.shortest(number));
  }

  @Test
  void theShortestFormReadsBackAndNoShorterOneDoes() {
    long seed = System.nanoTime();
    System.out.println("numbers: seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        String written = Words.shortest(number);
        assertEquals(number, Double.parseDouble(written), written);
        int digits = new BigDecimal(written).stripTrailingZeros().precision();
        if (digits > 1) {
          BigDecimal shorter =
              new BigDecimal(number).round(new MathContext(digits - 1, RoundingMode.HALF_EVEN));
          assertNotEquals(number, shorter.doubleValue(), written);
        }
      }
    }
  }
}
