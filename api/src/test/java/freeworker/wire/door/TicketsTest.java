package freeworker.wire.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A worker knows the tickets and leases of its own broker, and no others. */
class TicketsTest {
  private static final byte[] SECRET = Handshake.filled(0x33);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Tickets tickets = new Tickets(SECRET, nanos::get);

  @Test
  void aWorkerKnowsItsBrokersTicketsWithoutHavingSeenThem() {
    Credential ticket = tickets.ticket("anna", 7);

    assertTrue(ticket.peer().id().startsWith("anna:7:"), ticket.toString());
    Tickets worker = new Tickets(SECRET, nanos::get);
    assertArrayEquals(ticket.secret(), worker.secret(ticket.peer()).orElseThrow());
  }

  @Test
  void aTicketIsGoodForAnHourAtLeastAndThenExpires() {
    for (int minutes = 0; minutes < 300; minutes += 7) {
      Credential ticket = tickets.ticket("anna", 7);
      long left = expiry(ticket) - Duration.ofMinutes(minutes).toSeconds();

      assertTrue(left >= 3_600 && left <= 3 * 3_600, left + " s left");
      pass(Duration.ofMinutes(7));
    }
    Credential ticket = tickets.ticket("anna", 7);
    pass(Duration.ofHours(1));
    assertTrue(tickets.secret(ticket.peer()).isPresent());
    pass(Duration.ofHours(2));
    assertTrue(tickets.secret(ticket.peer()).isEmpty());
    assertTrue(tickets.secret(tickets.ticket("anna", 7).peer()).isPresent());
  }

  @Test
  void aTicketIsNotAskedForAnewAtEachBorrowing() {
    Credential first = tickets.ticket("anna", 7);
    pass(Duration.ofSeconds(1));

    assertEquals(first.peer(), tickets.ticket("anna", 7).peer());
  }

  @Test
  void aTicketOfItsHoldersOwnMakingIsRefused() {
    Credential ticket = tickets.ticket("anna", 7);
    Credential longer = renamed(ticket, "anna:7:9999999999");
    Credential others = renamed(ticket, ticket.peer().id().replace("anna", "otto"));

    for (Credential forged : List.of(longer, others)) {
      assertFalse(Arrays.equals(forged.secret(), tickets.secret(forged.peer()).orElseThrow()));
    }
    for (String id :
        List.of(
            "",
            "anna",
            "anna:7",
            "anna:7:",
            ":7:9999",
            "a:b:7:9999",
            "anna:-7:9999",
            "anna:7:99999999999",
            "anna:7:9x",
            "anna:7:9999\n",
            "a".repeat(65) + ":7:9999")) {
      assertTrue(tickets.secret(new Peer(Role.CLIENT, id)).isEmpty(), id);
    }
    for (Role role : List.of(Role.WORKER, Role.PROCESS)) {
      assertTrue(tickets.secret(new Peer(role, ticket.peer().id())).isEmpty(), role.word());
    }
  }

  @Test
  void aTicketForAnotherWorkerIsRefused() {
    Credential ticket = new Tickets(Handshake.filled(0x34), nanos::get).ticket("anna", 7);

    byte[] known = tickets.secret(ticket.peer()).orElseThrow();

    assertFalse(Arrays.equals(ticket.secret(), known));
  }

  @Test
  void aLeaseProofHoldsForItsLeaseAndItsHolderAlone() {
    byte[] proof = tickets.proof(17, "anna", 7);

    assertArrayEquals(proof, tickets.proof(17, "anna", 7));
    for (byte[] other :
        List.of(
            tickets.proof(18, "anna", 7),
            tickets.proof(17, "anna", 8),
            tickets.proof(17, "otto", 7),
            tickets.proof(17, "anna:7", 7),
            new Tickets(Handshake.filled(0x34), nanos::get).proof(17, "anna", 7),
            tickets.ticket("anna", 7).secret())) {
      assertFalse(Hmac.same(proof, other));
    }
  }

  @Test
  void aWorkerAsksForTheProofOfTheLeaseFromItsHolder() throws IOException {
    var broker = new Tickets(SECRET, System::nanoTime);
    OpenDoor door = new OpenDoor(broker, question -> run(broker, question));
    Desk anna = door.desk(broker.ticket("anna", 7));
    Desk otto = door.desk(broker.ticket("otto", 8));

    assertEquals("ran 17", ask(anna, 17, broker.proof(17, "anna", 7)));
    assertEquals("ran 18", ask(otto, 18, broker.proof(18, "otto", 8)));
    refused(anna, 18, broker.proof(18, "otto", 8));
    refused(anna, 1_000_000_000, broker.proof(17, "anna", 7));
    refused(anna, 17, broker.proof(17, "anna", 8));
    refused(anna, 17, new byte[32]);
    refused(anna, 17, new byte[0]);
    refused(otto, 17, broker.proof(17, "anna", 7));
  }

  @Test
  void whoHasNoTicketIsRefusedAtTheDoor() throws IOException {
    var worker = new Tickets(SECRET, System::nanoTime);
    OpenDoor door = new OpenDoor(worker, OpenDoor.ECHO);
    Credential ticket = worker.ticket("anna", 7);

    assertEquals("hi", new String(door.desk(ticket).ask("hi".getBytes(UTF_8)), UTF_8));
    Credential forged = renamed(ticket, "anna:8:" + expiry(ticket));
    Refused refusal = assertThrows(Refused.class, () -> door.desk(forged));
    assertTrue(Said.by(refusal).contains("does not hold the secret of client anna:8:"));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static byte[] run(Tickets worker, byte[] question) {
    ByteBuffer asked = ByteBuffer.wrap(question);
    long lease = asked.getLong();
    byte[] proof = new byte[asked.remaining()];
    asked.get(proof);
    worker.check(lease, proof);
    return ("ran " + lease).getBytes(UTF_8);
  }

  private static String ask(Desk desk, long lease, byte[] proof) throws RemoteException {
    byte[] question = ByteBuffer.allocate(8 + proof.length).putLong(lease).put(proof).array();
    return new String(desk.ask(question), UTF_8);
  }

  private static void refused(Desk desk, long lease, byte[] proof) {
    var refusal = assertThrows(SecurityException.class, () -> ask(desk, lease, proof));
    assertEquals("Lease " + lease + " is not of this caller.", refusal.getMessage());
  }

  private static long expiry(Credential ticket) {
    String id = ticket.peer().id();
    return Long.parseLong(id.substring(id.lastIndexOf(':') + 1));
  }

  private static Credential renamed(Credential ticket, String id) {
    return new Credential(Role.CLIENT, id, ticket.secret());
  }
}
