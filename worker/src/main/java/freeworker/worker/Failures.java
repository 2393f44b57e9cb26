package freeworker.worker;

import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Puts the exception of a task into words, whatever that exception does. */
final class Failures {
  private static final String CUT = " ... (cut at " + Limits.TEXT + " characters)";

  private static final int KEPT = Limits.TEXT - CUT.length();

  private Failures() {}

  static Outcome.Failed of(Throwable thrown) {
    return new Outcome.Failed(
        thrown.getClass().getName(), message(thrown), stack(thrown), serialized(thrown));
  }

  /** A failure that is not an exception of the task's own. */
  static Outcome.Failed of(Throwable thrown, String message) {
    return new Outcome.Failed(thrown.getClass().getName(), cut(message), stack(thrown), null);
  }

  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? "" : cut(message);
    } catch (Throwable e) {
      return "(its message cannot be read: " + e.getClass().getName() + ")";
    }
  }

  private static String stack(Throwable thrown) {
    var text = new Cutting();
    try (var out = new PrintWriter(text)) {
      thrown.printStackTrace(out);
    } catch (Throwable e) {
      text.append("(its stack cannot be printed: " + e.getClass().getName() + ")");
    }
    return text.toString();
  }

  private static byte @Nullable [] serialized(Throwable thrown) {
    try {
      return ObjectBytes.inOne(thrown, Limits.EXCEPTION);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  private static String cut(String text) {
    return text.length() <= Limits.TEXT ? text : text.substring(0, KEPT) + CUT;
  }

  /** Keeps the beginning of what is written. */
  private static final class Cutting extends Writer {
    private final StringBuilder kept = new StringBuilder();
    private boolean more;

    @Override
    public void write(char[] from, int offset, int count) {
      int room = Math.min(count, KEPT - kept.length());
      kept.append(from, offset, room);
      more |= room < count;
    }

    @Override
    public Writer append(CharSequence text) {
      write(text.toString().toCharArray(), 0, text.length());
      return this;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return more ? kept + CUT : kept.toString();
    }
  }
}
