package freeworker.worker;

import freeworker.Task;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Supply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of one closure, and finds its resources. What is in neither the closure nor
 * the JDK is asked for at the client whose task is running. Besides them a task sees the classes of
 * the API, and nothing else of this worker.
 */
final class ClosureLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final Question NOBODY =
      path -> new Supply(0, Map.of(), "its task is over, and with it the way to its program");

  private final Map<String, List<byte[]>> files;
  private final List<Jar> jars;
  private volatile Question question = NOBODY;

  /** Asks the client for what did not travel. */
  interface Question {
    Supply ask(String path);
  }

  ClosureLoader(ClassLoader parent, Map<String, List<byte[]>> files, List<Jar> jars) {
    super("closure", parent);
    this.files = new ConcurrentHashMap<>(files);
    this.jars = jars;
  }

  /** From now on the client can be asked, until {@link #alone}. */
  void attended(Question question) {
    this.question = question;
  }

  void alone() {
    question = NOBODY;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (Closure.everywhere(name)) {
      return Class.forName(name, false, Task.class.getClassLoader());
    }
    String path = Closure.path(name);
    List<byte[]> found = here(path);
    String refusal = "";
    if (found == null || found.isEmpty()) {
      refusal = ask(path).refusal();
      found = Objects.requireNonNullElse(files.get(path), List.of());
    }
    if (found.isEmpty()) {
      throw new ClassNotFoundException(
          name
              + (refusal.isEmpty()
                  ? " is not on the class path of the program that sent the task"
                  : " did not travel with the task: " + refusal));
    }
    byte[] file = found.get(0);
    return defineClass(name, file, 0, file.length);
  }

  /** Native code stays at home, whatever the worker's machine happens to have under that name. */
  @Override
  protected String findLibrary(String name) {
    throw new UnsatisfiedLinkError(
        "the native library "
            + name
            + " does not travel with a task. Use a library without native code, or start what needs"
            + " it as a program of its own on the worker's machine");
  }

  @Override
  protected @Nullable URL findResource(String path) {
    List<byte[]> found = here(path);
    if (found == null || found.isEmpty()) {
      found = all(path);
    }
    return found.isEmpty() ? null : url(path, 0, found.get(0));
  }

  @Override
  protected Enumeration<URL> findResources(String path) {
    List<byte[]> found = all(path);
    var urls = new ArrayList<URL>();
    for (byte[] file : found) {
      urls.add(url(path, urls.size(), file));
    }
    return Collections.enumeration(urls);
  }

  /** What came along; null when nobody looked for it before. */
  private @Nullable List<byte[]> here(String path) {
    List<byte[]> known = files.get(path);
    return known != null ? known : inJars(path);
  }

  private @Nullable List<byte[]> inJars(String path) {
    List<byte[]> found = jars.stream().map(jar -> jar.file(path)).filter(Objects::nonNull).toList();
    return found.isEmpty() ? null : found;
  }

  /** Everything of this path that the client's program has. */
  private List<byte[]> all(String path) {
    if (!files.containsKey(path)) {
      ask(path);
    }
    List<byte[]> found = here(path);
    return found == null ? List.of() : found;
  }

  private Supply ask(String path) {
    if (files.containsKey(path)) {
      return new Supply(0, Map.of(), "");
    }
    Supply supply = question.ask(path);
    supply.files().forEach(files::putIfAbsent);
    return supply;
  }

  private static URL url(String path, int index, byte[] file) {
    try {
      return new URL("closure", "", -1, "/" + index + "/" + path, new InMemory(file));
    } catch (MalformedURLException e) {
      throw new IllegalStateException("A path always makes a URL: " + path, e);
    }
  }

  /** Opens a file that is nowhere but in memory. */
  private static final class InMemory extends URLStreamHandler {
    private final byte[] file;

    InMemory(byte[] file) {
      this.file = file;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(file);
        }

        @Override
        public long getContentLengthLong() {
          return file.length;
        }
      };
    }
  }
}
