package freeworker.challenge.words;

/** What a word is. */
public enum Splitting {
  /** A longest run of letters, in lower case, whatever the language. */
  LETTERS,
  /** A longest run of what is no white space, as it stands. */
  WHITESPACE;

  /** Whether a code point is part of a word. */
  boolean joins(int codePoint) {
    return this == LETTERS
        ? Character.isLetter(codePoint)
        : !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint);
  }

  /** The code point that is counted in its place. */
  int folded(int codePoint) {
    return this == LETTERS ? Character.toLowerCase(codePoint) : codePoint;
  }
}
