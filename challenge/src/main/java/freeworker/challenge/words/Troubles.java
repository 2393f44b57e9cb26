package freeworker.challenge.words;

import freeworker.Member;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with files, as a member tells the caller: of the first ones each, then the sums.
 */
final class Troubles {
  private static final int MOST = 1000;

  private final Member member;
  private @Nullable String host;
  private int told;
  private long unreadable;
  private long brokenFiles;
  private long brokenBytes;
  private long left;

  Troubles(Member member) {
    this.member = member;
  }

  /** A file does not give its text from some byte on. */
  void unreadable(int file, long from, String why) throws InterruptedException {
    unreadable++;
    tell(Pen.letter(Kind.TROUBLE).number(file).number(from).text(host()).text(why));
  }

  /** A file has bytes that belong to no code point, and words that are too long. */
  void odd(int file, long broken, long longWords) throws InterruptedException {
    if (broken == 0 && longWords == 0) {
      return;
    }
    brokenFiles += broken > 0 ? 1 : 0;
    brokenBytes += broken;
    left += longWords;
    tell(Pen.letter(Kind.ODD).number(file).number(broken).number(longWords));
  }

  private void tell(Pen letter) throws InterruptedException {
    if (told < MOST) {
      told++;
      member.send(Member.CALLER, letter.copy());
    }
  }

  void write(Pen pen) {
    pen.number(unreadable).number(brokenFiles).number(brokenBytes).number(left);
  }

  private String host() {
    String known = host;
    if (known == null) {
      try {
        known = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        known = "its host";
      }
      host = known;
    }
    return known;
  }
}
