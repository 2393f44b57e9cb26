package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RingTest {
  @Test
  void whatDoesNotFitIsCounted() {
    var ring = new Ring(2);
    ring.add(Events.done(0, 1, 1));
    ring.add(Events.done(0, 1, 2));
    ring.add(Events.done(0, 1, 3));
    ring.add(Events.done(0, 1, 4));
    var drained = new ArrayList<Event>();

    Ring.Missed missed = ring.drain(drained::add);

    assertEquals(2, drained.size());
    assertEquals(new Ring.Missed(2, Events.at(3), Events.at(4), 2), missed);
    assertNull(ring.drain(drained::add), "told once");
    assertEquals(2, drained.size(), "given once");
  }

  @Test
  void eventsAddedWhileTheWriterDrainsComeOutOnceAndInOrder() throws InterruptedException {
    var ring = new Ring(1 << 16);
    var adding = new AtomicBoolean(true);
    var adder =
        new Thread(
            () -> {
              for (int i = 0; i < 50_000; i++) {
                ring.add(Events.done(0, 1 + i, i));
              }
              adding.set(false);
            },
            "adder");
    var drained = new ArrayList<Event>();

    adder.start();
    while (adding.get()) {
      assertNull(ring.drain(drained::add));
    }
    adder.join(10_000);
    ring.drain(drained::add);

    assertEquals(50_000, drained.size());
    for (int i = 0; i < drained.size(); i++) {
      assertEquals(1 + i, drained.get(i).lease());
    }
  }
}
