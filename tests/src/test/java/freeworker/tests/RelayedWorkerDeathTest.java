package freeworker.tests;

/** A worker dies by relay as it does without. */
class RelayedWorkerDeathTest extends WorkerDeathTest {
  @Override
  String[] options() {
    return new String[] {"--relay"};
  }
}
