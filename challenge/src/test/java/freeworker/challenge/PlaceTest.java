package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  private static final Seconds HALF = Seconds.of("--patience", "0.5", "");

  @ParameterizedTest
  @CsvSource({
    "localhost:18811, rmi://localhost:18811?patience=0.5s",
    "10.0.0.5:1, rmi://10.0.0.5:1?patience=0.5s",
    "lab-7.example, rmi://lab-7.example?patience=0.5s",
    "[::1]:18811, rmi://[::1]:18811?patience=0.5s",
    "rmi://there:18811, rmi://there:18811?patience=0.5s",
    "rmi://there:18811?patience=9s, rmi://there:18811?patience=9s",
    "embedded:2, embedded:2"
  })
  void aPlaceIsNamedAsPeopleNameIt(String written, String address) {
    assertEquals(address, Place.of(written, null, false, false, HALF).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:0", "localhost:65536", "localhost:x", "a b:1", "http://a"})
  void whatIsNoPlaceIsRefused(String written) {
    var e = assertThrows(ChallengeFailure.class, () -> Place.of(written, null, false, false, HALF));

    assertEquals(ChallengeFailure.USAGE, e.exitCode());
    assertEquals(
        "--broker must be HOST:PORT with a port from 1 to 65535, not '"
            + written
            + "'. Try: challenge --broker localhost:18811",
        e.getMessage());
  }

  @Test
  void anEngineThatRefusesItsAddressMeansWrongUsage() {
    var place = Place.of("embedded:many", null, false, false, HALF);

    var e = assertThrows(ChallengeFailure.class, place::open);

    assertEquals(ChallengeFailure.USAGE, e.exitCode());
  }

  @Test
  void aKeyTlsAndTheRelayArePartOfTheAddress() {
    Place place = Place.of("far:1", Path.of("my keys/a.key"), true, true, HALF);

    assertEquals("rmi://far:1?patience=0.5s&key=my+keys%2Fa.key&tls=true&relay", place.address());
  }
}
