package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.CrewOrder;
import freeworker.wire.Launch;
import freeworker.wire.Obituary;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A crew that does not keep to what is usual takes no memory for it. */
class FarCrewTest {
  private final FarCrew crew =
      new FarCrew(new Peer(Role.WORKER, "lab-7"), "lab", "10.0.0.7", false, List.of(4, 5, 6));

  @Test
  void ofTenThousandProcessesItHasAsManyAsItsPlacesNeed() {
    int taken = 0;
    for (int i = 0; i < 10_000; i++) {
      taken += crew.launched(launch("crew-" + i)) ? 1 : 0;
    }
    assertEquals(16, taken);

    crew.died(new Obituary("crew-3", -1, 0, "", true));

    assertTrue(crew.launched(launch("crew-another")), "one has ended");
  }

  @Test
  void ofTenThousandOrdersOneOfAKindAndPlaceWaits() throws Exception {
    for (int epoch = 1; epoch <= 10_000; epoch++) {
      crew.ready(4 + epoch % 3, epoch, "crew-" + epoch);
      crew.order(new CrewOrder(CrewOrder.Kind.KILL, 4 + epoch % 3, epoch, "why"));
    }

    Set<Long> epochs = new HashSet<>();
    int waiting = 0;
    for (CrewOrder order = crew.nextOrder(Duration.ZERO);
        order.kind() != CrewOrder.Kind.NOTHING;
        order = crew.nextOrder(Duration.ZERO)) {
      waiting++;
      epochs.add(order.epoch());
    }

    assertEquals(6, waiting);
    assertEquals(Set.of(9_998L, 9_999L, 10_000L), epochs, "the last ones");
  }

  @Test
  void aProcessIsExpectedInTheOnePlaceThatItsCrewSaidAndOnce() {
    crew.launched(launch("spare"));
    crew.launched(new Launch("crew-1", new byte[32], 4, 7));

    assertFalse(crew.expects(4, 7, "spare"), "it has no place yet");
    assertFalse(crew.expects(5, 7, "crew-1"));
    assertFalse(crew.expects(4, 8, "crew-1"));
    assertFalse(crew.expects(4, 7, "nobody"));
    assertTrue(crew.expects(4, 7, "crew-1"));
    crew.ready(4, 7, "crew-1");
    assertFalse(crew.expects(4, 7, "crew-1"), "it is on the roster");
  }

  private static Launch launch(String name) {
    return new Launch(name, new byte[32], Launch.SPARE, 0);
  }
}
