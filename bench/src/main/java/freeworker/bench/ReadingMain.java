package freeworker.bench;

import freeworker.profiling.Profile;
import freeworker.profiling.ProfileReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/** Reads one profile, once, and says how long it took and how much of the heap was used. */
final class ReadingMain {
  private ReadingMain() {}

  public static void main(String[] args) throws Exception {
    long began = System.nanoTime();
    Profile profile = ProfileReader.read(Path.of(args[0]), false);
    long nanos = System.nanoTime() - began;
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    System.gc();
    long kept = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.println(nanos + " " + peak + " " + kept + " " + Math.round(profile.finished()));
  }
}
