package freeworker.challenge.words;

import freeworker.Member;
import java.io.IOException;

/** Words on their way to the members whose they are, gathered into letters. */
final class Outbox {
  /** What is sent to oneself stays here. */
  interface Own {
    void take(byte[] letter) throws IOException;
  }

  private final Member member;
  private final Kind kind;
  private final int size;
  private final Own own;
  private final Pen[] pens;
  private long letters;
  private long bytes;

  Outbox(Member member, Kind kind, int size, Own own) {
    this.member = member;
    this.kind = kind;
    this.size = size;
    this.own = own;
    pens = new Pen[member.size()];
    for (int rank = 0; rank < pens.length; rank++) {
      pens[rank] = Pen.letter(kind, size + 64);
    }
  }

  void add(int rank, byte[] from, int start, int length, long count)
      throws IOException, InterruptedException {
    Pen pen = pens[rank].entry(from, start, length, count);
    if (pen.length() >= size) {
      send(rank);
    }
  }

  private void send(int rank) throws IOException, InterruptedException {
    Pen pen = pens[rank];
    byte[] letter = pen.copy();
    pen.kind(kind);
    if (rank == member.rank()) {
      own.take(letter);
    } else {
      letters++;
      bytes += letter.length;
      member.send(rank, letter);
    }
  }

  /** Sends what is left for a member, if anything is. */
  void flush(int rank) throws IOException, InterruptedException {
    if (pens[rank].length() > 1) {
      send(rank);
    }
  }

  /** How many letters went to others. */
  long letters() {
    return letters;
  }

  /** How many bytes went to others. */
  long bytes() {
    return bytes;
  }
}
