package freeworker.wire.door;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/*
 * Guarded by this: everything. However many are turned away, there is a line a minute for each of a
 * bounded number of kinds, and one for all the others.
 */
/** What there is to say about those whom a door turned away. */
final class Refusals {
  static final int KINDS = 32;
  static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private static final int WHO = 120;
  private static final Kind OTHERS =
      new Kind("others", "were turned away: more than " + KINDS + " kinds within a minute");

  private final Map<Kind, Tally> told = new LinkedHashMap<>();

  private record Kind(String who, String what) {
    String line() {
      return who + " " + what;
    }
  }

  private static final class Tally {
    private long since;
    private long more;

    Tally(long since) {
      this.since = since;
    }
  }

  /**
   * Somebody was turned away.
   *
   * @param who as he says; it may be anything
   * @param what happened to him, as {@code was refused: no such key}
   * @return a line about it, unless there was one of this kind within a minute
   */
  synchronized Optional<String> note(String who, String what, long now) {
    var kind = new Kind(Proof.printable(who, WHO), Proof.printable(what));
    if (!told.containsKey(kind) && told.size() >= KINDS) {
      kind = OTHERS;
    }
    Tally before = told.get(kind);
    if (before != null) {
      before.more++;
      return Optional.empty();
    }
    told.put(kind, new Tally(now));
    return Optional.of(kind.line());
  }

  /** A line about each kind of which there were more in the minute that is over now. */
  synchronized List<String> due(long now) {
    List<String> lines = new ArrayList<>();
    Iterator<Map.Entry<Kind, Tally>> all = told.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Kind, Tally> each = all.next();
      Tally tally = each.getValue();
      if (now - tally.since >= MINUTE) {
        if (tally.more == 0) {
          all.remove();
        } else {
          lines.add(each.getKey().line() + ", and " + tally.more + " more times like that");
          tally.since = now;
          tally.more = 0;
        }
      }
    }
    return lines;
  }
}
