package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsFileTest {
  private static List<Host> read(String text) {
    return HostsFile.read("lab.hosts", text.lines().toList());
  }

  @Test
  void aLineIsAHostWithItsOptions() {
    List<Host> hosts =
        read(
            """
            # the lab
            lab1

            ana@lab2:2222 workers=4 relay # in the cellar
            [fe80::1%eth0]:22 folder="/two words/x" java="C# \\ '$x"
            """);

    assertEquals(
        List.of("lab1", "ana@lab2", "fe80::1%eth0"),
        hosts.stream().map(Host::destination).toList());
    assertEquals(List.of(0, 2222, 22), hosts.stream().map(Host::port).toList());
    assertEquals(Wishes.NONE, hosts.get(0).wishes());
    assertEquals(4, hosts.get(1).wishes().workers());
    assertEquals("/two words/x", hosts.get(2).wishes().folder());
    assertEquals("C# \\ '$x", hosts.get(2).wishes().java());
    assertEquals("ana@lab2_2222", hosts.get(1).crew());
  }

  @Test
  void aStarHasTheOptionsOfTheHostsBelowItUnlessTheySayOtherwise() {
    List<Host> hosts =
        read(
            """
            lab0
            * workers=2 relay broker=b:1
            lab1
            lab2 relay=no workers=3
            * broker=c:2
            lab3
            """);

    Place place = new Place("b", 1);
    assertEquals(Optional.empty(), hosts.get(0).wishes().broker());
    assertEquals(List.of("2", "--join", "b:1", "--relay"), hosts.get(1).wishes().arguments(place));
    assertEquals(List.of("3", "--join", "b:1"), hosts.get(2).wishes().arguments(place));
    assertEquals(Optional.of(new Place("c", 2)), hosts.get(3).wishes().broker());
    assertEquals(2, hosts.get(3).wishes().workers());
  }

  @Test
  void eachOptionReachesTheWorkerCommandAsOneWord() {
    Host host =
        read("lab1 workers=2 relay tls listen=10.0.0.1 advertise=lab.example memory=512m").get(0);

    assertEquals(
        List.of(
            "2",
            "--join",
            "b:18811",
            "--relay",
            "--tls",
            "--listen",
            "10.0.0.1",
            "--advertise",
            "lab.example",
            "--worker-memory",
            "512m"),
        host.wishes().arguments(Place.of("b").orElseThrow()));
  }

  @Test
  void aHostIsCalledByItsNameUnlessAnotherIsSaid() {
    List<Host> hosts = read("ana@lab1:2222\nlab2 label=desk-3");
    Place place = new Place("b", 1);

    assertEquals(
        List.of("--join", "b:1", "--label", "ana@lab1_2222"), hosts.get(0).arguments(place));
    assertEquals(List.of("--join", "b:1", "--label", "desk-3"), hosts.get(1).arguments(place));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-oProxyCommand=evil | '-oProxyCommand=evil' is no host",
        "a;b | 'a;b' is no host",
        "ana@-x | is no host",
        "lab1:0 | a port is from 1 to 65535, not 0",
        "lab1:99999 | a port is from 1 to 65535, not 99999",
        "lab1 workers=0 | workers must be from 1 to 1024, not '0'",
        "lab1 workers=1025 | workers must be from 1 to 1024, not '1025'",
        "lab1 workers | workers needs a value",
        "lab1 worker=2 | 'worker' is no option of a host",
        "lab1 relay=maybe | relay is said alone",
        "lab1 memory=lots | memory must be a size",
        "lab1 broker=a:0 | broker must be HOST:PORT",
        "lab1 listen=--evil | listen must be an address",
        "lab1 folder=\"x | a quote is not closed",
      })
  void aLineThatCannotBeMeantIsNamedByItsNumber(String line, String why) {
    var failure =
        assertThrows(DeployFailure.class, () -> read("lab0\n# comment\n" + line + "\nlab9"));

    assertEquals(DeployFailure.BAD_DATA, failure.exitCode());
    String what = String.valueOf(failure.getMessage());
    assertTrue(what.startsWith("lab.hosts line 3: "), what);
    assertTrue(what.contains(why), what);
  }

  @Test
  void aHostIsNamedOnceAndAFileNamesOneAtLeast() {
    String twice =
        String.valueOf(
            assertThrows(DeployFailure.class, () -> read("lab1\nlab2\nlab1 workers=2"))
                .getMessage());
    String none =
        String.valueOf(assertThrows(DeployFailure.class, () -> read("# nobody\n")).getMessage());

    assertEquals("lab.hosts line 3: lab1 is in line 1 already.", twice);
    assertEquals("lab.hosts names no host.", none);
  }

  @Test
  void whatMovesTheCursorOfATerminalIsSpelledOut() {
    var failure = assertThrows(DeployFailure.class, () -> read("lab1 \u001b[2Jx=1"));

    assertTrue(String.valueOf(failure.getMessage()).contains("\\u001B[2Jx"), failure::getMessage);
  }
}
