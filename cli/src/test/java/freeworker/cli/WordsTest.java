package freeworker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words mean what a person means by them, or are refused. */
class WordsTest {
  private final Inn inn = new Inn();

  private Command read(String... words) {
    return new Words(inn.line, words).read();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--beds 7", "--beds=7", "-b 7", "-b=7", "-b7"})
  void aValueStandsBehindItsOptionOrInIt(String words) {
    read(words.split(" "));

    assertEquals(7, inn.beds.whole());
  }

  @Test
  void optionsStandBeforeAndAfterParameters() {
    read("--quiet", "ana", "-b", "2");

    assertTrue(inn.quiet.given());
    assertEquals("ana", inn.guest.text());
    assertEquals(2, inn.beds.whole());
  }

  @Test
  void whatIsNotSaidIsAsUsual() {
    read();

    assertEquals(1, inn.beds.whole());
    assertEquals("", inn.guest.text());
    assertEquals(List.of("tea", "bread"), inn.meals.texts());
    assertEquals(List.of(), inn.wishes.texts());
    assertFalse(inn.beds.given() || inn.guest.given() || inn.quiet.given());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-.5", "-", ""})
  void aNegativeNumberAndAHyphenAreNoOptions(String word) {
    read(word, "--beds", word);

    assertEquals(word, inn.guest.text());
    assertEquals(word, inn.beds.text());
  }

  @Test
  void afterTwoHyphensNothingIsAnOptionOrACommand() {
    assertSame(inn.line, read("--quiet", "--", "--beds"));
    assertEquals("--beds", inn.guest.text());

    var other = new Inn();
    assertSame(other.line, new Words(other.line, "--", "leave").read());
    assertEquals("leave", other.guest.text());
  }

  @Test
  void whatMayBeRepeatedIsKeptInItsOrder() {
    read("--wish=a,b", "--wish", "c");

    assertEquals(List.of("a,b", "c"), inn.wishes.texts());
  }

  @Test
  void aListIsSaidWithCommasOrByRepetition() {
    read("--meals", "fish,wine", "--meals=figs");

    assertEquals(List.of("fish", "wine", "figs"), inn.meals.texts());
  }

  @ParameterizedTest
  @CsvSource({"'',1", "',',2", "'fish,',2", "',,',3"})
  void aPlaceInAListThatIsLeftOpenIsNotLostInSilence(String meals, int count) {
    read("--meals", meals);

    assertEquals(count, inn.meals.texts().size());
    assertEquals("", inn.meals.texts().get(count - 1));
  }

  @Test
  void aCommandHasItsOwnOptionsAndThoseThatItShares() {
    Command meant = read("--beds", "3", "leave", "--why", "rain", "--verbose");

    assertSame(inn.leave, meant);
    assertEquals("rain", inn.why.text());
    assertEquals(3, inn.beds.whole());
    assertTrue(inn.line.verbose.given());
  }

  @Test
  void aRepeatedParameterTakesAllThatFollowsAsItIs() {
    read("call", "--loud", "ana", "--loud", "-h", "--", "leave", "-5");

    assertEquals("ana", inn.name.text());
    assertEquals(List.of("--loud", "-h", "--", "leave", "-5"), inn.words.texts());
  }

  @Test
  void oneThatStandsAmongOptionsTakesAllThatAreNone() {
    var pack = new Command("pack", "Packs.", () -> 0);
    Value things = pack.parameter("THINGS", "what").required().amongOptions();
    Value warm = pack.flag("--warm", "for the winter");
    Value bags = pack.option("--bags", "N", "in how many bags");

    new Words(pack, "coat", "--bags", "2", "hat", "--warm", "--", "--scarf").read();

    assertEquals(List.of("coat", "hat", "--scarf"), things.texts());
    assertEquals(2, bags.whole());
    assertTrue(warm.given());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bed 2           | Unknown option: '--bed'. Try: inn --help",
        "-x                | Unknown option: '-x'. Try: inn --help",
        "--=               | Unknown option: '--='. Try: inn --help",
        "ana bob           | Unmatched argument at index 1: 'bob'. Try: inn --help",
        "leave ana         | Unmatched argument at index 1: 'ana'. Try: inn leave --help",
        "--beds            | Missing required parameter for option '--beds' (N). Try: inn --help",
        "-b --quiet        | Expected parameter for option '--beds' but found '--quiet'."
            + " Try: inn --help",
        "-b --             | Expected parameter for option '--beds' but found '--'. Try: inn --help",
        "--quiet=yes       | option '--quiet' takes no value, not 'yes'. Try: inn --help",
        "--quiet --quiet   | option '--quiet' should be specified only once. Try: inn --help",
        "-b1 --beds=1      | option '--beds' (N) should be specified only once. Try: inn --help",
        "--quiet leave     | --quiet has no meaning with leave. Try: inn leave --help",
        "ana leave         | GUEST has no meaning with leave. Try: inn leave --help",
        "call              | Missing required parameter: 'NAME'. Try: inn call --help",
        "pay               | Missing required options: '--sum=SUM', '--coin=COIN'."
            + " Try: inn pay --help",
        "pay --sum 3       | Missing required option: '--coin=COIN'. Try: inn pay --help",
        "a \u001b\u202ex   | Unmatched argument at index 1: '??x'. Try: inn --help"
      })
  void whatCannotBeMeantIsRefusedInOneLineWithSomethingToTry(String words, String line) {
    var refused = assertThrows(WrongUsage.class, () -> read(words.split(" ")));

    assertEquals(line, refused.getMessage());
    assertEquals(2, refused.exitCode());
  }

  @Test
  void whatIsNoNumberIsRefusedWhenItIsAskedFor() {
    read("--beds", "two", "--wish", "2.5");

    assertEquals(
        "Invalid value for option '--beds': 'two' is not an int. Try: inn --help",
        assertThrows(WrongUsage.class, inn.beds::whole).getMessage());
    assertThrows(WrongUsage.class, inn.beds::decimal);
    assertThrows(WrongUsage.class, inn.wishes::whole);
    assertEquals(2.5, inn.wishes.decimal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h nonsense --nonsense", "--help", "pay -h", "pay --version"})
  void aCallForHelpIsHeardWhateverElseIsMissing(String words) {
    Command meant = read(words.split(" "));

    assertTrue(meant.help.given() || meant.version.given());
  }
}
