package freeworker.tests.planted.crew;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;

final class Prints {
  void offend() {
    System.out.println("planted");
  }
}

final class Complains {
  void offend() {
    System.err.println("planted");
  }
}

final class Exits {
  void offend() {
    System.exit(1);
  }
}

final class Halts {
  void offend() {
    Runtime.getRuntime().halt(1);
  }
}

final class DumpsItsStack {
  void offend(Exception e) {
    e.printStackTrace();
  }
}

final class CrewMain {
  void innocent() {
    System.out.println("planted");
  }
}

final class Sleeps {
  void offend() throws InterruptedException {
    Thread.sleep(1);
  }
}

final class SleepsByUnit {
  void offend() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
  }
}

final class ReadsTheTimeOfDay {
  long offend() {
    return System.currentTimeMillis();
  }
}

final class ReadsTheInstant {
  Instant offend() {
    return Instant.now();
  }
}

@SuppressWarnings("JavaUtilDate") // what it is for
final class MakesADate {
  Date offend() {
    return new Date();
  }
}

final class AsksAClock {
  long offend() {
    return Clock.systemUTC().millis();
  }
}

@SuppressWarnings("JavaUtilDate") // a time, but not that of now
final class CountsTime {
  long innocent() {
    return System.nanoTime() + new Date(0).getTime();
  }
}

final class CrewManager {}

final class CrewUtil {}

abstract class AbstractCrew {}
