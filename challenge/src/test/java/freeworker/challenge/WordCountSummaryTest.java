package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.challenge.words.Phase;
import freeworker.challenge.words.Report;
import freeworker.challenge.words.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordCountSummaryTest {
  private static WordCountSummary summary(List<Trouble> troubles, List<Report.Oddity> oddities) {
    List<Report.PhaseCost> costs = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      costs.add(new Report.PhaseCost(phase, Duration.ofSeconds(1), 2, 30, 4, 50_000));
    }
    var spans =
        List.of(
            new Report.Span(Phase.SHUFFLE_1, 0, Duration.ofMillis(1500), Duration.ofSeconds(2)),
            new Report.Span(Phase.COLLECTION, -1, Duration.ofSeconds(5), Duration.ofSeconds(6)));
    var report =
        new Report(
            2,
            1,
            31,
            5,
            4,
            troubles,
            troubles.size(),
            oddities,
            oddities.size(),
            7,
            0,
            costs,
            spans,
            List.of(new Report.Range(2, 1), new Report.Range(1, 1)),
            new Report.Balance(1, 1.5, 1.01),
            0,
            Duration.ofSeconds(1));
    return new WordCountSummary(report, Duration.ZERO, Duration.ofSeconds(7));
  }

  @Test
  void theSerialPartIsWhatOnlyTheCallerDoesAndBoundsTheSpeedUp() {
    List<String> lines = summary(List.of(), List.of()).comparedWith(Duration.ofSeconds(14)).lines();

    // 3 s alone and 3 s together with two members are 9 s of work, of which a third is serial.
    assertTrue(
        lines.contains(
            "serial    3.0 s, 33.3 % of the work: by Amdahl at most 1.50 x with 2 workers, 3 x with"
                + " any"),
        lines::toString);
    assertTrue(lines.contains("alone     14.0 s: speed-up 2.00"), lines::toString);
    assertTrue(
        lines.contains("2 shuffle 1                1.0 s         30 B in 2        50 kB in 4"),
        lines::toString);
  }

  @Test
  void theRecordHasARowForEachPhaseOfEachWorker() {
    assertEquals(
        List.of("phase,worker,begin,end", "2,0,1.500000,2.000000", "6,caller,5.000000,6.000000"),
        summary(List.of(), List.of()).record());
  }

  @Test
  void whatWasNotCountedIsSaidWithNamesThatStayInTheirLine() {
    var trouble = new Trouble("a\nb", 4, "attic", "no such file");
    var oddity = new Report.Oddity("c", 7, 0);

    assertEquals(
        List.of(
            "challenge: passed over 3 entries of folders that are no files.",
            "challenge: a?b cannot be read on attic from byte 4 on (no such file).",
            "challenge: c has 7 bytes that are no UTF-8; each divides words.",
            "challenge: r.txt lacks 1 parts that were not read, and 0 words that were too long."),
        summary(List.of(trouble), List.of(oddity)).complaints(3, Path.of("r.txt")));
  }
}
