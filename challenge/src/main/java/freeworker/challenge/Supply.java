package freeworker.challenge;

import freeworker.Task;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The tasks of a crowd, of which each client takes the next one until there is none for it. */
interface Supply<T> {
  /** A task, and the number by which it is known, from 1. */
  record Order<T>(int number, Task<T> task) {}

  /**
   * The next task of a client.
   *
   * @param done how many it has done
   */
  Optional<Order<T>> next(int done);

  /** How many tasks so many clients do in all. */
  int tasks(int clients);

  /** The same task, so many times for each client. */
  static <T> Supply<T> repeated(Task<T> task, int times) {
    return new Supply<>() {
      @Override
      public Optional<Order<T>> next(int done) {
        return done < times ? Optional.of(new Order<>(done + 1, task)) : Optional.empty();
      }

      @Override
      public int tasks(int clients) {
        return Math.multiplyExact(clients, times);
      }
    };
  }

  /** Each of these tasks for each client, in their order. */
  static <T> Supply<T> each(List<? extends Task<T>> tasks) {
    return new Supply<>() {
      @Override
      public Optional<Order<T>> next(int done) {
        return done < tasks.size()
            ? Optional.of(new Order<>(done + 1, tasks.get(done)))
            : Optional.empty();
      }

      @Override
      public int tasks(int clients) {
        return Math.multiplyExact(clients, tasks.size());
      }
    };
  }

  /** Each of these tasks once, for whichever client comes first. */
  static <T> Supply<T> shared(List<? extends Task<T>> tasks) {
    var taken = new AtomicInteger();
    return new Supply<>() {
      @Override
      public Optional<Order<T>> next(int done) {
        int next = taken.getAndIncrement();
        return next < tasks.size()
            ? Optional.of(new Order<>(next + 1, tasks.get(next)))
            : Optional.empty();
      }

      @Override
      public int tasks(int clients) {
        return tasks.size();
      }
    };
  }
}
