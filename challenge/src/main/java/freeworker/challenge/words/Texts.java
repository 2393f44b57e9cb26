package freeworker.challenge.words;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a caller sends to members who cannot read the files. Each member has a few letters
 * on their way to it, and gets the next one when it has taken one.
 */
final class Texts {
  private static final int ON_THEIR_WAY = 4;

  private final Listing listing;
  private final Post post;
  private final List<Trouble> troubles;
  private final List<Reading> readings = new ArrayList<>();
  private long unread;

  /**
   * @param shares the parts of each member
   * @param letter the size of a letter
   * @param troubles to add what cannot be read
   */
  Texts(
      Splitting splitting,
      Listing listing,
      List<List<Part>> shares,
      Post post,
      int letter,
      List<Trouble> troubles)
      throws IOException, InterruptedException {
    this.listing = listing;
    this.post = post;
    this.troubles = troubles;
    for (int rank = 0; rank < shares.size(); rank++) {
      readings.add(new Reading(rank, splitting, shares.get(rank), letter));
    }
    for (int i = 0; i < ON_THEIR_WAY; i++) {
      for (Reading reading : readings) {
        reading.next();
      }
    }
  }

  /** A member has taken a letter. */
  void taken(int rank) throws IOException, InterruptedException {
    readings.get(rank).next();
  }

  /** How many parts could not be read. */
  long unread() {
    return unread;
  }

  /** What one member is sent. */
  private final class Reading {
    private final int rank;
    private final Splitting splitting;
    private final List<Part> parts;
    private final byte[] buffer;
    private int next;
    private @Nullable FileText text;
    private long end;
    private boolean over;

    Reading(int rank, Splitting splitting, List<Part> parts, int letter) {
      this.rank = rank;
      this.splitting = splitting;
      this.parts = parts;
      this.buffer = new byte[letter];
    }

    /** Sends its next letter, if there is one: of a large text, or of many small ones. */
    void next() throws IOException, InterruptedException {
      if (next < parts.size()) {
        Pen pen = Pen.letter(Kind.TEXT, 2 * buffer.length);
        while (next < parts.size() && pen.length() < buffer.length) {
          append(pen, parts.get(next));
        }
        post.send(rank, pen.copy());
      } else if (!over) {
        over = true;
        post.send(rank, Pen.letter(Kind.ALL_TEXTS).copy());
      }
    }

    private void append(Pen pen, Part part) throws IOException, InterruptedException {
      String name = listing.files().get(part.file()).toString();
      int length = 0;
      int then = SentTexts.MORE;
      long position = part.begin();
      try {
        FileText from = text;
        if (from == null) {
          long begin = part.first() ? 0 : border(name, part.begin());
          end = part.last() ? Long.MAX_VALUE : border(name, part.end());
          from = new FileText(name, begin);
          text = from;
        }
        position = from.position();
        while (length < buffer.length && then == SentTexts.MORE) {
          int most = (int) Math.min(buffer.length - length, end - from.position());
          int read = most <= 0 ? -1 : from.read(buffer, length, most);
          if (read < 0) {
            then = SentTexts.END;
          }
          length += Math.max(read, 0);
        }
        if (then == SentTexts.END && from.position() < part.end()) {
          throw new Unreadable("it is shorter than when it was listed");
        }
      } catch (Unreadable e) {
        then = SentTexts.BREAK;
        unread++;
        troubles.add(
            new Trouble(name, position + length, "this host", String.valueOf(e.getMessage())));
      }
      if (then != SentTexts.MORE) {
        if (text != null) {
          text.close();
        }
        text = null;
        next++;
      }
      pen.number(part.file()).number(then).bytes(buffer, 0, length);
    }

    private long border(String name, long place)
        throws Unreadable, IOException, InterruptedException {
      try (var from = new FileText(name, place)) {
        return place + new Passage(from, splitting, new byte[4096]).border();
      }
    }
  }
}
