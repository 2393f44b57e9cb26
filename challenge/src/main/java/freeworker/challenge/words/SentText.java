package freeworker.challenge.words;

import freeworker.Member;

/** A text as the caller sends it. */
final class SentText implements Source {
  /** What a letter says of what comes after it. */
  static final int GOES_ON = 0;

  static final int ENDS = 1;
  static final int BREAKS_OFF = 2;

  private final Inbox inbox;
  private final Member member;
  private byte[] letter;
  private int file;
  private int then;
  private int at;

  /**
   * @param letter its first one
   */
  SentText(Inbox inbox, Member member, byte[] letter) throws InterruptedException {
    this.inbox = inbox;
    this.member = member;
    this.letter = letter;
    begin();
  }

  /** The number of its file. */
  int file() {
    return file;
  }

  @Override
  public int read(byte[] into, int start, int length) throws Unreadable, InterruptedException {
    while (at == letter.length && then == GOES_ON) {
      letter = inbox.text();
      begin();
    }
    if (at == letter.length) {
      if (then == BREAKS_OFF) {
        throw new Unreadable("the caller cannot go on with it");
      }
      return -1;
    }
    int taken = Math.min(length, letter.length - at);
    System.arraycopy(letter, at, into, start, taken);
    at += taken;
    return taken;
  }

  private void begin() throws InterruptedException {
    var page = new Page(letter);
    file = page.small();
    then = page.small();
    at = page.position();
    member.send(Member.CALLER, Pen.letter(Kind.MORE).copy());
  }
}
