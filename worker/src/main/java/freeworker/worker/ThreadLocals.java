package freeworker.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The thread-locals of a thread, put aside while a task runs on it: the task begins without any,
 * and those that it made end with it. Where the JDK does not open itself, nothing is put aside.
 */
final class ThreadLocals {
  private static final @Nullable VarHandle OWN = field("threadLocals");
  private static final @Nullable VarHandle INHERITED = field("inheritableThreadLocals");

  private final Thread thread = Thread.currentThread();
  private final @Nullable Object own;
  private final @Nullable Object inherited;

  private ThreadLocals() {
    own = taken(OWN);
    inherited = taken(INHERITED);
  }

  /** Puts those of this thread aside. */
  static ThreadLocals takenOff() {
    return new ThreadLocals();
  }

  void putBack() {
    put(OWN, own);
    put(INHERITED, inherited);
  }

  private @Nullable Object taken(@Nullable VarHandle field) {
    if (field == null) {
      return null;
    }
    Object locals = field.get(thread);
    put(field, null);
    return locals;
  }

  private void put(@Nullable VarHandle field, @Nullable Object locals) {
    if (field != null) {
      field.set(thread, locals);
    }
  }

  private static @Nullable VarHandle field(String name) {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, name, Class.forName("java.lang.ThreadLocal$ThreadLocalMap"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
