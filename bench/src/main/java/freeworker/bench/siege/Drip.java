package freeworker.bench.siege;

import freeworker.wire.door.Raw;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Connections that say one byte a second; the door is to end them by its deadline. */
final class Drip implements Assault.Waging {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(8);
  private static final byte[] TLS = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3, 0, 0, 0, 0, 0};
  private static final byte[] HELLO = {0, 99, 'F', 'R', 'E', 'W', 1, 'B', 0, 6, 'c', 'l', 'i'};

  private final InetSocketAddress where;
  private final int tries;

  Drip(InetSocketAddress where, int tries) {
    this.where = where;
    this.tries = tries;
  }

  @Override
  public void wage(Random random, long until, Tally tally)
      throws IOException, InterruptedException {
    List<Raw> open = new ArrayList<>();
    var never = new CountDownLatch(1);
    long began = System.nanoTime();
    try {
      for (int i = 0; i < tries; i++) {
        open.add(new Raw(where).patience(1));
      }
      for (int second = 0; !open.isEmpty() && System.nanoTime() - began < LONGEST; second++) {
        tally.add(End.CLOSED, drop(open, second));
        var unused = never.await(1, TimeUnit.SECONDS);
      }
      tally.add(End.CLOSED, drop(open, TLS.length));
      // Nobody may stay for so long.
      tally.add(End.LET_IN, open.size());
    } finally {
      for (Raw raw : open) {
        raw.close();
      }
    }
  }

  /** Says the byte of this second on each; answers how many were ended meanwhile. */
  private static int drop(List<Raw> open, int second) throws IOException {
    int ended = 0;
    boolean sealed = true;
    for (Iterator<Raw> all = open.iterator(); all.hasNext(); ) {
      Raw raw = all.next();
      byte[] words = sealed ? TLS : HELLO;
      sealed = !sealed;
      try {
        if (second < words.length) {
          raw.send(words[second]);
        }
        if (raw.in().read() >= 0) {
          continue;
        }
      } catch (SocketTimeoutException e) {
        continue;
      } catch (IOException e) {
        // It was reset, which is an end too.
      }
      raw.close();
      all.remove();
      ended++;
    }
    return ended;
  }
}
