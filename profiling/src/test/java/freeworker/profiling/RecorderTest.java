package freeworker.profiling;

import static freeworker.profiling.Events.at;
import static freeworker.profiling.Events.began;
import static freeworker.profiling.Events.done;
import static freeworker.profiling.Events.ended;
import static freeworker.profiling.Events.failed;
import static freeworker.profiling.Events.freed;
import static freeworker.profiling.Events.lent;
import static freeworker.profiling.Events.lost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecorderTest {
  @Test
  void findRunFreeIsTwoRows() {
    List<Row> rows = rows(1, lent(0, 1, 0), done(0, 1, 10), freed(0, 1, 11));

    assertEquals(List.of("0 lent [1] 0", "11 freed [0] 1"), told(rows));
    assertEquals(true, rows.get(1).ok());
  }

  @Test
  void theTaskThatEndedIsReportedAfterItsFreeAndStillSharesItsRow() {
    List<Row> rows = rows(1, lent(0, 1, 0), freed(0, 1, 11), done(0, 1, 10));

    assertEquals(List.of("0 lent [1] 0", "11 freed [0] 1"), told(rows));
  }

  @Test
  void aTaskThatEndsInsideABorrowOnlyRaisesFinished() {
    List<Row> rows = rows(1, lent(0, 1, 0), done(0, 1, 5), failed(0, 1, 6), freed(0, 1, 7));

    assertEquals(List.of("0 lent [1] 0", "5 done [1] 1", "7 freed [0] 2"), told(rows));
    assertEquals(false, rows.get(2).ok(), "the task that shares the row of the free failed");
  }

  @Test
  void aTaskWhoseFreeComesMuchLaterGetsItsOwnRow() {
    var recorder = new Recorder(1);
    recorder.add(lent(0, 1, 0));
    recorder.add(done(0, 1, 5));
    List<Row> rows = new ArrayList<>(recorder.due(at(300)));
    recorder.add(freed(0, 1, 400));
    rows.addAll(recorder.all());

    assertEquals(List.of("0 lent [1] 0", "5 done [1] 1", "400 freed [0] 1"), told(rows));
  }

  @Test
  void aTaskOfAnotherLeaseDoesNotShareTheRowOfAFree() {
    List<Row> rows =
        rows(2, lent(0, 1, 0), lent(1, 2, 1), done(0, 1, 5), freed(1, 2, 6), freed(0, 1, 7));

    assertEquals(
        List.of("0 lent [1, 0] 0", "1 lent [1, 1] 0", "6 freed [1, 0] 0", "7 freed [0, 0] 1"),
        told(rows));
  }

  @Test
  void aLostWorkerWhoseFlagIsUpGetsARowAndAnIdleOneNone() {
    List<Row> rows = rows(2, lost(1, 0, 1), lent(0, 1, 2), lost(0, 0, 3), lost(0, 1, 4));

    assertEquals(List.of("2 lent [1, 0] 0", "3 lost [0, 0] 0"), told(rows));
  }

  @Test
  void aSecondBeginningChangesNothing() {
    List<Row> rows = rows(1, began(0, 1, 0), began(0, 1, 1), ended(0, 1, 2), began(0, 1, 3));

    assertEquals(List.of("0 began [1] 0", "2 ended [0] 1", "3 began [1] 1"), told(rows));
  }

  @Test
  void aTaskThatEndsWhileItsFlagIsDownIsCountedAndLowersNothing() {
    List<Row> rows = rows(2, began(0, 1, 0), lost(1, 2, 1), ended(1, 2, 2));

    assertEquals(List.of("0 began [1, 0] 0", "1 done [1, 0] 1"), told(rows));
  }

  @Test
  void aReportOfAnOldLeaseDoesNotTouchTheFlagOfTheNextOne() {
    var recorder = new Recorder(1);
    recorder.add(lent(0, 1, 0));
    recorder.add(freed(0, 1, 10));
    recorder.add(lent(0, 2, 20));
    List<Row> rows = new ArrayList<>(recorder.due(at(300)));
    recorder.add(ended(0, 1, 290));
    recorder.add(began(0, 1, 291));
    recorder.add(lost(0, 1, 292));
    rows.addAll(recorder.all());

    assertEquals(
        List.of("0 lent [1] 0", "10 freed [0] 0", "20 lent [1] 0", "290 done [1] 1"), told(rows));
  }

  @Test
  void aTaskOfALeaseThatIsOverDoesNotRaiseTheFlagForEver() {
    var recorder = new Recorder(1);
    recorder.add(lent(0, 1, 0));
    recorder.add(lost(0, 1, 10));
    List<Row> rows = new ArrayList<>(recorder.due(at(300)));
    recorder.add(began(0, 1, 9));
    rows.addAll(recorder.all());

    assertEquals(List.of("0 lent [1] 0", "10 lost [0] 0"), told(rows));
  }

  @Test
  void reportedTimesGiveWayToTheBrokersOwn() {
    List<Row> rows =
        rows(1, lent(0, 1, 10), freed(0, 1, 20), lent(0, 2, 21), done(0, 1, 40), lost(0, 2, 50));

    assertEquals(
        List.of("10 lent [1] 0", "20 freed [0] 1", "21 lent [1] 1", "50 lost [0] 1"), told(rows));
  }

  @Test
  void rowsWaitTwoHundredMillisecondsForEarlierOnes() {
    var recorder = new Recorder(2);
    recorder.add(lent(0, 2, 100));
    List<Row> early = recorder.due(at(299.999));
    recorder.add(lent(1, 1, 50));
    List<Row> rows = recorder.due(at(300));

    assertEquals(List.of(), early);
    assertEquals(List.of("50 lent [0, 1] 0", "100 lent [1, 1] 0"), told(rows));
  }

  @Test
  void anEventThatIsTooLateGetsTheTimeOfTheLastRow() {
    var recorder = new Recorder(2);
    recorder.add(lent(0, 2, 100));
    List<Row> rows = new ArrayList<>(recorder.due(at(300)));
    recorder.add(lent(1, 1, 50));
    rows.addAll(recorder.all());

    assertEquals(List.of("100 lent [1, 0] 0", "100 lent [1, 1] 0"), told(rows));
  }

  @Test
  void aPackOfTasksThatEndsSharesARowForAllInItsWindow() {
    List<Row> rows =
        rows(
            1,
            began(0, 1, 0),
            Events.event(Event.Kind.ENDED, 0, 1, true, 16, 4),
            began(0, 1, 60),
            ended(0, 1, 61));

    assertEquals(List.of("50 many [0] 16", "60 began [1] 16", "61 ended [0] 17"), told(rows));
  }

  @Test
  void aWorkerThatJoinedGetsAPlaceAtTheEnd() {
    List<Row> rows = rows(1, lent(0, 1, 0), lent(2, 2, 1));

    assertEquals(List.of("0 lent [1, 0, 0] 0", "1 lent [1, 0, 1] 0"), told(rows));
  }

  @Test
  void aThousandChangesInAWindowAreRowsOfTheirOwnAndOneMoreIsARowForAll() {
    Row last = busyWindow(1_000).get(999);
    List<Row> many = busyWindow(1_001);

    assertEquals("ended", last.event());
    assertEquals(1, many.size());
    assertEquals("25.025 many [1] 500", told(many).get(0));
    Row.Window window = Objects.requireNonNull(many.get(0).window());
    assertEquals(501, window.lends());
    assertEquals(500, window.frees());
    assertEquals(List.of(500 * 25L + 25), window.busyMicros());
    assertNull(many.get(0).worker());
  }

  @Test
  void rowsAreSingleAgainWhenTheRateFalls() {
    var recorder = new Recorder(1);
    for (int i = 0; i <= 1_000; i++) {
      recorder.add(i % 2 == 0 ? began(0, 1, i * 0.02) : ended(0, 1, i * 0.02));
    }
    recorder.add(ended(0, 1, 60));
    recorder.add(began(0, 1, 120));
    recorder.add(ended(0, 1, 130));

    List<Row> rows = recorder.all();

    assertEquals(
        List.of("50 many [1] 500", "100 many [0] 501", "120 began [1] 501", "130 ended [0] 502"),
        told(rows));
  }

  @Test
  void moreThanSixtyFourWorkersShareARowForEachWindow() {
    List<Row> few = rows(64, lent(0, 1, 10), lent(1, 2, 20));
    List<Row> many =
        rows(65, lent(0, 1, 10), failed(0, 1, 15), done(0, 1, 16), lent(1, 2, 20), freed(0, 1, 70));

    assertEquals("lent", few.get(0).event());
    assertEquals(2, many.size());
    Row first = many.get(0);
    assertEquals(at(50), first.at());
    assertEquals(Row.MANY, first.event());
    assertEquals(1, first.finished());
    assertEquals(2, many.get(1).finished(), "the other task shares the row of its free");
    assertEquals(false, first.ok(), "one of its tasks failed");
    Row.Window window = Objects.requireNonNull(first.window());
    assertEquals(List.of(40_000L, 30_000L, 0L), window.busyMicros().subList(0, 3));
    Row.Window next = Objects.requireNonNull(many.get(1).window());
    assertEquals(List.of(20_000L, 20_000L, 0L), next.busyMicros().subList(0, 3));
  }

  @Test
  void aGapTellsTheStateAndWhatFinishedInIt() {
    var recorder = new Recorder(1);
    recorder.add(lent(0, 1, 0));
    recorder.miss(at(5), 3);
    recorder.add(freed(0, 1, 10));

    assertEquals(List.of("0 lent [1] 0", "5 gap [1] 3", "10 freed [0] 3"), told(recorder.all()));
  }

  @Test
  void aWorkerOfAnotherMachineIsToldWhenItJoinsBeforeItIsLent() {
    var recorder = new Recorder(1);
    recorder.add(lent(0, 1, 0));
    recorder.add(new Event(Event.Kind.JOINED, 1, "desk-3", "", null, 0, 0, 0, at(5)));
    recorder.add(lent(1, 2, 6));

    List<Row> rows = recorder.all();

    assertEquals(List.of("0 lent [1, 0] 0", "5 joined [1, 0] 0", "6 lent [1, 1] 0"), told(rows));
    assertEquals("desk-3", rows.get(1).task());
    assertEquals(1, rows.get(1).worker());
  }

  @Test
  void aProfileBeginsWithItsFirstTaskNotWithTheWorkersThatJoinedBefore() {
    var recorder = new Recorder(0);
    recorder.add(new Event(Event.Kind.JOINED, 0, "desk-3", "", null, 0, 0, 0, at(5)));
    recorder.add(new Event(Event.Kind.JOINED, 1, "desk-4", "", null, 0, 0, 0, at(6)));
    assertEquals(List.of(), told(recorder.due(at(900))));
    recorder.add(lent(1, 1, 1_000));

    assertEquals(
        List.of("1000 joined [0, 0] 0", "1000 joined [0, 0] 0", "1000 lent [0, 1] 0"),
        told(recorder.all()));
  }

  @Test
  void nothingGivesNoRow() {
    var recorder = new Recorder(0);

    assertTrue(recorder.due(at(1_000)).isEmpty());
    assertTrue(recorder.all().isEmpty());
  }

  @Test
  void anEventThatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> lent(-1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> lent(Event.HIGHEST_WORKER + 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> lent(0, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Events.event(Event.Kind.DONE, 0, 1, true, -1, 0));
  }

  private static List<Row> busyWindow(int changes) {
    var recorder = new Recorder(1);
    for (int i = 0; i < changes; i++) {
      recorder.add(i % 2 == 0 ? began(0, 1, i * 0.025) : ended(0, 1, i * 0.025));
    }
    return recorder.due(at(225.025));
  }

  private static List<Row> rows(int workers, Event... events) {
    var recorder = new Recorder(workers);
    for (Event event : events) {
      recorder.add(event);
    }
    return recorder.all();
  }

  private static List<String> told(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                "%s %s %s %d"
                    .formatted(
                        BigDecimal.valueOf(row.at(), 6).stripTrailingZeros().toPlainString(),
                        row.event(),
                        row.busy(),
                        row.finished()))
        .toList();
  }
}
