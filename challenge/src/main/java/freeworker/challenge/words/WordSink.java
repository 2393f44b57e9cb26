package freeworker.challenge.words;

import java.io.IOException;

/** Who takes words as they are found. */
@FunctionalInterface
interface WordSink {
  /**
   * @param from has the word as its first bytes, until this returns
   * @param hash the word's {@link Hash}
   */
  void take(byte[] from, int length, int hash) throws IOException, InterruptedException;
}
