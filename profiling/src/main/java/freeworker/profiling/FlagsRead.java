package freeworker.profiling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Flags as all writers spell them, {@code [1, 0]}; what did not change since is not read again. */
final class FlagsRead {
  /** From one flag to the next: the flag, a comma, a blank. */
  private static final int STEP = 3;

  /** So far a plain loop is faster than a call that compares. */
  private static final int NEAR = 32;

  private byte[] text = new byte[0];
  private boolean[] flags = new boolean[0];

  /** How many bytes the flags had that were read last. */
  int length() {
    return text.length;
  }

  /** The flags, or nothing when they are spelled in another way. */
  boolean @Nullable [] read(byte[] bytes, int from, int to) {
    boolean same = to - from == text.length && text.length > 0;
    return same ? changed(bytes, from) : fresh(bytes, from, to);
  }

  private boolean @Nullable [] changed(byte[] bytes, int from) {
    int at = difference(bytes, from, 0);
    if (at < 0) {
      return flags;
    }
    boolean[] now = Arrays.copyOf(flags, flags.length);
    while (at >= 0) {
      byte c = bytes[from + at];
      if (at % STEP != 1 || (c != '0' && c != '1')) {
        text = new byte[0];
        return null;
      }
      now[at / STEP] = c == '1';
      text[at] = c;
      at = difference(bytes, from, at + 1);
    }
    flags = now;
    return now;
  }

  /** The first byte from one on that is not as in the last flags, or -1. */
  private int difference(byte[] bytes, int from, int start) {
    byte[] known = text;
    int near = Math.min(known.length, start + NEAR);
    int at = start;
    while (at < near && bytes[from + at] == known[at]) {
      at++;
    }
    if (at < near || at == known.length) {
      return at < near ? at : -1;
    }
    int more = Arrays.mismatch(bytes, from + at, from + known.length, known, at, known.length);
    return more < 0 ? -1 : at + more;
  }

  private boolean @Nullable [] fresh(byte[] bytes, int from, int to) {
    int count = (to - from) / STEP;
    if (count * STEP != to - from || count == 0 || count > ColumnsRead.WORKERS_LIMIT) {
      return null;
    }
    boolean[] now = new boolean[count];
    for (int i = 0; i < count; i++) {
      int at = from + i * STEP;
      byte flag = bytes[at + 1];
      boolean opens = i == 0 ? bytes[at] == '[' : bytes[at] == ' ';
      boolean ends = bytes[at + 2] == (i == count - 1 ? ']' : ',');
      if (!opens || !ends || (flag != '0' && flag != '1')) {
        return null;
      }
      now[i] = flag == '1';
    }
    text = Arrays.copyOfRange(bytes, from, to);
    flags = now;
    return now;
  }
}
