package freeworker.challenge.words;

import java.util.List;

/** What a letter is about; its first byte. */
enum Kind {
  /** Caller to member, phase 1: files that are its own. */
  FILES,
  /** Caller to member, phase 1: those were all. */
  ALL_FILES,
  /** Caller to member, phase 2, when the caller sends the texts: some bytes of one. */
  TEXT,
  /** Caller to member, phase 2: that was the last text. */
  ALL_TEXTS,
  /** Member to caller, phase 2: it has taken a text letter, and may be sent another one. */
  MORE,
  /** Member to caller, phase 2: a file that it cannot read. */
  TROUBLE,
  /** Member to caller, phase 2: a file with broken bytes, or words that are too long. */
  ODD,
  /** Member to member, phase 2: words that the other owns. */
  WORDS,
  /** Member to member, phase 2: those were all. */
  ALL_WORDS,
  /** Member to caller, phase 2: it has sent all its words. */
  SENT,
  /** Member to caller, phase 3: how many words it has of each frequency. */
  COUNTED,
  /** Caller to member, phase 4: the ranges. */
  RANGES,
  /** Member to member, phase 4: a sample of the words about a border. */
  SAMPLES,
  /** Member to member, phase 4: where within a frequency the border is. */
  BORDER,
  /** Member to caller, phase 4: it knows all borders. */
  AGREED,
  /** Member to member, phase 5: words of the other's range, in their order. */
  LIST,
  /** Member to member, phase 5: those were all. */
  ALL_LIST,
  /** Member to caller, phase 5: it has its range, of so many bytes. */
  HAS_RANGE,
  /** Caller to member, phase 6: send the lines. */
  GO,
  /** Member to caller, phase 6: lines of the result. */
  LINES,
  /** Member to caller, phase 6: those were all, and what it did when. */
  DONE;

  private static final List<Kind> ALL = List.of(values());

  static Kind of(byte[] letter) {
    return ALL.get(letter[0]);
  }

  /** What stands for it in a letter. */
  byte code() {
    return (byte) ALL.indexOf(this);
  }
}
