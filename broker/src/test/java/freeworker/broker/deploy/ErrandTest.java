package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.door.Key;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrandTest {
  private static final Host HOST = new Host("lab1", "lab1", 0, Wishes.NONE.with("workers=1"));
  private static final Key KEY =
      new Key("owner", new Peer(Role.WORKER, "worker"), new byte[32], new byte[32]);
  private static final Distribution DISTRIBUTION = new Distribution("c", "1 2", new byte[99]);

  private final StubRemote remote = new StubRemote();
  private final List<String> told = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();

  private final Watcher watcher =
      new Watcher() {
        @Override
        public void begins(Host host, Stage stage, String words) {
          told.add(stage.word());
        }

        @Override
        public void sent(Host host, long bytes, long all) {
          told.add(bytes + " of " + all);
        }

        @Override
        public void done(Report report) {
          throw new AssertionError("an errand does not tell its end");
        }
      };

  private static Cargo cargo(String broker) {
    return new Cargo(DISTRIBUTION, KEY, Map.of(HOST, Place.of(broker).orElseThrow()));
  }

  private Errand errand() {
    return new Errand(
        HOST, new Errand.Terms("", Duration.ofSeconds(30), 2, pauses::add), remote, watcher);
  }

  private static String[] up(String broker) {
    return new String[] {
      "@@ spec " + cargo(broker).spec(HOST).line(),
      "@@ borrowed worker  worker 0 can be borrowed",
      "@@ running 77 0",
      "@@ processes 2",
      "@@ end ok"
    };
  }

  @Test
  void aNewHostIsLookedAtCopiedToAndStarted() throws Exception {
    remote.answers(0, "@@ java 17 java", "@@ end ok").answers(0, "@@ end ok").answers(0, up("b:1"));

    Report report = errand().up(cargo("b:1"));

    assertEquals(State.UP, report.state());
    assertEquals("started", report.words());
    assertEquals(List.of("look", "copy", "start"), remote.asked);
    assertEquals(List.of(0, 99, KEY.text().length()), remote.loads);
    assertEquals(List.of("looking", "copying", "99 of 99", "starting"), told);
  }

  @Test
  void whatBreaksIsTriedAgainFromTheBeginningAfterEverLongerPauses() throws Exception {
    remote
        .answers(255, "ssh: connect: Connection refused")
        .answers(0, "@@ java 17 java", "@@ end ok")
        .answers(75, "the copy is not what was sent.")
        .answers(0, "@@ java 17 java", "@@ distribution whole", "@@ end ok")
        .answers(0, up("b:1"));

    Report report = errand().up(cargo("b:1"));

    assertEquals(State.UP, report.state());
    assertEquals(List.of("look", "look", "copy", "look", "start"), remote.asked);
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pauses);
  }

  @Test
  void afterTheLastRetryTheReportSaysWhyAndHowOften() throws Exception {
    for (int i = 0; i < 3; i++) {
      remote.answers(255, "ssh: connect: Connection refused");
    }

    Report report = errand().down();

    assertEquals(State.FAILED, report.state());
    assertEquals("connect: Connection refused (tried 3 times)", report.words());
    assertEquals(3, remote.asked.size());
  }

  @Test
  void whatWouldEndInTheSameWayIsNotTriedAgain() throws Exception {
    remote.answers(255, "lab1: Permission denied (publickey).");

    Report report = errand().status("");

    assertEquals("lab1: Permission denied (publickey).", report.words());
    assertEquals(List.of(), pauses);
  }

  @Test
  void aBrokerOnTheLoopbackAddressOfAnotherMachineIsRefusedBeforeAnythingIsCopied()
      throws Exception {
    Report report = errand().up(cargo("localhost:1"));

    assertEquals(State.FAILED, report.state());
    assertTrue(report.words().startsWith("the broker cannot be at localhost:1: that is lab1"));
    assertEquals(List.of(), remote.asked);
  }

  @Test
  void onThisVeryMachineTheBrokerMayBeThere() throws Exception {
    remote.here = true;
    remote
        .answers(0, "@@ java 17 java", "@@ distribution whole", "@@ end ok")
        .answers(0, up("localhost:1"));

    assertEquals(State.UP, errand().up(cargo("localhost:1")).state());
  }

  @Test
  void aHostThatIsCutOffInItsAnswerHasNotDoneIt() throws Exception {
    remote.answers(0, "@@ removed /x");

    Report report = errand().down();

    assertEquals(State.FAILED, report.state());
  }

  @Test
  void downSaysWhatWasThere() throws Exception {
    remote
        .answers(0, "@@ end ok")
        .answers(0, "@@ ended 7", "@@ forced 7", "@@ removed /x", "@@ end ok")
        .answers(0, "@@ removed /x", "@@ end ok");

    assertEquals("nothing was there", errand().down().words());
    assertEquals("ended by force, and removed", errand().down().words());
    assertEquals("removed; its workers had ended before", errand().down().words());
  }
}
