package freeworker.profiling;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows straight from their bytes as long as they are plain: fields without quotes, or with
 * one at either end and none between them, numbers in digits, flags as {@code [1, 0]}. A plain row
 * is read as {@link ColumnsRead} reads it; everything else, above all what is wrong, is left to
 * that.
 */
final class PlainRows {
  private static final List<String> USED =
      List.of(
          "Timestamp",
          "Busy",
          "Finished",
          "Event",
          "Worker",
          "Task",
          "Waiting",
          "Ok",
          "BusySeconds",
          "Attempt",
          "",
          "Lends",
          "Frees");

  /** The place of Busy in that list. */
  private static final int BUSY = 1;

  private static final double[] NONE = new double[0];

  private final byte[] uses;
  private final FlagsRead flagsRead = new FlagsRead();
  private final Wordbook words = new Wordbook();

  private double time;
  private boolean @Nullable [] flags;
  private double finished;
  private String event = "";
  private int worker;
  private String task = "";
  private int waiting;
  private boolean failed;
  private int secondsFrom;
  private int secondsTo;
  private int attempt;
  private long index = Replay.Read.NO_INDEX;
  private int lends;
  private int frees;

  PlainRows(ColumnsRead columns) {
    uses = new byte[columns.width()];
    Arrays.fill(uses, (byte) -1);
    for (String name : USED) {
      int place = columns.place(name);
      if (place >= 0) {
        uses[place] = (byte) USED.indexOf(name);
      }
    }
  }

  /** The row between the two places, or nothing when it is not plain. */
  Replay.@Nullable Read row(byte[] bytes, int from, int to, long line) {
    worker = -1;
    waiting = -1;
    attempt = -1;
    lends = -1;
    frees = -1;
    secondsFrom = -1;
    int at = from - 1;
    for (int use : uses) {
      // Behind the comma of the field before, or where the line begins.
      at++;
      int start = at;
      int end = at;
      boolean done = false;
      if (at < to && bytes[at] == '"') {
        start++;
        done = use == BUSY && sameLength(bytes, start, to);
        end = done ? start + flagsRead.length() : quotedEnd(bytes, start, to);
        at = end + 1;
      } else {
        while (end < to && bytes[end] != ',') {
          if (bytes[end] == '"') {
            return null;
          }
          end++;
        }
        at = end;
      }
      if (end < 0 || at > to || (at < to && bytes[at] != ',')) {
        return null;
      }
      if (use >= 0 && !done && !keep(use, bytes, start, end)) {
        return null;
      }
    }
    if (at != to) {
      return null;
    }
    boolean[] now = flags;
    if (now == null) {
      return null;
    }
    double[] seconds = NONE;
    if (event.equals(Row.MANY)) {
      double[] each = secondsFrom < 0 ? null : seconds(bytes, now.length);
      if (each == null) {
        return null;
      }
      seconds = each;
    }
    return new Replay.Read(
        line, time, now, finished, event, worker, waiting, failed, seconds, task, attempt, index,
        lends, frees);
  }

  /** Where the closing quote is, or -1 when there is none or nothing before it. */
  private static int quotedEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '"') {
      at++;
    }
    return at < to && at > from ? at : -1;
  }

  /** Whether there are flags and a quote, as many flags as in the row before; they are kept. */
  private boolean sameLength(byte[] bytes, int from, int to) {
    int end = from + flagsRead.length();
    if (end == from || end >= to || bytes[end] != '"') {
      return false;
    }
    // Between the quotes there is no other one, or these would be no flags.
    flags = flagsRead.read(bytes, from, end);
    return flags != null;
  }

  /** Keeps what a field says; false when it has to be read with more care. */
  private boolean keep(int use, byte[] bytes, int from, int to) {
    switch (use) {
      case 0 -> {
        time = Decimals.of(bytes, from, to);
        return finite(time);
      }
      case BUSY -> {
        flags = flagsRead.read(bytes, from, to);
        return flags != null;
      }
      case 2 -> {
        finished = Decimals.of(bytes, from, to);
        return finite(finished);
      }
      case 3 -> event = words.word(bytes, from, to);
      case 4 -> worker = whole(bytes, from, to);
      case 5 -> task = words.word(bytes, from, to);
      case 6 -> waiting = whole(bytes, from, to);
      case 7 -> failed = to - from == 1 && bytes[from] == '0';
      case 8 -> {
        secondsFrom = from;
        secondsTo = to;
      }
      case 9 -> attempt = whole(bytes, from, to);
      case 10 -> index = whole(bytes, from, to);
      case 11 -> lends = whole(bytes, from, to);
      default -> frees = whole(bytes, from, to);
    }
    return true;
  }

  private static boolean finite(double number) {
    return number >= 0 && number <= ColumnsRead.MOST;
  }

  private static int whole(byte[] bytes, int from, int to) {
    if (from == to || to - from > 9) {
      return -1;
    }
    int whole = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      whole = whole * 10 + digit;
    }
    return whole;
  }

  private double @Nullable [] seconds(byte[] bytes, int workers) {
    double[] seconds = new double[workers];
    int at = secondsFrom;
    for (int i = 0; i < workers; i++) {
      boolean opens = at < secondsTo && bytes[at] == (i == 0 ? '[' : ' ');
      int from = at + 1;
      at = from;
      byte mark = (byte) (i == workers - 1 ? ']' : ',');
      while (at < secondsTo && bytes[at] != mark) {
        at++;
      }
      seconds[i] = opens && at < secondsTo ? Decimals.of(bytes, from, at) : -1;
      if (!finite(seconds[i])) {
        return null;
      }
      at++;
    }
    return at == secondsTo ? seconds : null;
  }
}
