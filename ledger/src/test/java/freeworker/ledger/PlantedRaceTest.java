package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The witness of the simulation sees a search outside the lock, and nothing else. */
final class PlantedRaceTest {
  private static final int BORROWERS = 3;

  @Test
  void theWitnessFindsAWorkerThatIsLentTwice() {
    AssertionError fault =
        assertThrows(
            AssertionError.class,
            () -> {
              for (long seed = 0; seed < 1_000; seed++) {
                interleave(seed, true);
              }
            });

    assertTrue(fault.toString().contains("is lent twice"), fault.toString());
  }

  @Test
  void theSameBorrowersAreFineWhenASearchIsNotInterrupted() {
    assertDoesNotThrow(
        () -> {
          for (long seed = 0; seed < 1_000; seed++) {
            interleave(seed, false);
          }
        });
  }

  /** Borrowers take turns by chance; a search and its claim are two turns, or one. */
  private static void interleave(long seed, boolean between) {
    SplittableRandom random = new SplittableRandom(seed);
    UnlockedSearch broker = new UnlockedSearch(2);
    Witness witness = new Witness(2, session -> "");
    int[] found = {-1, -1, -1};
    @Nullable Lease[] held = new Lease[BORROWERS];
    for (int turn = 0; turn < 100; turn++) {
      int who = random.nextInt(BORROWERS);
      Lease mine = held[who];
      if (mine != null) {
        broker.free(mine.number());
        witness.freed(mine);
        held[who] = null;
        continue;
      }
      boolean searched = found[who] >= 0;
      if (!searched) {
        found[who] = broker.search();
      }
      if (found[who] >= 0 && (searched || !between)) {
        Lease claimed = broker.claim(found[who], who);
        held[who] = claimed;
        found[who] = -1;
        witness.sees(new Effect.Lent(claimed, turn));
      }
    }
  }
}
