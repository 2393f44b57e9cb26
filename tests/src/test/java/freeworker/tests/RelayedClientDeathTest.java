package freeworker.tests;

/** A client dies by relay as it does without. */
class RelayedClientDeathTest extends ClientDeathTest {
  @Override
  String[] options() {
    return new String[] {"--relay"};
  }
}
