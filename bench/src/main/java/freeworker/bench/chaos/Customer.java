package freeworker.bench.chaos;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One thread of a client: has tasks run in every way there is, until it is told to stop. */
final class Customer implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
  private static final int SHORT_MILLIS = 6;
  private static final int LONG_MILLIS = 300;
  private static final int PACK = 4;

  private final String name;
  private final Engine engine;
  private final ClientLog log;
  private final String stamps;
  private final Random random;
  private final CountDownLatch stop;
  private int count;

  /**
   * @param name unique in the run
   * @param stamps the file for the stamps of the tasks
   */
  Customer(
      String name,
      Engine engine,
      ClientLog log,
      String stamps,
      Random random,
      CountDownLatch stop) {
    this.name = name;
    this.engine = engine;
    this.log = log;
    this.stamps = stamps;
    this.random = random;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      while (stop.getCount() > 0) {
        if (!round()) {
          pause();
        }
      }
      Stamped last = ask(Way.LAST, SHORT_MILLIS);
      answer(last, () -> engine.run(last));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has one task run, or a few; answers whether all went well. */
  private boolean round() throws InterruptedException {
    int millis = random.nextInt(100) < 15 ? LONG_MILLIS : 1 + random.nextInt(SHORT_MILLIS);
    int dice = random.nextInt(100);
    if (dice < 40) {
      Stamped task = ask(Way.RUN, millis);
      return answer(task, () -> engine.run(task));
    }
    if (dice < 60) {
      Stamped task = ask(Way.ONCE, millis);
      return answer(task, () -> engine.runOnce(task));
    }
    if (dice < 75) {
      return submit(millis);
    }
    return dice < 95 ? borrow(millis) : abandon();
  }

  private boolean submit(int millis) {
    List<Stamped> tasks = new ArrayList<>();
    List<CompletableFuture<Stamped.Receipt>> results = new ArrayList<>();
    for (int i = 0; i < PACK; i++) {
      Stamped task = ask(Way.SUBMIT, millis);
      tasks.add(task);
      results.add(engine.submit(task));
    }
    boolean well = true;
    for (int i = 0; i < PACK; i++) {
      well &= answer(tasks.get(i), results.get(i)::join);
    }
    return well;
  }

  private boolean borrow(int millis) {
    Stamped task = ask(Way.BORROW, millis);
    return answer(
        task,
        () -> {
          try (BorrowedWorker worker = engine.borrow(PATIENCE)) {
            return worker.run(task);
          }
        });
  }

  private boolean abandon() throws InterruptedException {
    Stamped task = ask(Way.ABANDON, LONG_MILLIS);
    BorrowedWorker worker;
    try {
      worker = engine.borrow(PATIENCE);
    } catch (FreeworkerException e) {
      log.failed(task.id(), e);
      return false;
    }
    var runner = new Thread(() -> answer(task, () -> worker.run(task)), "abandoned-" + task.id());
    runner.start();
    var unused = stop.await(1 + random.nextInt(LONG_MILLIS), TimeUnit.MILLISECONDS);
    worker.close();
    runner.join();
    return true;
  }

  private Stamped ask(Way way, int millis) {
    int number = random.nextInt(40_000);
    var task = new Stamped(name + "-" + ++count, number, millis, random.nextBoolean(), stamps);
    log.asked(task.id(), way, number);
    return task;
  }

  private boolean answer(Stamped task, Question question) {
    try {
      log.answered(task.id(), question.answer());
      return true;
    } catch (CompletionException e) {
      log.failed(task.id(), e.getCause() == null ? e : e.getCause());
    } catch (FreeworkerException e) {
      log.failed(task.id(), e);
    }
    return false;
  }

  private interface Question {
    Stamped.Receipt answer();
  }

  private void pause() throws InterruptedException {
    var unused = stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
