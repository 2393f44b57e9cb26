package freeworker.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints what {@link ProfileWriter#add} costs its caller, at a rate that the writer keeps up with.
 */
final class AddCost {
  private static final int BURST = 1_000;
  private static final int BURSTS = 500;

  private AddCost() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("add-cost");
    Path file = folder.resolve("results_4.csv");
    var notices = new ArrayList<String>();
    long spent = 0;
    try (ProfileWriter writer =
        ProfileWriter.open(file, 4, System::nanoTime, Sampler.UNKNOWN, notices::add)) {
      for (int burst = 0; burst < BURSTS; burst++) {
        long start = System.nanoTime();
        for (int i = 0; i < BURST; i++) {
          long lease = (long) burst * BURST + i + 1;
          var kind = i % 2 == 0 ? Event.Kind.LENT : Event.Kind.FREED;
          long number = i % 2 == 0 ? lease : lease - 1;
          writer.add(new Event(kind, 0, "Square", "ann", null, 0, 0, number, System.nanoTime()));
        }
        if (burst >= BURSTS / 2) {
          spent += System.nanoTime() - start;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "add costs %.0f ns, one nanoTime and one Event included%n",
        (double) spent / ((long) BURST * BURSTS / 2));
    notices.forEach(System.out::println);
    Files.delete(file);
    Files.delete(folder.resolve(".results_4.lock"));
    Files.delete(folder);
  }
}
