package freeworker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program says what happened in one line, what to do in another, and how it ended in a code. */
class ProgramTest {
  private static Command doing(Command.Action action) {
    return new Command("inn", "Keeps rooms for guests.", action);
  }

  @Test
  void theCodeOfTheCommandThatIsMeantIsThatOfTheProgram() {
    assertEquals(new Said(0, "", ""), Said.of(new Inn().line));
    assertEquals(new Said(3, "", ""), Said.of(new Inn().line, "leave"));
  }

  @Test
  void aFailureIsALineAndAnAdvice() {
    var full = new Failure(69, "there is no room.", "Try the next inn.");

    assertEquals(
        new Said(69, "", lines("inn: there is no room.", "  Try the next inn.")),
        Said.of(
            doing(
                () -> {
                  throw full;
                })));
  }

  @Test
  void aFailureOfWhichNobodyNeedsToHearIsACodeAlone() {
    assertEquals(
        new Said(130, "", ""),
        Said.of(
            doing(
                () -> {
                  throw new Failure(130, "", "");
                })));
  }

  @Test
  void theWayToAFailureIsShownOnRequest() {
    Command failing =
        doing(
            () -> {
              throw new Failure(1, "no.", "", new IllegalStateException("the cause"));
            });

    Said said = Said.of(failing, "--verbose");

    assertEquals(1, said.code());
    assertTrue(said.err().startsWith(lines("inn: no.", "freeworker.cli.Failure: no.")), said::err);
    assertTrue(said.err().contains("Caused by: java.lang.IllegalStateException: the cause"));
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeSo() {
    Command failing =
        doing(
            () -> {
              throw new NoSuchFileException("keys");
            });

    assertEquals(
        new Said(1, "", lines("inn: java.nio.file.NoSuchFileException: keys")), Said.of(failing));
  }

  @Test
  void wrongUsageIsOneLine() {
    assertEquals(
        new Said(2, "", lines("inn: Unknown option: '--why'. Try: inn --help")),
        Said.of(new Inn().line, "--why"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version", "leave -V"})
  void eachCommandKnowsItsVersion(String words) {
    assertEquals(
        new Said(0, lines("freeworker (not packaged)"), ""),
        Said.of(new Inn().line, words.split(" ")));
  }

  @Test
  void theHelpShowsAllThatCanBeSaidInColumns() {
    assertEquals(
        new Said(
            0,
            """
            Usage: inn [-b=N] [--quiet] [--wish=WISH]... [--meals=MEAL,...]... [GUEST]
                       [COMMAND]
            Keeps rooms for guests.
                  [GUEST]            who comes
              -b, --beds=N           how many beds (default: 1)
                  --quiet            in a room that looks to the garden, where nobody sings
                                       after midnight
                  --wish=WISH        what else there should be
                  --meals=MEAL,...   what there is to eat (default: tea,bread)
                  --verbose          show the stack trace of a failure
              -h, --help             show this help
              -V, --version          show the version
            Commands:
              leave  Leaves the inn.
              call   Calls a guest.
              pay    Pays.

            Exit codes: 0 slept well
            """,
            ""),
        Said.of(new Inn().line, "--help"));
  }

  @Test
  void theHelpOfACommandNamesTheProgramAndWhatHasToBeSaid() {
    assertTrue(
        Said.of(new Inn().line, "call", "-h")
            .out()
            .startsWith("Usage: inn call [--loud] NAME [WORDS...]\nCalls a guest.\n"));
    assertTrue(
        Said.of(new Inn().line, "pay", "-h")
            .out()
            .startsWith("Usage: inn pay --sum=SUM -c=COIN\n"));
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
