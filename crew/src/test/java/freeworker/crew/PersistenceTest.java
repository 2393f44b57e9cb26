package freeworker.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.wire.door.Crowded;
import freeworker.wire.door.Refused;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A crew stays with a broker that took it, unless its key does not open any more. */
class PersistenceTest {
  private final IOException silent = new IOException("connection reset");
  private final IOException full = new Crowded("9 connections are open (limit ...)");
  private final IOException closed = new Refused("no such key here: worker lab");

  private final Persistence persistence = new Persistence();

  @Test
  void aBrokerThatNeverTookItIsNotTriedAgain() {
    for (IOException failure : List.of(silent, full, closed)) {
      assertSame(failure, assertThrows(IOException.class, () -> persistence.after(failure)));
    }
  }

  @Test
  void aBrokerThatTookItIsTriedAgainWhenItIsSilentOrFull() throws IOException {
    persistence.reached();

    assertEquals("does not answer; trying again until it does.", persistence.after(silent));
    assertEquals(
        "has no room: 9 connections are open (limit ...); trying again until it has.",
        persistence.after(full));
  }

  @Test
  void aRefusalOfTheKeyEndsIt() {
    persistence.reached();

    assertSame(closed, assertThrows(IOException.class, () -> persistence.after(closed)));
  }

  @Test
  void theTriesBecomeRareUntilOneSucceeds() {
    List<Long> pauses = Stream.generate(() -> persistence.pause().toMillis()).limit(7).toList();

    assertEquals(List.of(200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L), pauses);
    persistence.reached();
    assertEquals(200, persistence.pause().toMillis());
  }
}
