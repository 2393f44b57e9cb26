package freeworker.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Supply;
import freeworker.wire.parcel.Want;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of a task that look for things at once each get their own. */
@Timeout(20)
class DialogueTest {
  private static final long LEASE = 7;
  private static final long SECOND = 1_000_000_000;
  private static final Hash CLOSURE = Hash.of(new byte[0]);

  private final Dialogue dialogue = new Dialogue();

  @Test
  void twoWhoAskAtOnceGetEachTheirOwn() throws Exception {
    dialogue.begin(LEASE);
    var one = asked("one");
    var two = asked("two");

    Want first = dialogue.next(LEASE, Optional.empty(), 10 * SECOND).orElseThrow();
    Want second = dialogue.next(LEASE, Optional.of(supply(first)), 10 * SECOND).orElseThrow();
    dialogue.next(LEASE, Optional.of(supply(second)), 1);

    assertEquals(Map.of("one", List.of()), one.get(10, TimeUnit.SECONDS).files());
    assertEquals(Map.of("two", List.of()), two.get(10, TimeUnit.SECONDS).files());
  }

  @Test
  void theEndOfARunAnswersEverybody() throws Exception {
    dialogue.begin(LEASE);
    var one = asked("one");
    var two = asked("two");
    assertTrue(dialogue.next(LEASE, Optional.empty(), 10 * SECOND).isPresent());

    dialogue.end();

    assertEquals("its task is over", one.get(10, TimeUnit.SECONDS).refusal());
    assertEquals("its task is over", two.get(10, TimeUnit.SECONDS).refusal());
  }

  private CompletableFuture<Supply> asked(String path) {
    var answer = new CompletableFuture<Supply>();
    var thread = new Thread(() -> answer.complete(dialogue.ask(CLOSURE, path)), "asks-" + path);
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  private static Supply supply(Want want) {
    return new Supply(want.number(), Map.of(want.path(), List.of()), "");
  }
}
