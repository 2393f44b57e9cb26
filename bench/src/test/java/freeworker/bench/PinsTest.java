package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PinsTest {
  @Test
  void readsCoresAsTasksetListsThem() {
    assertEquals(List.of(0, 2, 3, 4, 7), Pins.list("0,2-4,7"));
    assertEquals(List.of(5), Pins.list("5"));
  }

  @Test
  @Tag("outer") // needs taskset
  void movesAProcessWhoseThreadsComeAndGo() throws Exception {
    ProcessHandle here = ProcessHandle.current();
    List<Integer> all = Pins.allowed(here.pid()).iterator().next();
    List<Integer> one = all.subList(0, 1);
    AtomicBoolean enough = new AtomicBoolean();
    Thread restless = new Thread(() -> comeAndGo(enough));
    restless.start();
    try {
      for (int round = 0; round < 20; round++) {
        for (List<Integer> cores : List.of(one, all)) {
          Pins.set(here, String.join(",", cores.stream().map(String::valueOf).toList()));
          assertEquals(Set.of(cores), Pins.allowed(here.pid()));
        }
      }
    } finally {
      enough.set(true);
      restless.join();
    }
  }

  private static void comeAndGo(AtomicBoolean enough) {
    while (!enough.get()) {
      Thread brief = new Thread(() -> {});
      brief.start();
      try {
        brief.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
