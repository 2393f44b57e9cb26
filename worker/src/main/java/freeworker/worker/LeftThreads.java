package freeworker.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/*
 * Guarded by this: everything. A look costs next to nothing while no thread was started.
 */
/**
 * The threads that tasks leave behind. Those of the JDK itself, of RMI and of this worker are none,
 * nor are those of the JDK's common pool while they have nothing to do. Virtual threads are not
 * seen.
 */
final class LeftThreads {
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String DELAYER = "CompletableFutureDelayScheduler";

  private final ThreadMXBean counter = ManagementFactory.getThreadMXBean();
  private final Set<Thread> before = Collections.newSetFromMap(new WeakHashMap<>());
  private List<Thread> left = List.of();
  private long started = -1;
  private long lease;

  /** Looks what a run of this lease left behind; answers whether there is anything. */
  synchronized boolean leftBy(long lease) {
    look();
    this.lease = lease;
    return !left.isEmpty();
  }

  /**
   * Ends what leases below this one left behind.
   *
   * @return whether nothing of them runs any more
   */
  synchronized boolean clearedOf(long lease) {
    if (left.isEmpty() || this.lease >= lease) {
      return true;
    }
    look();
    left.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + GRACE;
    try {
      for (Thread thread : left) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    look();
    return left.isEmpty();
  }

  /** What is left, for people. */
  synchronized String words() {
    return left.stream()
        .map(thread -> "thread '" + thread.getName() + "' of a task did not end")
        .collect(Collectors.joining(", "));
  }

  /** Notes the threads that are there before any task. */
  synchronized void begin() {
    started = counter.getTotalStartedThreadCount();
    before.addAll(alive());
  }

  private void look() {
    long now = counter.getTotalStartedThreadCount();
    if (now == started && left.isEmpty()) {
      return;
    }
    started = now;
    List<Thread> found = new ArrayList<>();
    for (Thread thread : alive()) {
      if (!before.contains(thread) && ofATask(thread)) {
        found.add(thread);
      }
    }
    left = List.copyOf(found);
  }

  private static boolean ofATask(Thread thread) {
    if (thread instanceof ForkJoinWorkerThread worker
        && worker.getPool() == ForkJoinPool.commonPool()) {
      return !ForkJoinPool.commonPool().isQuiescent();
    }
    ThreadGroup group = thread.getThreadGroup();
    return group != null
        && group.getParent() != null
        && !group.getName().equals("InnocuousThreadGroup")
        && !thread.getName().startsWith("RMI ")
        && !thread.getName().equals(DELAYER)
        && !thread.getClass().getName().startsWith("jdk.internal.");
  }

  private static List<Thread> alive() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] found = new Thread[all.activeCount() + 16];
    int count = all.enumerate(found, true);
    while (count == found.length) {
      found = new Thread[2 * count];
      count = all.enumerate(found, true);
    }
    return Arrays.asList(Arrays.copyOf(found, count));
  }
}
