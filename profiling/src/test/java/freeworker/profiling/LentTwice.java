package freeworker.profiling;

import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The profile of a broker that looks for a free flag outside its lock: between looking and marking
 * another client finds the same worker free. One worker, four clients of five tasks of three
 * seconds each.
 */
final class LentTwice {
  private static final double BEGIN = 1_674_916_728;
  private static final double LOOK_AGAIN = 0.1;
  private static final double LOOK_TO_MARK = 0.1;
  private static final double TASK = 3;
  private static final double THINK = 0.5;

  private final Random random = new Random(60);
  private final PriorityQueue<Moment> ahead =
      new PriorityQueue<>(Comparator.comparingDouble(Moment::at));
  private final int[] left = {5, 5, 5, 5};
  private final StringBuilder text = new StringBuilder(",Timestamp,Busy,Finished\n");
  private boolean busy;
  private int finished;
  private int rows;

  private enum Step {
    LOOK,
    MARK,
    FREE
  }

  private record Moment(double at, int client, Step step) {}

  private LentTwice() {}

  static String profile() {
    return new LentTwice().run();
  }

  private String run() {
    for (int client = 0; client < left.length; client++) {
      later(0, 0.2 * random.nextDouble(), client, Step.LOOK);
    }
    for (Moment now = ahead.poll(); now != null; now = ahead.poll()) {
      int client = now.client();
      switch (now.step()) {
        case LOOK -> {
          if (busy) {
            later(now.at(), LOOK_AGAIN * (0.8 + 0.4 * random.nextDouble()), client, Step.LOOK);
          } else {
            later(now.at(), LOOK_TO_MARK * (0.5 + random.nextDouble()), client, Step.MARK);
          }
        }
        case MARK -> {
          busy = true;
          row(now.at());
          later(now.at(), TASK + 0.01 * random.nextDouble(), client, Step.FREE);
        }
        case FREE -> {
          busy = false;
          finished++;
          row(now.at());
          if (--left[client] > 0) {
            later(now.at(), THINK, client, Step.LOOK);
          }
        }
      }
    }
    return text.toString();
  }

  private void later(double now, double wait, int client, Step step) {
    ahead.add(new Moment(now + wait, client, step));
  }

  private void row(double at) {
    text.append(
        String.format(
            Locale.ROOT, "%d,%.6f,[%d],%d.0\n", rows++, BEGIN + at, busy ? 1 : 0, finished));
  }
}
