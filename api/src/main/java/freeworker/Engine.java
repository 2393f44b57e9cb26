package freeworker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on borrowed workers. Safe for use by many threads.
 *
 * <pre>{@code
 * try (Engine engine = Engine.open("rmi://localhost:18811")) {
 *   int nine = engine.run(() -> 3 * 3);
 * }
 * }</pre>
 */
public interface Engine extends AutoCloseable {

  /**
   * Opens the engine at an address: {@code rmi://HOST:PORT} borrows from a broker, {@code
   * embedded:N} lends N threads of this program.
   *
   * @throws BrokerUnreachable when no broker answers there
   */
  static Engine open(String address) {
    Optional<Engine> ours = Providers.ours().flatMap(provider -> provider.open(address));
    if (ours.isPresent()) {
      return ours.get();
    }
    List<String> known = new ArrayList<>();
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      Optional<Engine> engine = provider.open(address);
      if (engine.isPresent()) {
        return engine.get();
      }
      known.add(provider.form());
    }
    throw new FreeworkerException(
        known.isEmpty()
            ? "No engine is on the class path. Add freeworker-client."
            : "No engine opens '" + address + "'. Known forms: " + String.join(", ", known) + ".");
  }

  /**
   * Runs a task on a free worker, possibly more than once: when the worker dies under it, the task
   * runs again on another one, up to four times in all.
   *
   * <p>Large arrays of bytes in the task are read when it is sent. Until this returns, no other
   * thread may change them, or each attempt may see something else.
   *
   * @throws TaskFailed when the task itself failed, which is never repeated
   * @throws TaskRefused when the task cannot travel
   * @throws WorkerLost when worker after worker died under it
   * @throws TaskCancelled when this thread was interrupted, or the {@link #within limit} was over
   */
  <T extends @Nullable Object> T run(Task<T> task);

  /**
   * Runs a task on a free worker, never more than once: when the worker dies under it, nobody can
   * say how much of it ran.
   *
   * @throws WorkerLost when the worker died before its answer arrived
   * @throws TaskCancelled as {@link #run} does
   */
  <T extends @Nullable Object> T runOnce(Task<T> task);

  /** A function that runs on a free worker each time it is applied, as {@link #run} does. */
  <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> remote(
      RemoteFunction<A, R> function);

  /**
   * Runs a task as {@link #run} does, while the caller goes on. Whoever completes the future first,
   * by {@code cancel} or {@code orTimeout} say, cancels the task.
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task);

  /**
   * Applies a function to each input as {@link #run} does, many small ones in one call, and answers
   * what became of them in the order of the inputs, as they are done.
   *
   * <pre>{@code
   * engine.map(numbers, x -> x * x).map(Outcome::result).forEach(System.out::println);
   * }</pre>
   *
   * <p>An input that fails does so alone. Inputs are taken by the thread that reads the stream, and
   * only as far ahead of what it has read as keeps the workers at work. Closing the stream cancels
   * what has not been read. Inputs that travel in one call share one copy of the function, and
   * their results may be serialized together, so each has to be an object of its own.
   */
  <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      Iterable<? extends A> inputs, RemoteFunction<A, R> function);

  /**
   * This engine, with a limit for each of its tasks: one that runs for longer, counted from when it
   * was sent to a worker, is cancelled and not repeated. Closing either closes both.
   *
   * <p>A cancelled task is interrupted on its worker; one that goes on for two seconds is ended
   * with its worker's process. Only an engine that lends threads of this program cannot end it:
   * then its worker is taken until the task stops by itself.
   */
  Engine within(Duration limit);

  /**
   * Borrows a worker, to be held for several tasks.
   *
   * @throws NoFreeWorker when none became free in time
   */
  BorrowedWorker borrow(Duration wait);

  /**
   * Runs a task on several workers at once, never more than once: all of them are borrowed or none
   * is, first come first served, and what one sends to another goes there straight.
   *
   * <pre>{@code
   * List<Integer> sums = engine.gang(4, member -> sum(member)).results();
   * }</pre>
   *
   * <p>When one fails, or a worker dies, the others are ended and the gang fails with that cause.
   *
   * @throws NoFreeWorker when there are fewer workers than that
   * @throws TaskRefused when the task cannot travel
   */
  <T extends @Nullable Object> Gang<T> gang(int size, GangTask<T> task);

  /**
   * How many workers there are now, those that are lent too.
   *
   * @throws BrokerUnreachable when the broker does not answer
   */
  int workers();

  /**
   * What would travel with a task, and why; nothing is sent.
   *
   * @throws TaskRefused when it cannot travel
   */
  Manifest explain(Task<?> task);

  /** Gives back whatever is held and ends, and so do the tasks that still run. */
  @Override
  void close();
}
