package freeworker.wire.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private final Allowance usual = Allowance.usual(8L << 30);

  @Test
  void everyUsualValueIsOneThatAnOperatorCouldHaveWritten() {
    for (long heap : new long[] {16 << 20, 128 << 20, 8L << 30, 1L << 40}) {
      Allowance ofTheHeap = Allowance.usual(heap);
      for (Limit limit : Limit.values()) {
        long value = ofTheHeap.of(limit);
        String written = limit.word() + "=" + limit.unit().text(value);

        if (limit.settable()) {
          assertEquals(value, ofTheHeap.with(written).of(limit), written);
        }
      }
    }
  }

  @Test
  void sizesAndTimesAreReadAsTheyAreShown() {
    Map<String, Long> examples =
        Map.of(
            "task-bytes=1M", 1L << 20,
            "task-bytes=1025", 1025L,
            "result-bytes=64K", 64L << 10,
            "segment-bytes=2G", 2L << 30,
            "proof-time=250ms", 250_000_000L,
            "proof-time=2s", 2_000_000_000L,
            "proof-time=1m", 60_000_000_000L,
            "connections=100", 100L);
    examples.forEach(
        (words, value) -> {
          Limit limit = Limit.of(words.split("=")[0]).orElseThrow();
          assertEquals(value, usual.with(words).of(limit), words);
          assertEquals("(limit " + words.replace("=", " = ") + ")", usual.with(words).at(limit));
        });
  }

  @Test
  void whatIsNoLimitIsSaidInOneLineWithWhatThereIs() {
    assertEquals(
        "no limit is called 'conections'. There are: " + Limit.words() + ".",
        refused("conections=5"));
    assertTrue(Limit.words().startsWith("connections, connections-per-key, "));
    assertEquals("connections must be a number, not '5M'.", refused("connections=5M"));
    assertEquals("connections must be a number, not ''.", refused("connections"));
    assertEquals("connections must be a number, not '-5'.", refused("connections=-5"));
    assertEquals("task-bytes must be a size as 64M, not '64MB'.", refused("task-bytes=64MB"));
    assertEquals("proof-time must be a time as 5s, not '5'.", refused("proof-time=5"));
    assertEquals("task-bytes must be from 1K to 64M, not 65M.", refused("task-bytes=65M"));
    assertEquals("workers must be from 0 to 1024, not 1025.", refused("workers=1025"));
    for (String huge : List.of("999999999999999G", "99999999999999999999")) {
      assertTrue(refused("segment-bytes=" + huge).startsWith("segment-bytes must be a size"));
    }
  }

  @Test
  void whatIsFixedIsShownAsThatAndCannotBeSet() {
    assertEquals(
        "connections-per-process is 128 and cannot be changed.",
        refused("connections-per-process=129"));
    for (Limit limit : Limit.values()) {
      assertEquals(!limit.settable(), limit.what().endsWith("; fixed"), limit.word());
      assertEquals(limit.settable(), Limit.words().contains(limit.word()), limit.word());
    }
  }

  @Test
  void oneKeyAndOneSessionHaveHalfOfWhatTheOperatorChose() {
    Allowance chosen = usual.with("connections=10").with("sessions=6").with("waiters=8");

    assertEquals(5, chosen.of(Limit.CONNECTIONS_PER_KEY));
    assertEquals(3, chosen.of(Limit.SESSIONS_PER_KEY));
    assertEquals(4, chosen.of(Limit.WAITERS_PER_SESSION));
    assertEquals(7, chosen.with("waiters-per-session=7").of(Limit.WAITERS_PER_SESSION));
  }

  private String refused(String words) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> usual.with(words)).getMessage());
  }
}
