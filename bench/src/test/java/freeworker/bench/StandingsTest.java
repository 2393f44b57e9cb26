package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingsTest {
  private final Results ours = new Results();
  private final Results theirs = new Results("JPPF_", Peer.JPPF::words);
  private final Standings standings = new Standings(ours, Map.of(Peer.JPPF, theirs));

  /** So many tasks in a second, of which each took so many microseconds of processor time. */
  private static Sample sample(long tasks, long micros) {
    var figure = new Figure(tasks, tasks, 1_000_000_000, 1, 1);
    return new Sample(figure, new Cost(tasks * micros * 1000, 0, 0), 0, 0);
  }

  @Test
  void aRatioSaysHowManyTimesAsGoodFreeworkerWasInTheSameRound() {
    for (int speed : List.of(1000, 100, 1000)) { // slow in the second round, for both
      ours.add(Line.T, sample(speed * 3L, 20));
      theirs.add(Line.T, sample(speed, 50));
    }
    ours.started(0.5);
    theirs.started(2);

    assertEquals(List.of(3.0, 3.0, 3.0), Standings.ratios(ours, theirs, Standings.Measure.T));
    assertEquals(List.of(2.5, 2.5, 2.5), Standings.ratios(ours, theirs, Standings.Measure.C_T));
    assertEquals(List.of(4.0), Standings.ratios(ours, theirs, Standings.Measure.S));
    assertEquals(List.of(), Standings.ratios(ours, theirs, Standings.Measure.L), "not measured");
  }

  @Test
  void aheadIsWhatIsBetterInEveryRound() {
    assertEquals("ahead", Standings.verdict(List.of(1.1, 7.0)));
    assertEquals("level", Standings.verdict(List.of(1.1, 0.9)));
    assertEquals("level", Standings.verdict(List.of(1.0)));
    assertEquals("behind", Standings.verdict(List.of(0.9, 0.2)));
  }

  @Test
  void theTableHasARowForEachPeerAndNothingForALineThatIsMissing() {
    ours.add(Line.L, sample(3000, 0));
    ours.add(Line.L, sample(2000, 0));
    theirs.add(Line.L, sample(1000, 0));
    theirs.add(Line.L, sample(1000, 0));
    ours.add(Line.B, sample(5000, 0));
    theirs.add(Line.B, sample(10_000, 10));

    List<String> table = standings.table();

    assertEquals(3, table.size());
    assertEquals(
        "| JPPF | 2.00 (2.00-3.00) ahead |  |  | 0.50 (0.50-0.50) behind |  |  |  |", table.get(2));
    assertEquals(List.of(), new Standings(ours, Map.of()).table());
  }
}
