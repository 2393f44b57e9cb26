package freeworker.profiling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Flags as all writers spell them, {@code [1, 0]}; what did not change since is not read again. */
final class FlagsRead {
  /** From one flag to the next: the flag, a comma, a blank. */
  private static final int STEP = 3;

  private byte[] text = new byte[0];
  private boolean[] flags = new boolean[0];

  /** How many bytes the flags had that were read last. */
  int length() {
    return text.length;
  }

  /** The flags, or nothing when they are spelled in another way. */
  boolean @Nullable [] read(byte[] bytes, int from, int to) {
    boolean same = to - from == text.length && text.length > 0;
    return same ? changed(bytes, from, to) : fresh(bytes, from, to);
  }

  private boolean @Nullable [] changed(byte[] bytes, int from, int to) {
    int at = Arrays.mismatch(bytes, from, to, text, 0, text.length);
    if (at < 0) {
      return flags;
    }
    boolean[] now = flags.clone();
    while (at >= 0) {
      byte c = bytes[from + at];
      if (at % STEP != 1 || (c != '0' && c != '1')) {
        text = new byte[0];
        return null;
      }
      now[at / STEP] = c == '1';
      text[at] = c;
      int next = at + 1;
      int more = Arrays.mismatch(bytes, from + next, to, text, next, text.length);
      at = more < 0 ? -1 : next + more;
    }
    flags = now;
    return now;
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
