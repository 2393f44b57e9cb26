package freeworker.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.Gang;
import freeworker.GangTask;
import freeworker.Letter;
import freeworker.Member;
import freeworker.NoFreeWorker;
import freeworker.TaskCancelled;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every engine with two workers promises of {@link Engine#gang}. */
@Timeout(120)
abstract class GangContract extends MapContract {
  /** Of a class that the workers do not have. */
  record Met(int rank, int size, String heard) implements Serializable {}

  private static void awaitBothFree(Engine engine) {
    try (BorrowedWorker one = engine.borrow(Duration.ofSeconds(20));
        BorrowedWorker other = engine.borrow(Duration.ofSeconds(20))) {
      assertEquals(1, one.number() + other.number());
    }
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static int number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }

  @Test
  void membersSendToEachOther() {
    List<Met> met =
        engine()
            .gang(
                2,
                member -> {
                  int other = 1 - member.rank();
                  member.send(other, ("from " + member.rank()).getBytes(UTF_8));
                  String heard = new String(member.receive(other), UTF_8);
                  return new Met(member.rank(), member.size(), heard);
                })
            .results();

    assertEquals(List.of(new Met(0, 2, "from 1"), new Met(1, 2, "from 0")), met);
  }

  @Test
  void lettersArriveOnceInOrderAndWaitForRoom() {
    long seed = new Random().nextInt(1 << 20);
    System.out.println("letters of seed " + seed);
    GangTask<Long> exchange =
        member -> {
          int other = 1 - member.rank();
          var received =
              new FutureTask<Long>(
                  () -> {
                    var sum = new CRC32();
                    for (int i = 0; i < 300; i++) {
                      sum.update(member.receive(other));
                    }
                    return sum.getValue();
                  });
          var thread = new Thread(received);
          thread.start();
          var random = new Random(seed + member.rank());
          for (int i = 0; i < 300; i++) {
            byte[] letter = new byte[random.nextInt(1 + (1 << random.nextInt(20)))];
            random.nextBytes(letter);
            member.send(other, letter);
          }
          long sum = received.get();
          thread.join();
          return sum;
        };

    List<Long> sums = engine().gang(2, exchange).results();

    assertEquals(List.of(sum(seed + 1), sum(seed)), sums);
  }

  private static long sum(long seed) {
    var sum = new CRC32();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] letter = new byte[random.nextInt(1 + (1 << random.nextInt(20)))];
      random.nextBytes(letter);
      sum.update(letter);
    }
    return sum.getValue();
  }

  @Test
  void nobodyPassesABarrierBeforeAllHaveCome(@TempDir Path folder) {
    String place = folder.toString();

    List<Integer> seen =
        engine()
            .gang(
                2,
                member -> {
                  int there = 0;
                  for (int round = 0; round < 20; round++) {
                    if (member.rank() == round % 2) {
                      Files.createFile(Path.of(place, "round " + round));
                    }
                    member.barrier();
                    there += Files.exists(Path.of(place, "round " + round)) ? 1 : 0;
                  }
                  return there;
                })
            .results();

    assertEquals(List.of(20, 20), seen);
  }

  @Test
  void theCallerSpeaksWithEachMember() throws Exception {
    GangTask<Integer> adding =
        member -> {
          int sum = 0;
          for (int i = 0; i < 100; i++) {
            sum += number(member.receive(Member.CALLER));
            member.send(Member.CALLER, bytes(sum));
          }
          return sum;
        };

    try (Gang<Integer> gang = engine().gang(2, adding)) {
      int[] last = new int[2];
      for (int i = 1; i <= 100; i++) {
        gang.send(0, bytes(i));
        gang.send(1, bytes(-i));
        for (int answers = 0; answers < 2; answers++) {
          Letter letter = gang.receive();
          last[letter.from()] = number(letter.bytes());
        }
        assertArrayEquals(new int[] {i * (i + 1) / 2, -i * (i + 1) / 2}, last);
      }
      assertEquals(List.of(5_050, -5_050), gang.results());
    }
  }

  @Test
  void oneThatFailsEndsTheOthersAndIsTheCause() {
    GangTask<Integer> unlucky =
        member -> {
          if (member.rank() == 1) {
            throw new IllegalStateException("unlucky");
          }
          return member.receive(1).length;
        };

    var failed = assertThrows(TaskFailed.class, () -> engine().gang(2, unlucky).results());

    assertEquals("java.lang.IllegalStateException", failed.remoteClass());
    assertEquals("unlucky", failed.remoteMessage());
    awaitBothFree(engine());
  }

  @Test
  void whoWaitsForOneThatHasEndedIsToldSo() {
    GangTask<Integer> waiting = member -> member.rank() == 1 ? 0 : member.receive(1).length;

    var failed = assertThrows(TaskFailed.class, () -> engine().gang(2, waiting).results());

    assertEquals("freeworker.GangBroken", failed.remoteClass());
    assertTrue(failed.remoteMessage().startsWith("member 1 on worker "), failed::remoteMessage);
    awaitBothFree(engine());
  }

  @Test
  void aGangOfMoreThanThereAreIsRefused() {
    var refused = assertThrows(NoFreeWorker.class, () -> engine().gang(3, Member::rank).results());

    assertTrue(String.valueOf(refused.getMessage()).contains("2 workers"), refused::toString);
    assertThrows(IllegalArgumentException.class, () -> engine().gang(0, Member::rank));
    var thread = new Object();
    assertThrows(TaskRefused.class, () -> engine().gang(2, member -> thread.hashCode()));
    awaitBothFree(engine());
  }

  @Test
  void gangsAndTasksWaitForEachOther() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> sums = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        boolean gangs = caller % 2 == 0;
        sums.add(
            callers.submit(
                () -> {
                  int sum = 0;
                  for (int i = 0; i < 10; i++) {
                    if (gangs) {
                      GangTask<Integer> meeting =
                          member -> {
                            member.barrier();
                            return member.rank();
                          };
                      sum += engine().gang(2, meeting).results().stream().mapToInt(x -> x).sum();
                    } else {
                      sum += engine().run(() -> 1);
                    }
                  }
                  return sum;
                }));
      }
      for (Future<Integer> sum : sums) {
        assertEquals(10, sum.get());
      }
    } finally {
      callers.shutdownNow();
      assertTrue(callers.awaitTermination(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void aLimitEndsAll() {
    Engine hurried = engine().within(Duration.ofMillis(300));
    GangTask<Integer> endless = member -> member.receive(1 - member.rank()).length;

    var cancelled = assertThrows(TaskCancelled.class, () -> hurried.gang(2, endless).results());

    assertTrue(String.valueOf(cancelled.getMessage()).contains("0.3 s"), cancelled::toString);
    awaitBothFree(engine());
  }

  @Test
  void whoClosesAGangEndsIt() throws Exception {
    GangTask<Integer> endless =
        member -> {
          member.send(Member.CALLER, new byte[1]);
          return member.receive(1 - member.rank()).length;
        };
    Gang<Integer> gang = engine().gang(2, endless);
    gang.receive();
    CompletableFuture<List<Integer>> results = CompletableFuture.supplyAsync(gang::results);

    gang.close();

    var ended = assertThrows(java.util.concurrent.ExecutionException.class, results::get);
    assertTrue(ended.getCause() instanceof TaskCancelled, ended::toString);
    assertThrows(FreeworkerException.class, gang::receive);
    awaitBothFree(engine());
  }
}
