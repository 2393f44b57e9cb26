package freeworker.challenge.words;

import freeworker.Member;

/** Texts as the caller sends them, one after the other; reads the one that it is at. */
final class SentTexts implements Source {
  /** What comes after some bytes of a text. */
  static final int MORE = 0;

  static final int END = 1;

  /** An end that is not the text's own. */
  static final int BREAK = 2;

  private final Inbox inbox;
  private final Member member;
  private Page letter = new Page(new byte[1]);
  private int file;
  private int then = END;
  private int left;

  SentTexts(Inbox inbox, Member member) {
    this.inbox = inbox;
    this.member = member;
  }

  /** Goes to the next text, or answers false when there is none. */
  boolean next() throws InterruptedException {
    return begin();
  }

  /** The number of its file. */
  int file() {
    return file;
  }

  @Override
  public int read(byte[] into, int start, int length) throws Unreadable, InterruptedException {
    while (left == 0 && then == MORE) {
      begin();
    }
    if (left == 0 && then == BREAK) {
      throw new Unreadable("the caller cannot go on with it");
    }
    if (left == 0) {
      return -1;
    }
    int taken = Math.min(length, left);
    letter.copy(into, start, taken);
    left -= taken;
    return taken;
  }

  private boolean begin() throws InterruptedException {
    if (!letter.more()) {
      letter = new Page(inbox.text());
      if (letter.kind() == Kind.ALL_TEXTS) {
        return false;
      }
      member.send(Member.CALLER, Pen.letter(Kind.MORE).copy());
    }
    file = letter.small();
    then = letter.small();
    left = letter.small();
    return true;
  }
}
