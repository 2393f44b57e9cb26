package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private static final Host HOST = new Host("lab1", "ana@lab1", 2222, Wishes.NONE);

  @Test
  void aHostThatCannotBeReachedIsTriedAgain() {
    Trouble trouble =
        Trouble.of(
            HOST, 255, List.of("ssh: connect to host lab1 port 2222: Connection refused", ""));

    assertEquals("connect to host lab1 port 2222: Connection refused", trouble.words());
    assertEquals("Try by hand:  ssh ana@lab1 -p 2222", trouble.advice());
    assertFalse(trouble.lasting());
  }

  @Test
  void whoIsNotLetInIsNotTriedAgain() {
    assertTrue(
        Trouble.of(HOST, 255, List.of("ana@lab1: Permission denied (publickey).")).lasting());
    assertTrue(Trouble.of(HOST, 255, List.of("Host key verification failed.")).lasting());
  }

  @Test
  void aHostThatSaysWhyItWillNeverDoIsNotTriedAgain() {
    Trouble trouble = Trouble.of(HOST, 69, List.of("no broker at b:1 (Connection refused)."));

    assertEquals("no broker at b:1 (Connection refused).", trouble.words());
    assertTrue(trouble.lasting());
  }

  @Test
  void aShellThatIsNoneIsSaid() {
    Trouble trouble = Trouble.of(HOST, 0, List.of());

    assertTrue(trouble.words().startsWith("its shell did not do"), trouble.words());
    assertTrue(trouble.lasting());
  }

  @Test
  void anythingElseIsTriedAgainAndSaidAsItWas() {
    Trouble full = Trouble.of(HOST, 2, List.of("tar: write: No space left on device"));
    Trouble mute = Trouble.of(HOST, 137, List.of());

    assertEquals("tar: write: No space left on device", full.words());
    assertEquals("it ended with code 137", mute.words());
    assertFalse(full.lasting() || mute.lasting());
  }
}
