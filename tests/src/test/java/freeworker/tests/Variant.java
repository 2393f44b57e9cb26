package freeworker.tests;

import freeworker.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A task whose class can be had in any number of variants, each with a loader of its own. */
public final class Variant implements Task<String> {
  private static final ThreadLocal<Variant> LEFT = new ThreadLocal<>();
  private static final String MARK = "variant-000000";

  private final boolean leaves;

  /**
   * @param leaves whether it leaves a thread-local behind
   */
  public Variant(boolean leaves) {
    this.leaves = leaves;
  }

  @Override
  public String run() {
    if (leaves) {
      LEFT.set(this);
    }
    Supplier<String> lambda = () -> MARK;
    return lambda.get();
  }

  /** The task of one variant. */
  @SuppressWarnings("unchecked")
  static Task<String> of(int number, boolean leaves) throws ReflectiveOperationException {
    Class<?> type =
        new Loader(String.format("variant-%06d", number)).loadClass(Variant.class.getName());
    return (Task<String>) type.getConstructor(boolean.class).newInstance(leaves);
  }

  /** Defines a variant and gives its class file out. */
  private static final class Loader extends ClassLoader {
    private final byte[] file;

    Loader(String mark) {
      super(Variant.class.getClassLoader());
      file = patched(mark);
    }

    private static byte[] patched(String mark) {
      byte[] old = MARK.getBytes(StandardCharsets.US_ASCII);
      byte[] file = original();
      for (int at = 0; at <= file.length - old.length; at++) {
        if (Arrays.equals(file, at, at + old.length, old, 0, old.length)) {
          System.arraycopy(mark.getBytes(StandardCharsets.US_ASCII), 0, file, at, old.length);
        }
      }
      return file;
    }

    private static byte[] original() {
      try (InputStream in = Variant.class.getResourceAsStream("Variant.class")) {
        return Objects.requireNonNull(in).readAllBytes();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Variant.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineClass(name, file, 0, file.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return name.endsWith("/Variant.class")
          ? new ByteArrayInputStream(file)
          : super.getResourceAsStream(name);
    }
  }
}
