package freeworker.tests.planted.ledger;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

final class NeedsALibrary {
  String offend(JavaClass type) {
    return type.getName();
  }
}

final class RollsDice {
  private final Random random = new Random();

  int offend() {
    return random.nextInt();
  }
}

final class RollsLocalDice {
  int offend() {
    return ThreadLocalRandom.current().nextInt();
  }
}

final class LooksAtTheClock {
  long offend() {
    return System.nanoTime();
  }
}

final class RollsKnownDice {
  int innocent(long seed) {
    return new Random(seed).nextInt();
  }
}
