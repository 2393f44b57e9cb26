package freeworker.broker;

import freeworker.profiling.Sampler;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/** How loaded this machine is, looked at once a second by a thread of its own. */
final class Load implements Sampler {
  private volatile double cpu = Double.NaN;
  private volatile long memoryMiB = -1;

  /** Begins to look; the first look takes a while, and nobody waits for it. */
  static Load watch() {
    var load = new Load();
    var thread = new Thread(load::look, "load");
    thread.setDaemon(true);
    thread.start();
    return load;
  }

  /** The memory that new processes can have. */
  static long availableBytes() {
    return new SystemInfo().getHardware().getMemory().getAvailable();
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
    var hardware = new SystemInfo().getHardware();
    CentralProcessor processor = hardware.getProcessor();
    GlobalMemory memory = hardware.getMemory();
    while (true) {
      cpu = processor.getSystemCpuLoad(1_000);
      memoryMiB = (memory.getTotal() - memory.getAvailable()) >> 20;
    }
  }
}
