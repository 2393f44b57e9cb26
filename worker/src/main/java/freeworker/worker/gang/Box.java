package freeworker.worker.gang;

import freeworker.Letter;
import freeworker.Member;
import freeworker.wire.Worker;
import freeworker.wire.gang.Collected;
import freeworker.wire.gang.Mailing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/*
 * Guarded by this: everything. Each sender has room of his own, so that one who sends much locks no other
 * out; a letter that has more bytes than that fits into a row that is empty.
 */
/** The letters of one who receives: bounded, from each sender in order. */
public final class Box {
  /** What became of something that was to be put here. */
  public enum Put {
    TAKEN,
    FULL,
    OVER;

    /** What a {@link Worker} answered. */
    public static Put of(int answer) {
      return answer == Worker.TAKEN ? TAKEN : answer == Worker.FULL ? FULL : OVER;
    }
  }

  /** At most so many bytes are collected at once, but one letter always. */
  private static final long COLLECTED = 1 << 20;

  private static final long FOR_EVER = Duration.ofDays(365).toNanos();

  private final long room;
  private final Map<Integer, Row> rows = new TreeMap<>();
  private final Row outgoing = new Row();
  private final Set<Integer> ended = new HashSet<>();
  private int last = Member.CALLER;
  private int arrived;
  private int open;
  private boolean over;

  /** Letters that wait. */
  private static final class Row {
    private final Deque<byte[]> letters = new ArrayDeque<>();
    private long bytes;

    void add(byte[] letter) {
      letters.addLast(letter);
      bytes += letter.length;
    }

    byte[] next() {
      byte[] letter = letters.removeFirst();
      bytes -= letter.length;
      return letter;
    }
  }

  /** Waiting is over because nothing will come. */
  public static final class Ended extends Exception {
    private static final long serialVersionUID = 1;

    /** Who has ended. */
    private final int rank;

    Ended(int rank) {
      super("member " + rank + " has ended", null, false, false);
      this.rank = rank;
    }

    public int rank() {
      return rank;
    }
  }

  /**
   * @param room how many bytes of each sender may wait
   */
  public Box(long room) {
    this.room = room;
  }

  /** Puts something here, waiting for so long while there is no room. */
  public synchronized Put put(int from, Mailing mailing, byte[] letter, long nanos)
      throws InterruptedException {
    switch (mailing) {
      case LETTER -> {
        return add(rows.computeIfAbsent(from, any -> new Row()), letter, nanos);
      }
      case ARRIVED -> arrived++;
      case OPEN -> open++;
      case ENDED -> ended.add(from);
    }
    notifyAll();
    return over ? Put.OVER : Put.TAKEN;
  }

  private Put add(Row row, byte[] letter, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (!over && !row.letters.isEmpty() && row.bytes + letter.length > room) {
      if (!await(deadline)) {
        return Put.FULL;
      }
    }
    if (over) {
      return Put.OVER;
    }
    row.add(letter);
    notifyAll();
    return Put.TAKEN;
  }

  /** Waits until something changes; false when that time is over. */
  private boolean await(long deadline) throws InterruptedException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    TimeUnit.NANOSECONDS.timedWait(this, left);
    return true;
  }

  /** The next letter of this sender. */
  public synchronized byte[] take(int from) throws InterruptedException, Ended {
    Row row = rows.computeIfAbsent(from, any -> new Row());
    while (row.letters.isEmpty()) {
      if (over || ended.contains(from)) {
        throw new Ended(from);
      }
      wait();
    }
    notifyAll();
    return row.next();
  }

  /**
   * The next letter of anybody, of each in turn.
   *
   * @throws Ended when all who could send have ended
   */
  public synchronized Letter take(Set<Integer> senders) throws InterruptedException, Ended {
    while (true) {
      int next = next();
      if (next >= Member.CALLER) {
        last = next;
        notifyAll();
        return new Letter(next, rowOf(next).next());
      }
      if (over || ended.containsAll(senders)) {
        throw new Ended(last);
      }
      wait();
    }
  }

  private Row rowOf(int sender) {
    return rows.computeIfAbsent(sender, any -> new Row());
  }

  /** The first with a letter after the one whose turn was last, or something smaller than all. */
  private int next() {
    int first = Member.CALLER - 1;
    for (Map.Entry<Integer, Row> each : rows.entrySet()) {
      if (!each.getValue().letters.isEmpty()) {
        if (each.getKey() > last) {
          return each.getKey();
        }
        first = first < Member.CALLER ? each.getKey() : first;
      }
    }
    return first;
  }

  /** Waits until so many have arrived at barriers in all. */
  public synchronized void awaitArrived(int count) throws InterruptedException, Ended {
    while (arrived < count) {
      check();
      wait();
    }
  }

  /** Waits until so many barriers have opened. */
  public synchronized void awaitOpen(int count) throws InterruptedException, Ended {
    while (open < count) {
      check();
      wait();
    }
  }

  private void check() throws Ended {
    for (int rank : ended) {
      throw new Ended(rank);
    }
    if (over) {
      throw new Ended(Member.CALLER);
    }
  }

  /** Puts a letter out for the caller, waiting for room. */
  public synchronized void out(byte[] letter) throws InterruptedException {
    var unused = add(outgoing, letter, FOR_EVER);
  }

  /** What was put out, waiting so long while there is nothing. */
  public synchronized Collected collect(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (outgoing.letters.isEmpty() && !over && await(deadline)) {
      // Woken by whatever happens to this box.
    }
    List<byte[]> letters = new ArrayList<>();
    long bytes = 0;
    while (!outgoing.letters.isEmpty()
        && (letters.isEmpty() || bytes + outgoing.letters.getFirst().length <= COLLECTED)) {
      byte[] letter = outgoing.next();
      bytes += letter.length;
      letters.add(letter);
    }
    notifyAll();
    return new Collected(letters, over && outgoing.letters.isEmpty());
  }

  /** Takes nothing more; what was put out can still be collected. */
  public synchronized void end() {
    over = true;
    rows.clear();
    notifyAll();
  }
}
