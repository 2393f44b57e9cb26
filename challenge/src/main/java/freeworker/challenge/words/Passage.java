package freeworker.challenge.words;

import java.io.IOException;

/**
 * The way through one part of a text.
 *
 * <p>The border of a place depends on the bytes from there on alone, so that both sides find the
 * same: from the first byte that begins a code point to the first code point or broken byte that is
 * no part of a word.
 */
final class Passage {
  private final Source source;
  private final Splitting splitting;
  private final byte[] buffer;
  private int at;
  private int limit;
  private long base;
  private boolean ended;
  private long lastSkipped = -1;

  /**
   * @param source begins where the part does
   * @param buffer to read into, for this passage alone
   */
  Passage(Source source, Splitting splitting, byte[] buffer) {
    this.source = source;
    this.splitting = splitting;
    this.buffer = buffer;
  }

  /** How far the border is from where the source begins. */
  long border() throws Unreadable, InterruptedException {
    while (there() && Utf8.continues(buffer[at])) {
      at++;
    }
    while (there()) {
      int size = wordPart();
      if (size == 0) {
        break;
      }
      lastSkipped = base + at;
      at += size;
    }
    return base + at;
  }

  /** Reads a whole text, or what is left of one. */
  void toTheEnd(Tokens tokens) throws Unreadable, IOException, InterruptedException {
    to(Long.MAX_VALUE, tokens);
  }

  /** Reads up to the border of a place, which is so far from where the source begins. */
  void to(long end, Tokens tokens) throws Unreadable, IOException, InterruptedException {
    if (lastSkipped >= end) {
      return;
    }
    while (base + at < end) {
      int stop = (int) Math.min(limit, end - base);
      at = tokens.scan(buffer, at, stop, limit, ended);
      if (base + at < end) {
        if (ended) {
          tokens.end();
          return;
        }
        fill();
      }
    }
    while (there() && Utf8.continues(buffer[at])) {
      at = tokens.scan(buffer, at, at + 1, limit, true);
    }
    while (there()) {
      int size = wordPart();
      if (size == 0) {
        break;
      }
      at = tokens.scan(buffer, at, at + 1, limit, true);
    }
    tokens.end();
  }

  /** How many bytes it has seen. */
  long seen() {
    return base + limit;
  }

  private boolean there() throws Unreadable, InterruptedException {
    if (at == limit && !ended) {
      fill();
    }
    return at < limit;
  }

  /** The size of the code point here if it is part of a word, or else 0. */
  private int wordPart() throws Unreadable, InterruptedException {
    int size = Utf8.size(buffer, at, limit);
    while (size == Utf8.INCOMPLETE && !ended) {
      fill();
      size = Utf8.size(buffer, at, limit);
    }
    return size > 0 && splitting.joins(Utf8.codePoint(buffer, at, size)) ? size : 0;
  }

  private void fill() throws Unreadable, InterruptedException {
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    base += at;
    limit -= at;
    at = 0;
    int read = source.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      ended = true;
    } else {
      limit += read;
    }
  }
}
