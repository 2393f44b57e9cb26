package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProgramTest {
  private static final String HERE = "--broker=embedded:2";

  @ParameterizedTest
  @CsvSource({"0.5, 0.25", "0, 0", "0.0, 0", ".1, 0.01", "0.010, 0.0001"})
  void theSquareStandsAloneOnStandardOutput(String seconds, String square) {
    assertEquals(new Ran(0, square + System.lineSeparator(), ""), Ran.program(HERE, seconds));
  }

  @ParameterizedTest
  @CsvSource({"9, 9", "9.00, 9", "0.250, 0.25", "1E+2, 100", "0E+3, 0", "7464960000, 7464960000"})
  void aSquareHasItsShortestPlainForm(BigDecimal square, String text) {
    assertEquals(text, Seconds.plain(square));
  }

  @Test
  void threeIsTheUsualNumberOfSeconds() {
    assertEquals(List.of("9"), Ran.program(HERE).outLines());
  }

  @Test
  void theWorkloadTakesTheTimeThatItIsTold() throws Exception {
    long began = System.nanoTime();

    BigDecimal square = new SleepAndSquare(new BigDecimal("0.2")).run();

    assertEquals(new BigDecimal("0.04"), square);
    assertTrue(System.nanoTime() - began >= 200_000_000, "it slept 0.2 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "-.5", "86400.1", "1e3", "NaN", "3s", "", "99999999999999"})
  void whatIsNoNumberOfSecondsIsRefusedInOneLine(String seconds) {
    var ran = Ran.program(HERE, seconds);

    assertEquals(
        List.of(
            "challenge: SECONDS must be a number from 0 to 86400, not '"
                + seconds
                + "'. Try: challenge 3"),
        ran.errLines());
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--clients=0, '--clients must be a whole number from 1 to 1024, not 0. Try: challenge --clients"
        + " 4'",
    "--repeat=-3, '--repeat must be a whole number from 1 to 1000000, not -3. Try: challenge"
        + " --repeat 4'",
    "--think=x, '--think must be a number from 0 to 86400, not ''x''. Try: challenge --think 0.5'",
    "--wait=-1, '--wait must be a number from 0 to 86400, not ''-1''. Try: challenge --wait 10'",
    "--patience=p, '--patience must be a number from 0 to 86400, not ''p''. Try: challenge"
        + " --patience 2'",
    "--often, 'Unknown option: ''--often''. Try: challenge --help'"
  })
  void aWrongOptionIsRefusedInOneLine(String option, String line) {
    var ran = Ran.program(HERE, option);

    assertEquals(List.of("challenge: " + line), ran.errLines());
    assertEquals(2, ran.code());
  }

  @Test
  void withoutABrokerItSaysWhatToDo() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }

    var ran = Ran.program("--broker=localhost:" + port, "--patience=0", "0");

    assertEquals(
        List.of(
            "challenge: no broker at localhost:" + port + " (connection refused).",
            "  Start one with:  broker 2        or name another with:  challenge --broker"
                + " HOST:PORT"),
        ran.errLines());
    assertEquals(69, ran.code());
    assertEquals("", ran.out());
  }

  @Test
  void severalClientsPrintEachResultAndAfterwardsWhatTheySaw() {
    var ran = Ran.program(HERE, "0.01", "--clients=3", "--repeat=2");

    assertEquals(
        List.of("0.0001", "0.0001", "0.0001", "0.0001", "0.0001", "0.0001"), ran.outLines());
    assertTrue(ran.errLines().get(0).matches("6 tasks   .* tasks/s"), ran.err());
    assertTrue(ran.errLines().get(1).startsWith("waited   p50 "), ran.err());
    assertTrue(ran.errLines().get(2).startsWith("ran      p50 "), ran.err());
  }

  @Test
  void programsGetOneObjectAResultAndOneForAll() {
    var ran = Ran.program(HERE, "0.01", "--repeat=2", "--json");

    List<String> lines = ran.outLines();
    String time = "\\d+\\.\\d{6}";
    for (int task = 1; task <= 2; task++) {
      assertTrue(
          Pattern.matches(
              "\\{\"seconds\":0\\.01,\"result\":0\\.0001,\"worker\":[01],\"client\":1,\"task\":"
                  + task
                  + ",\"waited\":"
                  + time
                  + ",\"ran\":"
                  + time
                  + "}",
              lines.get(task - 1)),
          lines.get(task - 1));
    }
    assertTrue(lines.get(2).startsWith("{\"tasks\":2,\"clients\":1,\"elapsed\":"), lines.get(2));
    assertEquals(3, lines.size());
    assertEquals("", ran.err());
  }

  @Test
  void aClientThatDoesNotWantToWaitSaysThatNoWorkerWasFree() {
    var ran = Ran.program("--broker=embedded:1", "2", "--clients=2", "--wait=0");

    assertEquals(75, ran.code());
    assertTrue(ran.err().startsWith("challenge: No worker was free"), ran.err());
    assertEquals(1, ran.errLines().size());
  }

  @Test
  void theHelpNamesEachOptionAndExitCode() {
    var ran = Ran.program("--help");

    for (String word :
        List.of(
            "SECONDS",
            "--clients",
            "--repeat",
            "--think",
            "--json",
            "--wait",
            "--patience",
            "--broker",
            "--verbose",
            "run",
            "69 no broker")) {
      assertTrue(ran.out().contains(word), word);
    }
    assertEquals(0, ran.code());
  }
}
