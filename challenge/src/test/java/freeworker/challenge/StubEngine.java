package freeworker.challenge;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Gang;
import freeworker.GangTask;
import freeworker.Manifest;
import freeworker.Outcome;
import freeworker.RemoteFunction;
import freeworker.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** An engine whose one worker, number 7, does what a test says; tasks run where they are. */
final class StubEngine implements Engine {
  final AtomicInteger lent = new AtomicInteger();
  final AtomicInteger freed = new AtomicInteger();
  private final Behaviour behaviour;

  /** What happens before a task runs; the lends are counted from 1. */
  interface Behaviour {
    void before(int lend);
  }

  StubEngine(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  @Override
  public BorrowedWorker borrow(Duration wait) {
    int lend = lent.incrementAndGet();
    return new BorrowedWorker() {
      @Override
      public <T> T run(Task<T> task) {
        behaviour.before(lend);
        try {
          return task.run();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public int number() {
        return 7;
      }

      @Override
      public void close() {
        freed.incrementAndGet();
      }
    };
  }

  @Override
  public <T> T run(Task<T> task) {
    throw new AssertionError("a crowd borrows");
  }

  @Override
  public <T> T runOnce(Task<T> task) {
    throw new AssertionError("a crowd borrows");
  }

  @Override
  public <A, R> Function<A, R> remote(RemoteFunction<A, R> function) {
    throw new AssertionError("a crowd borrows");
  }

  @Override
  public <T> CompletableFuture<T> submit(Task<T> task) {
    throw new AssertionError("a crowd borrows");
  }

  @Override
  public Engine within(Duration limit) {
    throw new UnsupportedOperationException("nobody asks it");
  }

  @Override
  public void close() {}

  @Override
  public <A, R> Stream<Outcome<R>> map(
      Iterable<? extends A> inputs, RemoteFunction<A, R> function) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Gang<T> gang(int size, GangTask<T> task) {
    throw new UnsupportedOperationException("nobody asks it");
  }

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public Manifest explain(Task<?> task) {
    throw new UnsupportedOperationException("nobody asks it");
  }
}
