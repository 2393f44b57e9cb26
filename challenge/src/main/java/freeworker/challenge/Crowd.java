package freeworker.challenge;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.StaleLease;
import freeworker.WorkerLost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Each client is one thread; they meet in the queue of events alone, which one thread reads: the one
 * that called run. A client ends with its last task, with its first failure, or when it is told to
 * stop.
 */
/** Several clients at once, each of which does one task after the other. */
final class Crowd<T> implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PARTING = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 4;

  private final Engine engine;
  private final Plan plan;
  private final Supply<T> supply;
  private final BlockingQueue<Event<T>> events = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /**
   * How many clients there are, and how they go about it.
   *
   * @param longestWait how long a client waits for a free worker
   * @param think how long it pauses after each task
   * @param again whether a task may run again when its worker died under it
   */
  record Plan(int clients, Duration longestWait, Duration think, boolean again) {
    Plan {
      if (clients < 1) {
        throw new IllegalArgumentException("clients must be positive, not " + clients);
      }
    }
  }

  /**
   * A task that was done, as its client saw it.
   *
   * @param client its client, from 1
   * @param task its number in the supply, from 1
   * @param worker the worker that ran it
   * @param waited how long the client waited for that worker
   * @param ran how long the worker took to answer, the way there and back included
   */
  record Done<T>(int client, int task, int worker, T result, Duration waited, Duration ran)
      implements Event<T> {
    @Override
    public void tell(Consumer<Done<T>> listener) {
      listener.accept(this);
    }
  }

  private sealed interface Event<T> {
    /**
     * @throws RuntimeException when the event is a failure
     */
    void tell(Consumer<Done<T>> listener);
  }

  /** A task whose worker died, and which runs again; no end of anything. */
  private record Again<T>(WorkerLost why) implements Event<T> {
    @Override
    public void tell(Consumer<Done<T>> listener) {}
  }

  private record Broken<T>(RuntimeException why) implements Event<T> {
    @Override
    public void tell(Consumer<Done<T>> listener) {
      throw why;
    }
  }

  Crowd(Engine engine, Plan plan, Supply<T> supply) {
    this.engine = engine;
    this.plan = plan;
    this.supply = supply;
  }

  /**
   * Does all tasks; the first failure ends it.
   *
   * @param listener hears of each task that was done, on this thread
   * @param idle is called now and then with the number of clients that wait for a worker
   * @param again hears of each worker that died under a task that runs again
   */
  void run(Consumer<Done<T>> listener, Consumer<Integer> idle, Consumer<WorkerLost> again)
      throws InterruptedException {
    for (int client = 1; client <= plan.clients(); client++) {
      int number = client;
      var thread = new Thread(() -> live(number), "challenge-client-" + number);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    for (int done = 0; done < supply.tasks(plan.clients()); ) {
      @Nullable Event<T> event = events.poll(LOOK.toNanos(), TimeUnit.NANOSECONDS);
      if (event == null) {
        idle.accept(waiting.get());
      } else if (event instanceof Again<T> retried) {
        again.accept(retried.why());
      } else {
        event.tell(listener);
        done++;
      }
    }
  }

  private void live(int client) {
    try {
      Optional<Supply.Order<T>> order = supply.next(0);
      for (int done = 1; order.isPresent(); done++) {
        events.add(once(client, order.get()));
        order = supply.next(done);
        if (order.isPresent() && stopped.await(plan.think().toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } catch (RuntimeException e) {
      events.add(new Broken<>(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      events.add(new Broken<>(new IllegalStateException("client " + client + " broke: " + e, e)));
      throw e;
    }
  }

  private Done<T> once(int client, Supply.Order<T> order) {
    long asked = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try (BorrowedWorker worker = borrow()) {
        long lent = System.nanoTime();
        T result = worker.run(order.task());
        long answered = System.nanoTime();
        return new Done<>(
            client,
            order.number(),
            worker.number(),
            Objects.requireNonNull(result, "the result"),
            Duration.ofNanos(lent - asked),
            Duration.ofNanos(answered - lent));
      } catch (WorkerLost e) {
        if (!plan.again() || attempt == ATTEMPTS) {
          throw e;
        }
        events.add(new Again<>(e));
      } catch (StaleLease e) {
        // Nothing was run.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private BorrowedWorker borrow() {
    waiting.incrementAndGet();
    try {
      return engine.borrow(plan.longestWait());
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Tells all clients to stop, and waits a moment for them. */
  @Override
  public void close() {
    stopped.countDown();
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + PARTING.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
