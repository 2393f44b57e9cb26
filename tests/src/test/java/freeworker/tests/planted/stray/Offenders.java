package freeworker.tests.planted.stray;

import freeworker.tests.planted.wire.TakesAString;

final class BelongsNowhere {
  boolean offend(Object remote) {
    return remote instanceof TakesAString;
  }
}
