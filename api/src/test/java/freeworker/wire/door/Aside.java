package freeworker.wire.door;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Does things at the same time, each on a thread of its own: the common pool may have only one. */
public final class Aside {
  private static final Executor OWN =
      action -> {
        var thread = new Thread(action, "aside");
        thread.setDaemon(true);
        thread.start();
      };

  private Aside() {}

  public static CompletableFuture<Void> run(Runnable action) {
    return CompletableFuture.runAsync(action, OWN);
  }

  public static <T> CompletableFuture<T> get(Supplier<T> value) {
    return CompletableFuture.supplyAsync(value, OWN);
  }
}
