package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.bring;
import static freeworker.broker.jobs.JobStoreSamples.file;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that uses a store until it is killed, or kills itself at the point that it is told. It
 * says what it was told was done, in lines that {@link JobStoreAudit} reads.
 */
final class JobStoreDoomed {
  private final JobStore store;
  private final Random random;
  private final int thread;
  private final AtomicLong clock;
  private final List<JobId> waiting = new ArrayList<>();
  private final List<JobId> over = new ArrayList<>();

  private JobStoreDoomed(JobStore store, long seed, int thread, AtomicLong clock) {
    this.store = store;
    this.random = new Random(seed * 31 + thread);
    this.thread = thread;
    this.clock = clock;
  }

  /**
   * @param words the folder, a seed, how many threads, how many rounds each of them does, at which
   *     point it ends (0 for at none)
   */
  public static void main(String[] words) throws Exception {
    long seed = Long.parseLong(words[1]);
    int threads = Integer.parseInt(words[2]);
    int rounds = Integer.parseInt(words[3]);
    int last = Integer.parseInt(words[4]);
    var reached = new AtomicInteger();
    Point point =
        name -> {
          if (reached.incrementAndGet() == last) {
            Runtime.getRuntime().halt(9);
          }
        };
    var clock = new AtomicLong(T0);
    try (JobStore store = JobStore.open(Path.of(words[0]), JobStore.LARGEST, point)) {
      say("opened");
      store.recover(clock.incrementAndGet());
      var running = new ArrayList<Thread>();
      for (int i = 0; i < threads; i++) {
        var doomed = new JobStoreDoomed(store, seed, i, clock);
        var thread = new Thread(() -> doomed.run(rounds));
        thread.start();
        running.add(thread);
      }
      for (Thread thread : running) {
        thread.join();
      }
    } catch (JobStoreFailure e) {
      say("failed " + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
    say("points " + reached.get());
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private void run(int rounds) {
    try {
      for (int i = 0; i < rounds; i++) {
        round();
      }
    } catch (JobStoreFailure e) {
      say("failed " + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }

  private void round() throws JobStoreFailure {
    submit();
    submitArray();
    JobId id = waiting.remove(random.nextInt(waiting.size()));
    int attempt = attempts(id) + 1;
    if (store.begin(id, attempt, thread, now())) {
      say("begun " + words(id) + " " + attempt);
      write(id, attempt);
      end(id, attempt);
    }
    if (random.nextInt(3) == 0) {
      JobId other = waiting.remove(random.nextInt(waiting.size()));
      store.finish(other, JobState.QUEUED, JobState.CANCELLED, "not wanted", now());
    }
    if (!over.isEmpty() && random.nextInt(3) == 0) {
      JobId again = over.remove(random.nextInt(over.size()));
      if (store.retry(again, now())) {
        waiting.add(again);
      }
    }
    if (random.nextInt(4) == 0) {
      store.cancelWaiting(waiting.get(random.nextInt(waiting.size())).number(), now());
    }
    if (thread == 0 && random.nextInt(4) == 0) {
      // What was over for long: the clock does not stand still for it.
      store.sweep(now(), Duration.ofNanos(20_000), 1 << 20);
    }
  }

  private long now() {
    return clock.incrementAndGet();
  }

  private static String words(JobId id) {
    return id.number() + " " + id.element();
  }

  private int attempts(JobId id) throws JobStoreFailure {
    return store.standing(id).map(Standing::attempts).orElse(0);
  }

  private void submit() throws JobStoreFailure {
    byte[] content = new byte[random.nextInt(10) == 0 ? 2 * Script.PIECE + 7 : 100];
    random.nextBytes(content);
    bring(store, content);
    Item item = file("main.sh", content);
    Submission job =
        new Submission(
            0,
            "ana",
            JobStoreSamples.script(item),
            Script.ALONE,
            Script.ALONE,
            1,
            random.nextBoolean(),
            now());
    long number = store.submit(job);
    say("submitted " + number + " " + Hash.of(content));
    waiting.add(JobStoreSamples.alone(number));
  }

  private void submitArray() throws JobStoreFailure {
    long number = store.submit(JobStoreSamples.array(1, 3));
    say("submitted " + number);
    for (int i = 1; i <= 3; i++) {
      waiting.add(new JobId(number, i));
    }
  }

  private void write(JobId id, int attempt) throws JobStoreFailure {
    long[] length = new long[3];
    for (int i = random.nextInt(4); i > 0; i--) {
      int stream = 1 + random.nextInt(2);
      byte[] bytes = new byte[random.nextInt(20_000)];
      if (store.wrote(id, attempt, stream, length[stream], bytes)) {
        length[stream] += bytes.length;
        say("wrote " + words(id) + " " + attempt + " " + stream + " " + length[stream]);
      }
    }
  }

  private void end(JobId id, int attempt) throws JobStoreFailure {
    int code = random.nextInt(5);
    JobState next = code == 0 ? JobState.DONE : code == 1 ? JobState.QUEUED : JobState.FAILED;
    if (code < 4 && store.end(id, attempt, "EXITED", code, "", next, now())) {
      say("ended " + words(id) + " " + attempt + " " + code);
      (next.over() ? over : waiting).add(id);
    }
  }
}
