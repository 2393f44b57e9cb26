package freeworker.broker.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NewsTest {
  private static final long LONG = Duration.ofHours(1).toNanos();

  private final List<String> told = new ArrayList<>();
  private final News news = new News(told::add);

  @Test
  void whatCameBetweenALookAndTheWaitEndsTheWaitAtOnce() throws Exception {
    long seen = news.count();
    news.stir();

    news.await(seen, LONG);

    assertEquals(seen + 1, news.count());
  }

  @Test
  void nobodyWaitsOnceItIsOver() throws Exception {
    CompletableFuture<Boolean> waited =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                news.pause("the disk is full");
                return true;
              } catch (InterruptedException e) {
                return false;
              }
            });

    news.end();

    assertTrue(waited.get(60, TimeUnit.SECONDS));
    news.await(news.count(), LONG);
  }

  @Test
  void whatDoesNotWorkIsSaidOnceUntilSomethingDoes() {
    news.say("the disk is full");
    news.say("job 1 waits");
    news.say("the disk is full");
    assertEquals(List.of("the disk is full", "job 1 waits"), told);

    news.stir();
    news.say("the disk is full");

    assertEquals(3, told.size());
  }

  @Test
  void ofVeryManyJobsNotEachIsSaid() {
    for (int job = 0; job < 1_000; job++) {
      news.say("job " + job + " waits");
    }

    assertTrue(told.size() < 50, () -> told.size() + " lines");
  }
}
