package freeworker.wire.parcel;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

  /** What stands in a stream for an array that is loose. */
  private static final class Loose implements Serializable {
    private static final long serialVersionUID = 1;
    private final int number;
    private final transient byte @Nullable [] array;

    Loose(int number, byte[] array) {
      this.number = number;
      this.array = array;
    }
  }

  private ObjectBytes() {}

  /**
   * Its large arrays are loose.
   *
   * @param classes is told each class that the object names
   * @throws TooLarge when they would be more bytes than the limit
   */
  public static Block write(@Nullable Object object, int limit, Consumer<Class<?>> classes)
      throws IOException {
    return write(object, limit, classes, false);
  }

  /**
   * The same.
   *
   * @param lent whether nobody changes its large arrays until they have been read, so that they
   *     need not be copied; those of which a class itself decides what is written are
   */
  public static Block write(
      @Nullable Object object, int limit, Consumer<Class<?>> classes, boolean lent)
      throws IOException {
    if (object instanceof byte[] bytes && bytes.length >= limit) {
      // Before it is copied.
      throw new TooLarge(limit);
    }
    Block plain = Plain.write(object, lent);
    if (plain != null) {
      if (plain.length() > limit) {
        throw new TooLarge(limit);
      }
      return plain;
    }
    return stream(object, limit, classes, lent, Block.MOST_LOOSE);
  }

  /** The bytes of something in one array. */
  public static byte[] inOne(Object object, int limit) throws IOException {
    return stream(object, limit, type -> {}, false, 0).bytes();
  }

  private static Block stream(
      @Nullable Object object, int limit, Consumer<Class<?>> classes, boolean lent, int mostLoose)
      throws IOException {
    var bytes = new Bounded(limit);
    try (var out = new Writer(bytes, lent, classes, mostLoose)) {
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
    private final Bounded bytes;
    private final Consumer<Class<?>> classes;
    private final boolean lent;
    private final int mostLoose;
    private final List<Class<?>> seen = new ArrayList<>(0);

    Writer(Bounded bytes, boolean lent, Consumer<Class<?>> classes, int mostLoose)
        throws IOException {
      super(bytes);
      this.lent = lent;
      this.bytes = bytes;
      this.classes = classes;
      this.mostLoose = mostLoose;
      enableReplaceObject(mostLoose > 0);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
      // One that comes again was written unshared, so it is to be written anew.
      Object wanted = object instanceof Loose again ? again.array : object;
      if (wanted instanceof byte[] array && array.length >= Block.LARGE) {
        return bytes.loose.size() < mostLoose
            ? new Loose(bytes.loosen(array, lent && wanted == object && !mayBeReused()), array)
            : array;
      }
      return object;
    }

    @Override
    protected void annotateClass(Class<?> type) {
      if (type != Loose.class) {
        seen.add(type);
        classes.accept(type);
      }
    }

    /**
     * Whether an array may be one of those that a class fills anew for each thing that it writes.
     */
    private boolean mayBeReused() {
      return seen.stream().anyMatch(Writer::decides);
    }

    /** Whether a class of the user's says itself what is written of it. */
    private static boolean decides(Class<?> type) {
      if (type.getClassLoader() == null || !Serializable.class.isAssignableFrom(type)) {
        return false;
      }
      return Externalizable.class.isAssignableFrom(type)
          || Arrays.stream(type.getDeclaredMethods())
              .anyMatch(method -> method.getName().equals("writeObject"));
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
    private final Map<Integer, byte[]> loose = new HashMap<>(0);
    private final boolean loosened;
    private final Rules rules;
    private @Nullable String objection;
    private boolean found;

    Reader(Block bytes, Rules rules) throws IOException {
      super(bytes.open());
      this.length = bytes.inline();
      this.rules = rules;
      for (byte[] array : bytes.loose()) {
        loose.put(loose.size(), array);
      }
      loosened = !loose.isEmpty();
      enableResolveObject(loosened);
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

    /** Each array is somebody's alone. */
    @Override
    protected Object resolveObject(Object object) throws IOException {
      if (!(object instanceof Loose stand)) {
        return object;
      }
      byte[] array = loose.remove(stand.number);
      if (array == null) {
        throw new InvalidObjectException("a reference to an array that is not there");
      }
      found = true;
      return array;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      if (loosened
          && described.getName().equals(Loose.class.getName())
          && described.getFields().length == 1) {
        return Loose.class;
      }
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
      boolean ours = found || (loosened && read.serialClass() == Loose.class);
      found = false;
      if (ours) {
        // An array that is here already, or what stood for it.
        return ObjectInputFilter.Status.ALLOWED;
      }
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
    private final List<byte[]> loose = new ArrayList<>(0);
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

    /** Takes an array beside what is written, or a copy; answers its number. */
    int loosen(byte[] array, boolean lent) throws TooLarge {
      grow(array.length);
      loose.add(lent ? array : array.clone());
      return loose.size() - 1;
    }

    Block whole() {
      return new Block(bytes.whole().pieces(), loose);
    }
  }
}
