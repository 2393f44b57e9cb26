package freeworker.wire.parcel;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns users' objects into bytes and back: the only place that does. */
public final class ObjectBytes {
  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class,
          "void", void.class);

  /** What may be read, and where its classes come from. */
  public interface Rules {
    /** The class of this name, not initialized. */
    Class<?> named(String name) throws ClassNotFoundException, Refused;

    /** Why the reading must end here, or null when it may go on. */
    default @Nullable String objection(ObjectInputFilter.FilterInfo read) {
      return null;
    }
  }

  /** The bytes hold what the rules do not let in; the message says what. */
  public static final class Refused extends IOException {
    public Refused(String message) {
      super(message);
    }
  }

  /** The object has more bytes than may travel. */
  public static final class TooLarge extends IOException {
    TooLarge(int limit) {
      super("it has more than " + limit + " bytes when serialized");
    }
  }

  private ObjectBytes() {}

  /**
   * @param classes is told each class that the object names
   * @throws TooLarge when they would be more bytes than the limit
   */
  public static Block write(@Nullable Object object, int limit, Consumer<Class<?>> classes)
      throws IOException {
    Block plain = Plain.write(object);
    if (plain != null) {
      if (plain.length() > limit) {
        throw new TooLarge(limit);
      }
      return plain;
    }
    var bytes = new Bounded(limit);
    try (var out = new Writer(bytes, classes)) {
      out.writeObject(object);
    }
    return bytes.whole();
  }

  /**
   * @throws Refused when the rules do not let something in; the plainest values always are
   */
  public static @Nullable Object read(Block bytes, Rules rules)
      throws IOException, ClassNotFoundException {
    if (Plain.is(bytes)) {
      return Plain.read(bytes);
    }
    try (var in = new Reader(bytes, rules)) {
      return in.object();
    }
  }

  private static final class Writer extends ObjectOutputStream {
    private final Consumer<Class<?>> classes;

    Writer(OutputStream out, Consumer<Class<?>> classes) throws IOException {
      super(out);
      this.classes = classes;
    }

    @Override
    protected void annotateClass(Class<?> type) {
      classes.accept(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
      for (Class<?> implemented : type.getInterfaces()) {
        classes.accept(implemented);
      }
    }
  }

  private static final class Reader extends ObjectInputStream {
    private final int length;
    private final Rules rules;
    private @Nullable String objection;

    Reader(Block bytes, Rules rules) throws IOException {
      super(bytes.open());
      this.length = bytes.length();
      this.rules = rules;
      setObjectInputFilter(this::check);
    }

    @Nullable Object object() throws IOException, ClassNotFoundException {
      try {
        return readObject();
      } catch (InvalidClassException e) {
        if (objection != null) {
          throw new Refused(objection);
        }
        throw e;
      }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      Class<?> primitive = PRIMITIVES.get(described.getName());
      return primitive != null ? primitive : rules.named(described.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces)
        throws IOException, ClassNotFoundException {
      var types = new Class<?>[interfaces.length];
      ClassLoader loader = ClassLoader.getPlatformClassLoader();
      for (int i = 0; i < interfaces.length; i++) {
        types[i] = rules.named(interfaces[i]);
        ClassLoader defined = types[i].getClassLoader();
        if (defined != null && defined != ClassLoader.getPlatformClassLoader()) {
          loader = defined;
        }
      }
      return Proxy.newProxyInstance(loader, types, (proxy, method, arguments) -> proxy).getClass();
    }

    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo read) {
      if (objection == null) {
        objection = tooLong(read) ? arrayText(read) : rules.objection(read);
      }
      return objection == null
          ? ObjectInputFilter.Status.ALLOWED
          : ObjectInputFilter.Status.REJECTED;
    }

    /** Whether an array claims far more elements than the bytes that follow can fill. */
    private boolean tooLong(ObjectInputFilter.FilterInfo read) {
      long left = length - Math.min(length, read.streamBytes());
      return read.arrayLength() > 2048
          && read.arrayLength() * width(read.serialClass()) > 8 * left + 8192;
    }

    private static long width(@Nullable Class<?> array) {
      Class<?> element = array == null ? null : array.getComponentType();
      if (element == byte.class || element == boolean.class) {
        return 1;
      }
      if (element == char.class || element == short.class) {
        return 2;
      }
      return element == long.class || element == double.class ? 8 : 4;
    }

    private static String arrayText(ObjectInputFilter.FilterInfo read) {
      return "an array of " + read.arrayLength() + " elements, which its bytes cannot fill";
    }
  }

  private static final class Bounded extends OutputStream {
    private final int limit;
    private final FrameWriter bytes = new FrameWriter(256);
    private int length;

    Bounded(int limit) {
      this.limit = limit;
    }

    @Override
    public void write(int value) throws IOException {
      grow(1);
      bytes.oneByte(value);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
      grow(count);
      bytes.raw(from, offset, count);
    }

    private void grow(int more) throws TooLarge {
      if (more > limit - length) {
        throw new TooLarge(limit);
      }
      length += more;
    }

    Block whole() {
      return bytes.whole();
    }
  }
}
