package freeworker.tests;

import org.junit.jupiter.api.Tag;

/** A client dies by relay as it does without. */
@Tag("outer") // slow
class RelayedClientDeathTest extends ClientDeathTest {
  @Override
  String[] options() {
    return new String[] {"--relay"};
  }
}
