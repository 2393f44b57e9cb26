package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LendingDeskTest {
  private final LendingDesk desk =
      new LendingDesk(new Ledger(Duration.ofSeconds(15)), System::nanoTime, effect -> {});

  @Test
  void aWorkerIsFoundAndFreedOnce() throws Exception {
    desk.enter(1);
    desk.join(new WorkerId(0, 1));

    Lease lease = desk.find(1, Duration.ZERO, 1, true, () -> true).orElseThrow();

    assertEquals(Optional.empty(), desk.find(1, Duration.ZERO, 1, true, () -> true));
    assertTrue(desk.free(1, lease.number()));
    assertFalse(desk.free(1, lease.number()));
    assertEquals(0, desk.ask(Ledger::waiting));
  }

  @Test
  void anUnknownSessionIsToldSo() {
    assertThrows(UnknownSession.class, () -> desk.find(9, Duration.ZERO, 1, true, () -> true));
    assertThrows(UnknownSession.class, () -> desk.renew(9));
  }
}
