package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
  @Test
  void theHeaderIsTheOriginalsAndThenOurs() {
    assertEquals(
        ",Timestamp,Busy,Finished,Event,Worker,Task,Client,Waiting,Cpu,MemoryMiB,Ok,Lends,Frees,"
            + "BusySeconds",
        String.join(",", Cells.header()));
  }

  @Test
  void aSingleRowLeavesTheCountsOfAWindowEmpty() {
    var row = new Row(0, List.of(1, 0), 7, "freed", 1, "Square", "ann", 3, false, null);

    assertArrayEquals(
        new String[] {
          "4",
          "1674916728.266212",
          "[1, 0]",
          "7.0",
          "freed",
          "1",
          "Square",
          "ann",
          "3",
          "0.250",
          "512",
          "0",
          null,
          null,
          null
        },
        Cells.of(4, 1_674_916_728_266_212L, row, 0.25, 512));
  }

  @Test
  void aRowForManyHasCountsAndBusySecondsAndNoWorker() {
    var window = new Row.Window(12, 11, List.of(50_000L, 1L));
    var row = new Row(0, List.of(1, 0), 7, Row.MANY, null, "", "", 0, true, window);

    assertArrayEquals(
        new String[] {
          "0",
          "0.000001",
          "[1, 0]",
          "7.0",
          "many",
          null,
          null,
          null,
          "0",
          null,
          null,
          "1",
          "12",
          "11",
          "[0.050000, 0.000001]"
        },
        Cells.of(0, 1, row, Double.NaN, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000000",
    "1674916728266212, 1674916728.266212",
    "1674916728000000, 1674916728.000000",
    "9999999999999999, 9999999999.999999"
  })
  void timesArePlainDecimals(long micros, String seconds) {
    assertEquals(seconds, Cells.seconds(micros));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\uFF1D1+1", "  =1+1", "\"=1", "x;=1", "x; -1"})
  void noSpreadsheetRunsAName(String name) {
    String cell = Cells.name(name);

    assertEquals(name.replaceFirst("[=+\\-@\uFF1D]", "'$0"), cell);
  }

  @ParameterizedTest
  @CsvSource({"Square, Square", "a-b=c, a-b=c", "ann@host, ann@host", "Größe, Größe"})
  void ordinaryNamesStayAsTheyAre(String name, String cell) {
    assertEquals(cell, Cells.name(name));
  }

  @Test
  void whatCannotBeSeenIsSpelledOut() {
    assertEquals(
        "a\\nb\\rc\\td\\u0000\\u0007\\u202E\\u2028\\uD800",
        Cells.name("a\nb\rc\td\0\7\u202E\u2028\uD800"));
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    String cell = Cells.name("\uD83D\uDE00".repeat(300));

    assertEquals("\uD83D\uDE00".repeat(200), cell);
  }

  @Test
  void noNameIsAnEmptyCell() {
    assertNull(Cells.name(""));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.1})
  void anUnknownLoadIsAnEmptyCell(double cpu) {
    var row = new Row(0, List.of(1), 0, "lent", 0, "", "", 0, null, null);

    assertNull(Cells.of(0, 0, row, cpu, -1)[9]);
  }
}
