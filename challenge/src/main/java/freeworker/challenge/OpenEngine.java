package freeworker.challenge;

import freeworker.Engine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An engine that is closed when the program ends, in whatever way it ends: Ctrl+C frees workers.
 */
final class OpenEngine implements AutoCloseable {
  private static final Duration PARTING = Duration.ofSeconds(1);

  private final Engine engine;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final Thread hook = new Thread(this::leave, "challenge-leave");

  /**
   * @throws ChallengeFailure when nothing can be borrowed there
   */
  OpenEngine(Place place) {
    engine = place.open();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Engine engine() {
    return engine;
  }

  /** Whether the program was told to end, so that failures from now on mean nothing. */
  boolean leaving() {
    return leaving.get();
  }

  private void leave() {
    leaving.set(true);
    // A broker that does not answer must not hold up Ctrl+C.
    var farewell = new Thread(this::closeOnce, "challenge-farewell");
    farewell.setDaemon(true);
    farewell.start();
    try {
      farewell.join(PARTING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeOnce() {
    if (closed.compareAndSet(false, true)) {
      engine.close();
    }
  }

  @Override
  public void close() {
    if (leaving()) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends just now, and the hook closes the engine.
      return;
    }
    closeOnce();
  }
}
