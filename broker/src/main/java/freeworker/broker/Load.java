package freeworker.broker;

import com.sun.management.OperatingSystemMXBean;
import freeworker.profiling.Sampler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/** How loaded this machine is, looked at once a second by a thread of its own. */
final class Load implements Sampler {
  /**
   * To look for the first time takes a while, which those who start beside the broker need more.
   */
  private static final Duration FIRST = Duration.ofSeconds(2);

  private volatile double cpu = Double.NaN;
  private volatile long memoryMiB = -1;

  /** Begins to look before long; nobody waits for the first look. */
  static Load watch() {
    var load = new Load();
    var thread = new Thread(load::look, "load");
    thread.setDaemon(true);
    thread.start();
    return load;
  }

  /** A part of that memory, found quickly. */
  static long surelyAvailableBytes() {
    if (Long.getLong("freeworker.memory") != null) {
      return 0;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getFreeMemorySize()
        : 0;
  }

  /** The memory that new processes can have; the property says less, in MB, for a trial. */
  static long availableBytes() {
    Long said = Long.getLong("freeworker.memory");
    return said != null ? said << 20 : new SystemInfo().getHardware().getMemory().getAvailable();
  }

  @Override
  public double cpu() {
    return cpu;
  }

  @Override
  public long memoryMiB() {
    return memoryMiB;
  }

  private void look() {
    LockSupport.parkNanos(FIRST.toNanos());
    var hardware = new SystemInfo().getHardware();
    CentralProcessor processor = hardware.getProcessor();
    GlobalMemory memory = hardware.getMemory();
    while (true) {
      cpu = processor.getSystemCpuLoad(1_000);
      memoryMiB = (memory.getTotal() - memory.getAvailable()) >> 20;
    }
  }
}
