package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  @Test
  void aProcessThatWasStoppedBeforeItWasKilledSaidItsLastThen() {
    var whereabouts = new Whereabouts();
    whereabouts.placed(10, 0);
    whereabouts.placed(11, 1);
    whereabouts.placed(12, 2);
    whereabouts.stopped(10, 100);
    whereabouts.dies(10, 300);
    whereabouts.stopped(11, 100);
    whereabouts.goesOn(11);
    whereabouts.dies(11, 300);

    Map<Long, List<Life>> lives = whereabouts.lives().each();

    assertEquals(
        Map.of(
            10L,
            List.of(new Life(10, "0", 100L)),
            11L,
            List.of(new Life(11, "1", 300L)),
            12L,
            List.of(new Life(12, "2", null))),
        lives);
  }

  @Test
  void theNewsOfADeathDoNotMakeItLater() {
    var whereabouts = new Whereabouts();
    whereabouts.placed(10, 0);
    whereabouts.dies(10, 300);
    whereabouts.dies(10, 400);

    assertEquals(300L, last(whereabouts, 10).silent());
  }

  @Test
  void aPlaceBelongsToTheBrokerThatGaveIt() {
    var whereabouts = new Whereabouts();
    whereabouts.broker(5);
    whereabouts.placed(10, 0);
    whereabouts.broker(6);
    whereabouts.placed(10, 0);
    whereabouts.placed(20, 0);

    assertEquals("0", last(whereabouts, 10).place());
    assertEquals("0 of broker 2", last(whereabouts, 20).place());
  }

  @Test
  void whileTheBrokerIsStoppedNobodyHearsAWorker() {
    var whereabouts = new Whereabouts();
    whereabouts.broker(5);
    whereabouts.placed(10, 0);
    whereabouts.placed(11, 1);
    whereabouts.stopped(5, 200);
    whereabouts.dies(10, 300);
    whereabouts.goesOn(5);
    whereabouts.dies(11, 400);

    assertEquals(200L, last(whereabouts, 10).silent());
    assertEquals(400L, last(whereabouts, 11).silent());
  }

  @Test
  void aNumberThatTheSystemGivesAgainIsAnotherProcess() {
    var whereabouts = new Whereabouts();
    whereabouts.broker(5);
    whereabouts.placed(10, 0);
    whereabouts.stopped(10, 200);
    whereabouts.dies(10, 300);
    whereabouts.broker(6);
    whereabouts.placed(10, 1);
    whereabouts.dies(10, 900);

    Lives lives = whereabouts.lives();

    assertEquals("0", Objects.requireNonNull(lives.of(begun(10, 150))).place());
    Life second = Objects.requireNonNull(lives.of(begun(10, 700)));
    assertEquals("1 of broker 2", second.place());
    assertEquals(900L, second.silent(), "it was not it that was stopped");
    assertEquals(" (worker 1 of broker 2)", whereabouts.words(10));
  }

  @Test
  void whoDiesBeforeTheBrokerNamedItDiedThen() {
    var whereabouts = new Whereabouts();
    whereabouts.dies(10, 300);
    whereabouts.placed(10, 0);
    whereabouts.dies(10, 400);

    assertEquals(300L, last(whereabouts, 10).silent());
  }

  private static Attempt begun(long pid, long at) {
    return new Attempt("t1", "a1", pid, at, at, Stamped.ENDED, 1, 2);
  }

  private static Life last(Whereabouts whereabouts, long pid) {
    List<Life> lives = Objects.requireNonNull(whereabouts.lives().each().get(pid));
    return lives.get(lives.size() - 1);
  }
}
