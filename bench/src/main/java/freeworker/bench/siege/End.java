package freeworker.bench.siege;

import freeworker.wire.door.Raw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** What came of one try. */
enum End {
  CLOSED("closed"),
  REFUSED("refused in words"),
  WAITING("left waiting"),
  SERVED("served within its bounds"),
  UNREACHED("not connected"),
  LET_IN("LET IN");

  private static final int MOST = 8 << 10;
  private static final byte RMI_GREETS = 0x4E;
  // The answer to a call: its mark, the head of an object stream, a block of 15 bytes; then how it
  // ended.
  private static final byte[] ANSWER = {
    0x51, (byte) 0xAC, (byte) 0xED, 0, 5, 0x77, 0x0F,
  };

  private final String words;

  End(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** What a door does with a connection on which everything was said. */
  static End of(Raw raw, int patience) {
    var said = new ByteArrayOutputStream();
    boolean over = false;
    try {
      raw.patience(patience);
      while (said.size() < MOST && !over) {
        int one = raw.in().read();
        over = one < 0;
        if (!over) {
          said.write(one);
        }
      }
    } catch (SocketTimeoutException e) {
      // It still waits for more.
    } catch (IOException e) {
      over = true;
    }
    return of(said.toByteArray(), over);
  }

  /**
   * The same from what it said.
   *
   * @param over whether it closed after that
   */
  static End of(byte[] said, boolean over) {
    if (said.length > 0 && said[0] == RMI_GREETS) {
      return LET_IN;
    }
    for (int at = 0; at + ANSWER.length < said.length; at++) {
      if (java.util.Arrays.equals(said, at, at + ANSWER.length, ANSWER, 0, ANSWER.length)) {
        return said[at + ANSWER.length] == 1 ? LET_IN : REFUSED;
      }
    }
    // A refusal at the door: its length, a mark, its text.
    boolean refused = said.length > 4 && said[2] == 1;
    return refused ? REFUSED : over ? CLOSED : WAITING;
  }
}
