package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void aSpreadNamesTimesThatReallyOccurred() {
    List<Duration> times = IntStream.rangeClosed(1, 20).mapToObj(Duration::ofSeconds).toList();

    var spread = Tally.Spread.of(times);

    assertEquals(
        new Tally.Spread(Duration.ofSeconds(10), Duration.ofSeconds(19), Duration.ofSeconds(20)),
        spread);
  }

  @Test
  void theSpreadOfOneTimeIsThatTime() {
    var second = Duration.ofSeconds(1);

    assertEquals(new Tally.Spread(second, second, second), Tally.Spread.of(List.of(second)));
  }

  @Test
  void theLinesTellRateWaitsAndWhatWouldHelp() {
    var tally = new Tally();
    tally.add(done(0, 3000));
    tally.add(done(2000, 3000));

    assertEquals(
        List.of(
            "2 tasks   6.0 s   0.33 tasks/s",
            "waited   p50 0 ms   p95 2.0 s   max 2.0 s",
            "ran      p50 3.0 s   p95 3.0 s   max 3.0 s",
            "hint     clients spent 25 % of their tasks' time waiting for a worker; more workers"
                + " would be used"),
        tally.lines(Duration.ofSeconds(6)));
  }

  @Test
  void nothingIsAdvisedWhereNobodyWaited() {
    var tally = new Tally();
    tally.add(done(1, 3000));

    assertEquals(3, tally.lines(Duration.ofSeconds(3)).size());
  }

  @Test
  void programsGetSecondsToTheMicrosecond() {
    var tally = new Tally();
    tally.add(done(1, 3000));

    assertEquals(
        "{\"tasks\":1,\"clients\":1,\"elapsed\":4.000000,\"tasks_per_second\":0.25,"
            + "\"waited\":{\"p50\":0.001000,\"p95\":0.001000,\"max\":0.001000},"
            + "\"ran\":{\"p50\":3.000000,\"p95\":3.000000,\"max\":3.000000}}",
        tally.json(Duration.ofSeconds(4), 1));
  }

  private static Crowd.Done<String> done(long waited, long ran) {
    return new Crowd.Done<>(1, 1, 0, "hi", Duration.ofMillis(waited), Duration.ofMillis(ran));
  }
}
