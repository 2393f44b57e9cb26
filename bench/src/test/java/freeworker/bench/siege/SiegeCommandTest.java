package freeworker.bench.siege;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is attacked but a broker on this machine. */
class SiegeCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:18811", "127.0.0.1:18811", "127.3.2.1:18811"})
  void aBrokerHereCanBeAttacked(String address) {
    assertEquals(18811, SiegeCommand.here(address).getPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:18811", "0.0.0.0:18811", "169.254.1.1:1"})
  void oneSomewhereElseCanNot(String address) {
    var e = assertThrows(IllegalArgumentException.class, () -> SiegeCommand.here(address));

    assertTrue(String.valueOf(e.getMessage()).contains("on this machine"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:", ":x", "localhost:99999"})
  void whatIsNoAddressIsRefused(String address) {
    assertThrows(IllegalArgumentException.class, () -> SiegeCommand.here(address));
  }
}
