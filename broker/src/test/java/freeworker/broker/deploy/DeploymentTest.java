package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeploymentTest {
  private static final Host HOST = new Host("lab1", "lab1", 0, Wishes.NONE);

  private final Screen screen = new Screen(new PrintWriter(new StringWriter()), false, false, 1);
  private final Deployment deployment = new Deployment(1, screen);
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void oneThatIsStoppedEndsWhenItsConnectionsAreClosed() {
    var closed = new AtomicBoolean();

    assertThrows(
        InterruptedException.class,
        () ->
            deployment.run(
                List.of(HOST),
                host -> {
                  deployment.stop();
                  try {
                    never.await();
                  } finally {
                    // Longer than the deployment takes to see that it was stopped.
                    var late = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
                    CompletableFuture.runAsync(() -> closed.set(true), late).join();
                  }
                  throw new AssertionError("not stopped");
                }));

    assertTrue(closed.get());
  }
}
