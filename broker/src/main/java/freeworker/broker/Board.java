package freeworker.broker;

import freeworker.ledger.Effect;
import java.util.HashMap;
import java.util.Map;

/**
 * What each worker is doing and has done, for people; told every flag and lease under the desk's
 * lock.
 */
final class Board {
  /** One worker's line. */
  static final class Line {
    private int reasons;
    String client = "";
    long since;
    long lent;
    long done;
    long failed;
  }

  private final Map<Integer, Line> lines = new HashMap<>();

  void flag(Effect.Flag flag, String client) {
    Line line = line(flag.worker().number());
    line.done += flag.finished();
    line.failed += flag.failed();
    line.reasons += flag.kind().rise();
    if (flag.kind().rise() > 0) {
      line.client = client;
      line.since = flag.at();
    } else if (flag.kind().rise() < 0 && line.reasons == 0) {
      line.client = "";
      line.since = flag.at();
    }
  }

  void lent(int worker) {
    line(worker).lent++;
  }

  Line line(int worker) {
    return lines.computeIfAbsent(worker, number -> new Line());
  }
}
