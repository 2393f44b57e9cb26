package freeworker.bench.chaos;

import freeworker.Engine;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A client process: has tasks run until its standard input ends, then ends what it began. */
public final class LoadMain {
  private static final int THREADS = 2;

  private LoadMain() {}

  /** Knows the address, its name, its seed, its log and the file of the stamps. */
  public static void main(String[] args) throws Exception {
    var stop = new CountDownLatch(1);
    try (var log = new ClientLog(Path.of(args[3]))) {
      try (Engine engine = Engine.open(args[0])) {
        List<Thread> customers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          String name = args[1] + (char) ('a' + i);
          var random = new Random(Long.parseLong(args[2]) * 31 + i);
          customers.add(new Thread(new Customer(name, engine, log, args[4], random, stop), name));
        }
        customers.forEach(Thread::start);
        System.in.transferTo(OutputStream.nullOutputStream());
        stop.countDown();
        for (Thread customer : customers) {
          customer.join();
        }
      }
      log.end();
    }
    System.exit(0);
  }
}
