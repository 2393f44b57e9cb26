package freeworker.wire.door;

import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.rmi.RemoteException;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/*
 * RMI reads an answer by a stream of its own, which only the filter factory of the whole program can
 * reach. Ours acts while a thread of ours waits for an answer, and otherwise as the built-in one does.
 */
/** Lets nothing but our own records and plain failures into what brokers and workers answer. */
public final class Answers {
  /** A remote call. */
  public interface Question<T> {
    T ask() throws RemoteException;
  }

  /** What the bytes of an answer mean. */
  public interface Decoding<T> {
    T decode(byte[] bytes) throws IOException;
  }

  private static final int REFERENCES = 200_000;
  private static final int DEPTH = 32;
  private static final long BYTES = Limits.OUTCOMES + (64L << 10);
  private static final Set<String> PLAIN =
      Set.of(
          "java.lang.String",
          "java.lang.Number",
          "java.lang.Long",
          "java.lang.Integer",
          "java.lang.Boolean",
          "java.lang.Object",
          "java.lang.Enum",
          "java.lang.Record",
          "java.lang.StackTraceElement",
          "java.util.List",
          "java.util.Collections$EmptyList",
          "java.util.Collections$UnmodifiableList",
          "java.util.Collections$UnmodifiableCollection",
          "java.util.ArrayList");
  private static final ThreadLocal<@Nullable Boolean> ASKING = new ThreadLocal<>();
  private static final boolean GUARDED = install();

  private Answers() {}

  /** Asks, and reads the answer under the filter. */
  public static <T> T to(Question<T> question) throws RemoteException {
    Boolean before = ASKING.get();
    ASKING.set(Boolean.TRUE);
    try {
      return question.ask();
    } finally {
      ASKING.set(before);
    }
  }

  /**
   * Asks for bytes, and reads what they mean.
   *
   * @throws RemoteException also when they mean nothing
   */
  public static <T> T to(Question<byte[]> question, Decoding<T> decoding) throws RemoteException {
    byte[] answer = to(question);
    try {
      return decoding.decode(answer);
    } catch (IOException e) {
      throw new RemoteException("the answer cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether the filter is in place; a program with a filter factory of its own keeps that. */
  public static boolean guarded() {
    return GUARDED;
  }

  private static boolean install() {
    BinaryOperator<@Nullable ObjectInputFilter> factory =
        (before, wanted) -> {
          if (wanted == null || before == null) {
            ObjectInputFilter usual = wanted == null ? before : wanted;
            return ASKING.get() == null || before != null ? usual : Answers::judge;
          }
          return wanted;
        };
    try {
      ObjectInputFilter.Config.setSerialFilterFactory(factory);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo info) {
    if (info.depth() > DEPTH
        || info.references() > REFERENCES
        || info.streamBytes() > BYTES
        || info.arrayLength() > BYTES) {
      return ObjectInputFilter.Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return ObjectInputFilter.Status.UNDECIDED;
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type.isPrimitive() || PLAIN.contains(type.getName()) || ours(type) || failure(type)
        ? ObjectInputFilter.Status.ALLOWED
        : ObjectInputFilter.Status.REJECTED;
  }

  private static boolean ours(Class<?> type) {
    return type.getName().startsWith("freeworker.wire.") && (type.isRecord() || type.isEnum());
  }

  private static boolean failure(Class<?> type) {
    return Throwable.class.isAssignableFrom(type)
        && (type.getName().startsWith("java.")
            || type.getName().startsWith("freeworker.wire.parcel."));
  }
}
