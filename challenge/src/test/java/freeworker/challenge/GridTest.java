package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  @Test
  void cellsAreOrderedByWorkersThenClients() {
    assertEquals(
        List.of(new Pair(1, 2), new Pair(1, 3), new Pair(4, 2), new Pair(4, 3)),
        Grid.of("4,1", "2-3").pairs());
  }

  @Test
  void numbersMayBeNamedTwiceAndWithBlanks() {
    assertEquals(List.of(1, 2, 3, 8), Grid.of("1-3, 2-3, 8", "1").workers());
  }

  @Test
  void theUsualGridHasSixteenCells() {
    Grid grid = Grid.of("1-4", "1-4");

    assertEquals(16, grid.pairs().size());
    assertTrue(grid.has(4, 4));
    assertFalse(grid.has(4, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0-2", "3-2", "1-", "-1", "x", "1,,2", "1025", "1-9999", "99999"})
  void whatIsNoListOfNumbersIsRefusedWithAnExample(String text) {
    var refused = assertThrows(ChallengeFailure.class, () -> Grid.of("1", text));

    assertEquals(ChallengeFailure.USAGE, refused.exitCode());
    assertEquals(
        "--clients must be numbers from 1 to 1024, not '"
            + text
            + "'. Try: benchmark --clients 1-4",
        refused.getMessage());
  }

  @Test
  void aCellIsCalledWhatItIs() {
    assertEquals("1 worker x 4 clients", new Pair(1, 4).toString());
    assertEquals("3 workers x 1 client", new Pair(3, 1).toString());
  }
}
