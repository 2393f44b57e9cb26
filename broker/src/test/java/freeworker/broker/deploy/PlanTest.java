package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done on a host, by what was seen there. */
class PlanTest {
  private static final Spec WANTED = new Spec("c2", "b:1", "mine", "o2");
  private static final String JAVA = "@@ java 17 /usr/bin/java";
  private static final String WHOLE = "@@ distribution whole";
  private static final String RUNNING = "@@ running 77 60";

  private static Sighting seen(String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("@@ end ok");
    return Sighting.of(all);
  }

  private static String spec(Spec spec) {
    return "@@ spec " + spec.line();
  }

  @Test
  void aHostWithNothingGetsEverything() throws Trouble {
    assertEquals(new Plan(true, true, false, "started"), Plan.of(seen(JAVA), WANTED));
  }

  @Test
  void whatWasCopiedBeforeIsNotCopiedAgain() throws Trouble {
    assertEquals(new Plan(false, true, false, "started"), Plan.of(seen(JAVA, WHOLE), WANTED));
  }

  @Test
  void aHostThatHasWhatIsWantedStaysAsItIs() throws Trouble {
    Plan plan = Plan.of(seen(JAVA, WHOLE, spec(WANTED), RUNNING), WANTED);

    assertEquals(new Plan(false, false, false, "as it was"), plan);
  }

  @Test
  void damagedFilesTravelAgainAndNobodyIsStopped() throws Trouble {
    Plan plan = Plan.of(seen(JAVA, "@@ distribution damaged", spec(WANTED), RUNNING), WANTED);

    assertEquals(new Plan(true, false, false, "damaged files replaced"), plan);
  }

  @Test
  void aCrewOfAnotherBuildIsReplaced() throws Trouble {
    Spec old = new Spec("c1", "b:1", "mine", "o2");

    Plan plan = Plan.of(seen(JAVA, spec(old), RUNNING), WANTED);

    assertEquals(new Plan(true, true, true, "replaced; it was build c1"), plan);
  }

  @Test
  void aCrewThatWasWantedOtherwiseIsReplaced() throws Trouble {
    Spec old = new Spec("c2", "b:1", "mine", "o1");

    Plan plan = Plan.of(seen(JAVA, WHOLE, spec(old), RUNNING), WANTED);

    assertEquals(new Plan(false, true, true, "replaced; it was wanted otherwise before"), plan);
  }

  @Test
  void aCrewThatEndedIsStartedAgainAlsoAfterAnothersBroker() throws Trouble {
    Spec others = new Spec("c1", "x:1", "theirs", "o1");

    Plan plan = Plan.of(seen(JAVA, WHOLE, spec(others), "@@ last killed"), WANTED);

    assertEquals(
        new Plan(false, true, false, "started again; it had ended, it said last: killed"), plan);
  }

  @Test
  void aCrewOfAnothersBrokerThatRunsIsLeftAlone() {
    Spec others = new Spec("c2", "x:1", "theirs", "o2");

    var trouble =
        assertThrows(
            Trouble.class, () -> Plan.of(seen(JAVA, WHOLE, spec(others), RUNNING), WANTED));

    assertTrue(trouble.words().startsWith("workers of another broker, x:1,"), trouble.words());
    assertTrue(trouble.lasting());
  }

  @Test
  void withoutJavaThereIsNothingToPlan() {
    var trouble =
        assertThrows(Trouble.class, () -> Plan.of(seen("@@ javaless Java 17 is missing."), WANTED));

    assertEquals("Java 17 is missing.", trouble.words());
    assertTrue(trouble.lasting());
  }
}
