package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bytes on the page of the protocol are those that the door speaks. */
class DoorPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "protocol.md");
  private static final Pattern VECTOR =
      Pattern.compile("(?m)^([a-z][a-z, ]+[a-z]) {2,}([0-9a-f]+)$");
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void thePageHasTheBytesOfTheDoor() throws IOException {
    Map<String, String> page = new LinkedHashMap<>();
    VECTOR
        .matcher(Files.readString(PAGE))
        .results()
        .forEach((MatchResult found) -> page.put(found.group(1), found.group(2)));

    assertEquals(spoken(), page);
  }

  @Test
  void bothSidesAgreeOnThem() {
    byte[] hello = Handshake.framed(HEX.parseHex(spoken().get("inside, hello")));
    byte[] proof = Handshake.framed(HEX.parseHex(spoken().get("inside, proof")));
    byte[] certificate = Handshake.filled(0xE3);

    Handshake.Side door =
        Handshake.answering(Handshake.joined(hello, proof), Handshake.THEIRS, certificate);

    assertTrue(door.opened(), door.why());
    assertEquals(spoken().get("inside, answer"), body(door.wrote()));
  }

  private static Map<String, String> spoken() {
    Map<String, String> spoken = new LinkedHashMap<>();
    spoken.put("hello", body(Handshake.helloFrame()));
    spoken.put("answer", body(Handshake.answerFrame()));
    spoken.put("proof", body(Handshake.proofFrame()));
    var inside = new Proof.Hello((byte) 'B', Handshake.ANNA, "", Handshake.OURS);
    byte[] certificate = Handshake.filled(0xE3);
    byte[] hello = Handshake.framed(inside.encode());
    byte[] answer = Handshake.answering(hello, Handshake.THEIRS, certificate).wrote();
    byte[] said = Handshake.calling(answer, inside, Handshake.SECRET, certificate).wrote();
    spoken.put("inside, hello", body(hello));
    spoken.put("inside, answer", body(answer));
    spoken.put("inside, proof", body(Arrays.copyOfRange(said, hello.length, said.length)));
    byte[] refusal = Handshake.answering(Handshake.framed(otto().encode())).wrote();
    spoken.put("refusal", body(refusal));
    var tickets = new Tickets(Handshake.filled(0x77), () -> 0);
    spoken.put("ticket", HEX.formatHex(tickets.ticket("anna", 7).secret()));
    spoken.put("lease", HEX.formatHex(tickets.proof(17, "anna", 7)));
    assertEquals("anna:7:7200", tickets.ticket("anna", 7).peer().id());
    byte[] place = ByteBuffer.allocate(12).putInt(3).putLong(7).array();
    spoken.put("to worker, hello", relayed(Proof.TO_WORKER, Handshake.ANNA, place));
    var worker = new Peer(Role.PROCESS, "here-4711");
    spoken.put(
        "to client, hello", relayed(Proof.TO_CLIENT, worker, HEX.parseHex("0102030405060708")));
    return spoken;
  }

  private static String relayed(byte purpose, Peer peer, byte[] wanted) {
    return HEX.formatHex(
        new Proof.Hello(purpose, peer, "localhost:18811", Handshake.OURS, wanted).encode());
  }

  private static Proof.Hello otto() {
    return Handshake.hello(new Peer(Role.CLIENT, "otto"));
  }

  private static String body(byte[] frame) {
    return HEX.formatHex(frame, 2, frame.length);
  }
}
