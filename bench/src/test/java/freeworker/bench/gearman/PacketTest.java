package freeworker.bench.gearman;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.gearman.Packet.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PacketTest {
  private static byte[] written(Packet packet) throws IOException {
    var bytes = new ByteArrayOutputStream();
    packet.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Packet read(String bytes) throws IOException {
    return Packet.read(new DataInputStream(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1))));
  }

  @Test
  void aRequestIsMagicKindLengthAndArgumentsWithZerosBetween() throws IOException {
    byte[] submitted = written(Packet.of(Kind.SUBMIT_JOB, "square", "", "12"));
    byte[] grabbed = written(Packet.of(Kind.GRAB_JOB));

    assertArrayEquals("\0REQ\0\0\0\7\0\0\0\12square\0\00012".getBytes(ISO_8859_1), submitted);
    assertArrayEquals("\0REQ\0\0\0\11\0\0\0\0".getBytes(ISO_8859_1), grabbed);
  }

  @Test
  void aResponseIsReadAndItsLastArgumentMayHaveZeros() throws IOException {
    assertEquals(Packet.of(Kind.NO_JOB), read("\0RES\0\0\0\12\0\0\0\0"));
    assertEquals(
        Packet.of(Kind.JOB_ASSIGN, "H:a:1", "square", "1\0002"),
        read("\0RES\0\0\0\13\0\0\0\20H:a:1\0square\0001\0002"));
    assertEquals(Packet.of(Kind.WORK_COMPLETE, "H:a:1", ""), read("\0RES\0\0\0\15\0\0\0\6H:a:1\0"));
  }

  @Test
  void whatIsNoPacketOfTheJobServerIsRefused() {
    for (String wrong :
        new String[] {
          "\0REQ\0\0\0\12\0\0\0\0", // a request
          "\0RES\0\0\1\0\0\0\0\0", // no such kind
          "\0RES\0\0\0\12\177\0\0\0", // two thousand million bytes
          "\0RES\0\0\0\15\0\0\0\5H:a:1", // one argument of two
        }) {
      assertThrows(IOException.class, () -> read(wrong), wrong);
    }
    var few = assertThrows(IllegalArgumentException.class, () -> Packet.of(Kind.CAN_DO));
    assertTrue(String.valueOf(few.getMessage()).contains("CAN_DO has 1 arguments, not 0."));
  }
}
