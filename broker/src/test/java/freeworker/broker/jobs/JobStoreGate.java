package freeworker.broker.jobs;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Holds the writer before a commit, so that what is written meanwhile is written together. */
final class JobStoreGate implements Point {
  private final List<String> names = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch opened = new CountDownLatch(0);
  private volatile CountDownLatch somebody = new CountDownLatch(0);

  @Override
  public void reached(String name) {
    names.add(name);
    if (name.equals("COMMIT")) {
      somebody.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  void shut() {
    somebody = new CountDownLatch(1);
    opened = new CountDownLatch(1);
  }

  void awaitSomebody() throws InterruptedException {
    somebody.await();
  }

  void open() {
    opened.countDown();
  }

  List<String> names() {
    return List.copyOf(names);
  }

  /** How many transactions were to be committed and were not held. */
  int commits() {
    int all = (int) names.stream().filter("COMMIT"::equals).count();
    return all - (opened.getCount() > 0 ? 1 : 0);
  }

  /** Calls on a thread of its own, and returns when that waits for the writer. */
  static <T> CompletableFuture<T> call(String name, Callable<T> call) {
    var answer = new CompletableFuture<T>();
    var thread =
        new Thread(
            () -> {
              try {
                answer.complete(call.call());
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return answer;
  }

  static JobStoreFailure failure(CompletableFuture<?> call) {
    return assertInstanceOf(
        JobStoreFailure.class, assertThrows(CompletionException.class, call::join).getCause());
  }
}
