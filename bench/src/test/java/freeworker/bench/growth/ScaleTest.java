package freeworker.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.growth.World.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void everyClientIsServedInTurnAndAllWorkersAreFreeInTheEnd(int owners) {
    var world = new World(new Size(50, 1_000, owners, 2, 5), new Stopwatch());
    world.enter();
    world.begin();
    world.thinkFor(2);
    world.run(60);
    long waiting = world.ledger().waiting();

    world.end();
    world.run(120);

    assertTrue(waiting > 100, "there was a crowd");
    assertTrue(world.books().lent() > 1_000, world.books().lent() + " leases");
    assertEquals(0, world.ledger().waiting());
    assertEquals(0, world.books().held());
    assertEquals(50, world.ledger().idle());
  }

  @Test
  void theBooksSeeAWorkerThatIsLentTwice() {
    var books = new Books(2, 4);
    books.waits(7);
    books.waits(8);
    books.lent(0, 7, any -> true);

    assertThrows(IllegalStateException.class, () -> books.lent(0, 8, any -> true));
  }

  @Test
  void theBooksSeeAClientWhoIsServedBeforeHisTurn() {
    var books = new Books(2, 4);
    books.waits(7);
    books.waits(8);

    assertThrows(IllegalStateException.class, () -> books.lent(0, 8, any -> true));
  }

  @Test
  void whoLeftTheQueueIsPassedOver() {
    var queue = new Queue(3);
    queue.add(1);
    queue.add(2);
    queue.addFirst(3);

    assertEquals(2, queue.next(session -> session == 2));
    assertEquals(0, queue.next(any -> true));
  }

  @Test
  void anEventIsDueOnceAndInItsStep() {
    var timetable = new Timetable(3, 10);
    timetable.in(2, 1);
    timetable.in(10, 2);

    timetable.step();
    assertEquals(-1, timetable.due());
    timetable.step();
    assertEquals(1, timetable.due());
    assertEquals(-1, timetable.due());
    for (int i = 0; i < 8; i++) {
      timetable.step();
    }
    assertEquals(2, timetable.due());
    assertThrows(IllegalArgumentException.class, () -> timetable.in(11, 0));
  }
}
