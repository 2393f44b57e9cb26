package freeworker.challenge.words;

import freeworker.Gang;
import freeworker.Letter;
import java.util.Arrays;

/** The letters of the caller, counted by the phase in which they are sent or come. */
final class Post {
  private static final int PHASES = Phase.values().length;

  private final Gang<?> gang;
  private final long[] letters = new long[PHASES];
  private final long[] bytes = new long[PHASES];
  private final long[] begun = new long[PHASES + 1];
  private final WordCount.Watch watch;
  private Phase phase = Phase.NAMES_OUT;

  Post(Gang<?> gang, WordCount.Watch watch) {
    this.gang = gang;
    this.watch = watch;
    begin(Phase.NAMES_OUT);
  }

  void begin(Phase next) {
    phase = next;
    begun[next.index()] = System.nanoTime();
    watch.begins(next);
  }

  void end() {
    begun[PHASES] = System.nanoTime();
  }

  void send(int rank, byte[] letter) throws InterruptedException {
    note(letter);
    gang.send(rank, letter);
  }

  void sendAll(byte[] letter) throws InterruptedException {
    for (int rank = 0; rank < gang.size(); rank++) {
      send(rank, letter);
    }
  }

  Letter receive() throws InterruptedException {
    Letter letter = gang.receive();
    note(letter.bytes());
    return letter;
  }

  private void note(byte[] letter) {
    letters[phase.index()]++;
    bytes[phase.index()] += letter.length;
  }

  long[] letters() {
    return Arrays.copyOf(letters, PHASES);
  }

  long[] bytes() {
    return Arrays.copyOf(bytes, PHASES);
  }

  /** When a phase began, or for the number after the last one when that ended. */
  long begun(int number) {
    return begun[number];
  }
}
