package freeworker.broker.jobs;

import freeworker.JobId;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures what a store does against what its disk does, in one run: {@code java -cp ...
 * freeworker.broker.jobs.JobStoreMeasure FOLDER [JOBS]}. Not a test.
 */
final class JobStoreMeasure {
  private static final int THREADS = 8;
  private static final double NANOS = 1e9;

  private JobStoreMeasure() {}

  public static void main(String[] words) throws Exception {
    Path folder = Files.createDirectories(Path.of(words[0]));
    int jobs = words.length > 1 ? Integer.parseInt(words[1]) : 100_000;
    for (int round = 0; round < 3; round++) {
      say("fdatasync of 4 KiB: %.0f /s", syncs(folder.resolve("plain")));
      Path fresh = Files.createDirectory(folder.resolve("round" + round));
      submit(fresh, 20_000);
    }
    Path large = Files.createDirectory(folder.resolve("large"));
    submit(large, jobs);
    restart(large);
  }

  private static void say(String line, Object... values) {
    System.out.printf(line + "%n", values);
  }

  private static double syncs(Path file) throws Exception {
    long begin = System.nanoTime();
    int syncs = 0;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (System.nanoTime() - begin < 2 * NANOS) {
        channel.write(ByteBuffer.allocate(4_096), 4_096L * (syncs % 1_000));
        channel.force(false);
        syncs++;
      }
    }
    return syncs * NANOS / (System.nanoTime() - begin);
  }

  private static void submit(Path folder, int jobs) throws Exception {
    var commits = new AtomicLong();
    Point point =
        name -> {
          if (name.equals("COMMIT")) {
            commits.incrementAndGet();
          }
        };
    long opening = System.nanoTime();
    try (JobStore store = JobStore.open(folder, JobStore.LARGEST, point)) {
      say("opened in %.0f ms", (System.nanoTime() - opening) / 1e6);
      commits.set(0);
      var barrier = new CyclicBarrier(THREADS + 1);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < THREADS; i++) {
        var thread =
            new Thread(
                () -> {
                  try {
                    barrier.await();
                    for (int n = 0; n < jobs / THREADS; n++) {
                      store.submit(JobStoreSamples.job("ana"));
                    }
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      barrier.await();
      long begin = System.nanoTime();
      for (Thread thread : threads) {
        thread.join();
      }
      double seconds = (System.nanoTime() - begin) / NANOS;
      say(
          "%d accepted from %d threads: %.0f /s in %.0f commits/s",
          jobs, THREADS, jobs / seconds, commits.get() / seconds);
    }
    say("%s: %d bytes", folder.getFileName(), Files.size(folder.resolve("jobs.db")));
  }

  private static void restart(Path folder) throws Exception {
    for (int i = 0; i < 3; i++) {
      long begin = System.nanoTime();
      try (JobStore store = JobStore.open(folder)) {
        store.recover(JobStoreSamples.T0);
        long opened = System.nanoTime();
        var found = new long[1];
        store.waiting(
            new JobStore.Waiters() {
              @Override
              public void submission(Waiting waiting) {
                found[0] += waiting.queued();
              }

              @Override
              public void again(JobId id, int attempts) {}
            });
        long read = System.nanoTime();
        say(
            "restart: opened in %.0f ms, %d that wait read in %.0f ms",
            (opened - begin) / 1e6, found[0], (read - opened) / 1e6);
        long pages = System.nanoTime();
        int shown = store.standings(Page.of("ana", java.util.Set.of(), 100)).size();
        say("a page of %d in %.1f ms", shown, (System.nanoTime() - pages) / 1e6);
      }
    }
  }
}
