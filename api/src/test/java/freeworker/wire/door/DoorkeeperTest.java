package freeworker.wire.door;

import static freeworker.wire.door.OpenDoor.BOUNDS;
import static freeworker.wire.door.OpenDoor.HERE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections are counted, and those whose key is no more are cut. */
@Timeout(60)
class DoorkeeperTest {
  private static final Bounds SIX =
      new Bounds(BOUNDS.request(), BOUNDS.memory(), 256, BOUNDS.proofNanos(), 6, 3);
  private static final Peer ANNA = new Peer(Role.CLIENT, "anna");

  @Test
  void aKeyHasItsShareOfConnectionsAndTheDoorItsNumber() throws IOException {
    var door = new OpenDoor(HERE, SIX, OpenDoor.ECHO);
    List<Raw> open = new ArrayList<>();
    try {
      for (String name : List.of("anna", "otto")) {
        Credential key = door.keys.make(name);
        for (int i = 0; i < 3; i++) {
          open.add(proved(door, key));
        }
        if (name.equals("anna")) {
          assertEquals(
              "client anna has 3 connections open (limit connections-per-key = 3)",
              refused(door, key));
        }
      }
      Credential late = door.keys.make("late");
      assertEquals("6 connections are open (limit connections = 6)", refused(door, late));

      open.remove(0).close();
      open.add(provedAtLast(door, late));
    } finally {
      for (Raw raw : open) {
        raw.close();
      }
    }
  }

  @Test
  void clientsWithAllTheirSharesKeepNoWorkerOut() throws IOException {
    var door = new OpenDoor(HERE, SIX, OpenDoor.ECHO);
    var process = new Credential(Role.PROCESS, "here-1", new byte[Key.LENGTH]);
    var crew = new Credential(Role.WORKER, "lab", new byte[Key.LENGTH]);
    door.keys.add(process);
    door.keys.add(crew);
    List<Raw> open = new ArrayList<>();
    try {
      for (String name : List.of("anna", "otto")) {
        Credential key = door.keys.make(name);
        for (int i = 0; i < 3; i++) {
          open.add(proved(door, key));
        }
      }

      for (int i = 0; i < 3; i++) {
        open.add(proved(door, crew));
      }
      for (int i = 0; i < 128; i++) {
        open.add(proved(door, process));
      }

      assertEquals(
          "worker lab has 3 connections open (limit connections-per-key = 3)", refused(door, crew));
      assertEquals(
          "process here-1 has 128 connections open (limit connections-per-process = 128)",
          refused(door, process));
      assertEquals(6, door.door.use().connections(), "of clients");
    } finally {
      for (Raw raw : open) {
        raw.close();
      }
    }
  }

  @Test
  void whoComesAtTheSameMomentDoesNotGetMore() throws Exception {
    var door = new OpenDoor(HERE, SIX, OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    int many = 24;
    var start = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);
    List<Raw> all = new ArrayList<>();
    List<Future<Boolean>> in = new ArrayList<>();
    try {
      for (int i = 0; i < many; i++) {
        var raw = new Raw(door);
        all.add(raw);
        in.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    raw.prove(anna);
                    return raw.greet();
                  } catch (IOException e) {
                    return false;
                  }
                }));
      }
      int inside = 0;
      for (Future<Boolean> each : in) {
        inside += each.get() ? 1 : 0;
      }
      assertEquals(3, inside);
    } finally {
      threads.shutdown();
      for (Raw raw : all) {
        raw.close();
      }
    }
  }

  @Test
  void whoWasCutAtTheLastMomentIsNotCounted() throws IOException {
    Door door = new OpenDoor(HERE, SIX, OpenDoor.ECHO).door;
    var proven = new Proof.Proven(Handshake.hello(ANNA), new byte[32]);
    for (int i = 0; i < 10; i++) {
      var caller = new Caller(door, closed -> {});
      door.keeper().came(caller);
      caller.cut();

      assertThrows(IOException.class, () -> door.keeper().admitted(caller, proven));
    }

    assertEquals(Optional.empty(), door.keeper().objection(proven.hello()));
  }

  @Test
  void aRevokedKeyEndsItsCallInTheMiddle() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    var never = new CountDownLatch(1);
    var door = new OpenDoor(question -> waiting(question, asked, never));
    Credential anna = door.keys.make("anna");
    Desk annas = door.desk(anna);
    Desk ottos = door.desk(door.keys.make("otto"));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<byte[]> call = other.submit(() -> annas.ask(new byte[9]));
      asked.take();

      door.keys.revoke(anna);

      Exception ended = assertThrows(Exception.class, call::get);
      assertTrue(ended.getCause() instanceof RemoteException, Said.inAll(ended));
      RemoteException refusal = assertThrows(RemoteException.class, () -> annas.ask(new byte[0]));
      assertTrue(Said.inAll(refusal).contains("no such key here: client anna"));
      assertEquals(0, ottos.ask(new byte[0]).length, "others notice nothing");
    } finally {
      never.countDown();
      other.shutdown();
    }
  }

  @Test
  void anIdleConnectionOfARevokedKeyIsCut() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    try (var raw = proved(door, anna);
        var sealed = new Raw(door);
        var silent = new Raw(door)) {
      sealed.seal(OpenDoor.SEAL.fingerprint()).prove(anna);
      assertTrue(raw.ping());
      assertTrue(sealed.greet());
      silent.prove(anna);

      door.keys.revoke(anna);

      raw.awaitEnd();
      sealed.awaitEnd();
      silent.awaitEnd();
    }
  }

  @Test
  void aConnectionOfAKeyThatWasMadeAnewBetweenTwoLooksIsCut() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential stolen = door.keys.make("anna");
    try (var thief = proved(door, stolen)) {
      assertTrue(thief.ping());

      // In one step, so that no look finds the name without a key.
      Credential fresh = door.keys.make("anna");

      // Long before RMI itself ends a connection that is idle.
      thief.patience(10_000);
      assertEquals(-1, thief.in().read(), "it is cut");
      try (var anna = proved(door, fresh)) {
        assertTrue(anna.ping());
      }
    }
  }

  @Test
  void aRingThatDoesNotCutCallsLetsThemEnd() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    var end = new CountDownLatch(1);
    var keys = new Keys(false);
    var door = new OpenDoor(keys, question -> waiting(question, asked, end));
    Credential anna = keys.make("anna");
    Credential otto = keys.make("otto");
    Desk desk = door.desk(anna);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (var idle = proved(door, anna)) {
      assertTrue(idle.ping());
      Future<byte[]> call = other.submit(() -> desk.ask(new byte[9]));
      asked.take();

      keys.revoke(anna);

      idle.awaitEnd();
      // The keeper has looked: the idle one is gone, and the call goes on.
      assertArrayEquals(new byte[0], door.desk(otto).ask(new byte[0]));
      end.countDown();
      assertEquals(9, call.get().length);
      assertThrows(
          RemoteException.class,
          () -> {
            while (true) {
              desk.ask(new byte[0]);
            }
          },
          "until the keeper looks again");
    } finally {
      end.countDown();
      other.shutdown();
    }
  }

  @Test
  void aCallThatArrivesInHalfIsNoCallYet() throws Exception {
    var keys = new Keys(false);
    var door = new OpenDoor(keys, OpenDoor.ECHO);
    Credential anna = keys.make("anna");
    try (var half = proved(door, anna);
        var sealed = new Raw(door)) {
      byte[] call = Raw.call(door.stub, Raw.asking(), new byte[100]);
      half.send(Arrays.copyOf(call, call.length / 2));
      sealed.seal(OpenDoor.SEAL.fingerprint()).prove(anna);
      assertTrue(sealed.greet());
      sealed.send(Arrays.copyOf(call, call.length / 2));

      keys.revoke(anna);

      half.awaitEnd();
      sealed.awaitEnd();
    }
  }

  @Test
  void aRingThatFailsLetsNobodyInAndEndsNoKeeper() throws IOException {
    var broken = new AtomicBoolean();
    var keys = new Keys(true);
    Ring ring =
        peer -> {
          if (broken.get()) {
            throw new IllegalStateException("the folder of keys is gone");
          }
          return keys.secret(peer);
        };
    var door = new OpenDoor(ring, OpenDoor.ECHO);
    Credential anna = keys.make("anna");
    try (var inside = proved(door, anna)) {
      broken.set(true);
      inside.awaitEnd();
      try (var raw = new Raw(door)) {
        assertThrows(IOException.class, () -> raw.prove(anna));
      }
      broken.set(false);
    }

    try (var again = proved(door, anna)) {
      assertTrue(again.ping());
      keys.revoke(anna);
      again.awaitEnd();
    }
  }

  private static byte[] waiting(byte[] question, BlockingQueue<String> asked, CountDownLatch end) {
    if (question.length > 0) {
      asked.add("asked");
      try {
        if (!end.await(1, TimeUnit.MINUTES)) {
          throw new IllegalStateException("nobody ended it");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return question;
  }

  private static Raw proved(OpenDoor door, Credential key) throws IOException {
    var raw = new Raw(door);
    raw.prove(key);
    assertTrue(raw.greet());
    return raw;
  }

  /** Until the door has noticed that somebody left. */
  private static Raw provedAtLast(OpenDoor door, Credential key) throws IOException {
    while (true) {
      try {
        return proved(door, key);
      } catch (Refused e) {
        Thread.onSpinWait();
      }
    }
  }

  private static String refused(OpenDoor door, Credential key) throws IOException {
    try (var raw = new Raw(door)) {
      return Said.by(assertThrows(Crowded.class, () -> raw.prove(key)));
    }
  }
}
