package freeworker.bench.siege;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What a door says tells what came of a try. */
class EndTest {
  private static final String ANSWER = "51aced0005770f";
  private static final String ID = "0011223344556677889900112233";

  @Test
  void whoeverGetsAGreetingOfRmiOrAnAnswerToHisCallWasLetIn() {
    assertEquals(End.LET_IN, of("4e0009", false));
    assertEquals(End.LET_IN, of(ANSWER + "01" + ID, false));
    assertEquals(End.LET_IN, of("53" + ANSWER + "01" + ID, true), "behind the answer to a ping");
  }

  @Test
  void aFailureAndARefusalAtTheDoorAreWords() {
    assertEquals(End.REFUSED, of(ANSWER + "02" + ID, false));
    assertEquals(End.REFUSED, of("000501000161", true));
  }

  @Test
  void whoeverGetsNothingElseWasClosedOrWaits() {
    assertEquals(End.CLOSED, of("", true));
    assertEquals(End.WAITING, of("", false));
    assertEquals(End.CLOSED, of("00450000", true), "the door's own proof tells nobody anything");
    assertEquals(End.WAITING, of(ANSWER, false));
  }

  private static End of(String hex, boolean over) {
    return End.of(HexFormat.of().parseHex(hex), over);
  }
}
