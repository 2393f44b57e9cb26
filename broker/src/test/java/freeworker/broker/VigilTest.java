package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VigilTest {
  private final Vigil vigil = new Vigil(Duration.ofSeconds(15));

  private boolean look(double seconds) {
    return vigil.look(Math.round(seconds * 1e9));
  }

  @Test
  void aBrokerThatIsAwakeCallsOthersSilent() {
    for (int i = 0; i < 100; i++) {
      assertTrue(look(i * 0.5));
    }
    assertTrue(look(54), "a busy machine looks late now and then");
  }

  @Test
  void aBrokerThatWasStoppedCallsNobodySilentBeforeItListenedForAsLong() {
    assertTrue(look(0));

    for (double at = 20; at <= 35; at += 0.5) {
      assertFalse(look(at), at + " s");
    }
    assertTrue(look(35.5));
    assertTrue(look(36));
  }

  @Test
  void aBrokerThatIsStoppedAgainBeginsAnew() {
    look(0);
    look(20);
    look(30);

    for (double at = 50; at <= 65; at += 0.5) {
      assertFalse(look(at), at + " s");
    }
    assertTrue(look(65.5));
  }
}
