package freeworker.bench.peers.serving;

import java.io.IOException;

/** Ties a process to the one that started it. */
final class Lifeline {
  private Lifeline() {}

  /** Keeps this process until its standard input ends, and ends it then, whatever it does. */
  static void tie() {
    var thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // There are no orders but the end.
                }
              } catch (IOException e) {
                // That is an end as well.
              }
              Runtime.getRuntime().halt(0);
            },
            "lifeline");
    thread.start();
  }
}
