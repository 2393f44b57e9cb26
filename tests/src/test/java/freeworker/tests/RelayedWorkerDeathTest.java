package freeworker.tests;

import org.junit.jupiter.api.Tag;

/** A worker dies by relay as it does without. */
@Tag("outer") // slow
class RelayedWorkerDeathTest extends WorkerDeathTest {
  @Override
  String[] options() {
    return new String[] {"--relay"};
  }
}
