package freeworker.crew;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the worker processes of a crew are kept.
 *
 * @param memory the bytes of heap that each may have
 * @param accounts as whom they run, none for whoever started the crew; no two processes run as the
 *     same user while there is another
 */
public record Lodging(long memory, List<Account> accounts) {
  /** The least with which a worker starts. */
  static final long LEAST = 32L << 20;

  private static final long USUAL_LEAST = 64L << 20;

  public Lodging {
    if (memory < LEAST) {
      throw new IllegalArgumentException("a worker needs " + LEAST + " bytes, not " + memory);
    }
    accounts = List.copyOf(accounts);
  }

  /** What each of so many workers may have, so that together they have half of a machine. */
  static long usual(long machine, int workers) {
    long share = Math.min(machine / 4, machine / (2L * Math.max(1, workers)));
    return Math.max(USUAL_LEAST, share);
  }

  /** The memory of this machine, or of the container around this program. */
  static long machine() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory() * 4;
  }

  /** Whether so many workers and a spare all run as users of their own. */
  public boolean apart(int workers) {
    return accounts.size() > workers;
  }

  /** As whom tasks run, for people. */
  public String users() {
    return accounts.isEmpty()
        ? System.getProperty("user.name")
        : accounts.stream().map(Account::name).collect(Collectors.joining(", "));
  }

  /** The account that is in use least, of equal ones the first. */
  Account next(List<Account> inUse) {
    Account best = Account.OWN;
    long fewest = Long.MAX_VALUE;
    for (Account account : accounts) {
      long uses = inUse.stream().filter(account::equals).count();
      if (uses < fewest) {
        fewest = uses;
        best = account;
      }
    }
    return best;
  }
}
