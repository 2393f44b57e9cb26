package freeworker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpeakerTest {
  private final Reader reader = new Reader();

  /** Reads nothing until it is told to. */
  private static final class Reader extends Writer {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch reads = new CountDownLatch(1);
    private final StringWriter read = new StringWriter();

    @Override
    public void write(char[] text, int from, int length) {
      begun.countDown();
      try {
        assertTrue(reads.await(60, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      read.write(text, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private PrintWriter speaker(int most, Duration patience) {
    return new PrintWriter(
        new Speaker(new PrintWriter(reader), words -> "inn  " + words, most, patience));
  }

  private static void say(PrintWriter speaker, String line) {
    speaker.println(line);
    speaker.flush();
  }

  private List<String> read() {
    return reader.read.toString().lines().toList();
  }

  @Test
  void allThatWasSaidIsPrintedInItsOrderWhenItIsClosed() {
    reader.reads.countDown();
    PrintWriter speaker = speaker(1_000_000, Duration.ofSeconds(60));
    for (int i = 0; i < 10_000; i++) {
      say(speaker, "line " + i);
    }
    speaker.close();

    assertEquals(IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList(), read());
  }

  @Test
  void whoSpeaksDoesNotWaitForWhoDoesNotReadAndTheReaderLearnsHowManyLinesItMissed()
      throws Exception {
    PrintWriter speaker = speaker(60, Duration.ofSeconds(60));
    say(speaker, "the first");
    assertTrue(reader.begun.await(60, TimeUnit.SECONDS));

    for (int i = 0; i < 1_000; i++) {
      say(speaker, "line " + i);
    }
    reader.reads.countDown();
    speaker.close();

    int kept = 60 / ("line 0" + System.lineSeparator()).length();
    assertEquals("the first", read().get(0));
    assertEquals("line 0", read().get(1));
    assertEquals("line " + (kept - 1), read().get(kept));
    assertEquals(
        "inn  " + (1_000 - kept) + " more lines were left out while nobody read.",
        read().get(kept + 1));
    assertEquals(kept + 2, read().size());
  }

  @Test
  void whoClosesWaitsNoLongerThanItsPatience() {
    PrintWriter speaker = speaker(60, Duration.ofMillis(50));
    say(speaker, "nobody reads this");

    speaker.close();

    assertEquals(List.of(), read());
    reader.reads.countDown();
  }
}
