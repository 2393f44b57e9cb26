package freeworker.wire.gang;

import java.io.IOException;
import java.util.List;

/** What is put into the box of a member. */
public enum Mailing {
  /** Bytes that its task is to receive. */
  LETTER,
  /** The sender has come to its next barrier. */
  ARRIVED,
  /** All have come to the next barrier; from the first member. */
  OPEN,
  /** The sender has ended and sends nothing any more; from the caller. */
  ENDED;

  private static final List<Mailing> BY_NUMBER = List.of(LETTER, ARRIVED, OPEN, ENDED);

  /** Its number on the wire. */
  public int number() {
    return BY_NUMBER.indexOf(this);
  }

  /** That of a number on the wire. */
  public static Mailing of(int number) throws IOException {
    if (number < 0 || number >= BY_NUMBER.size()) {
      throw new IOException("there is no mailing " + number);
    }
    return BY_NUMBER.get(number);
  }
}
