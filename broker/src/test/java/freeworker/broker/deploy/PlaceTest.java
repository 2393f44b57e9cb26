package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
  @ParameterizedTest
  @CsvSource({
    "lab, lab:18811, false",
    "10.0.0.5:1, 10.0.0.5:1, false",
    "localhost:80, localhost:80, true",
    "LOCALHOST, LOCALHOST:18811, true",
    "127.9.0.1:80, 127.9.0.1:80, true",
    "127.example.org, 127.example.org:18811, false",
    "[::1]:5, [::1]:5, true",
    "[fe80::1], [fe80::1]:18811, false",
  })
  void aBrokerIsAHostAndAPort(String text, String whole, boolean loopback) {
    Place place = Place.of(text).orElseThrow();

    assertEquals(whole, place.toString());
    assertEquals(loopback, place.loopback());
  }

  @ParameterizedTest
  @CsvSource({"''", "a b", "a:0", "a:65536", "a:", ":80", "-x:80", "'a;b'", "::1"})
  void whatIsNoneIsNone(String text) {
    assertEquals(Optional.empty(), Place.of(text));
  }
}
