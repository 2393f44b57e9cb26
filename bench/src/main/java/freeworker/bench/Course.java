package freeworker.bench;

import java.io.IOException;

/** Where the laps of one line are run: connections, an engine, whatever they share. */
interface Course extends AutoCloseable {
  /** The lap of a thread; threads are numbered from 0. */
  Lap lap(int thread) throws Exception;

  /** Waits for what the laps left outstanding, and says how many tasks that were. */
  default int rest() throws Exception {
    return 0;
  }

  @Override
  void close() throws IOException;
}
