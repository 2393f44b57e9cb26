package freeworker.client;

import freeworker.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Classes that were compiled here and exist in no file. */
final class InMemory extends ClassLoader {
  private final Map<String, byte[]> classes;

  private InMemory(ClassLoader parent, Map<String, byte[]> classes) {
    super(parent);
    this.classes = classes;
  }

  static InMemory compile(String source) {
    return new InMemory(Task.class.getClassLoader(), compiled(source, Map.of(), List.of()));
  }

  /** Classes that may use those in the jars of a loader. */
  static InMemory compile(String source, URLClassLoader library) {
    String path =
        Stream.of(library.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator));
    String all = System.getProperty("java.class.path") + File.pathSeparator + path;
    return new InMemory(library, compiled(source, Map.of(), List.of("-cp", all)));
  }

  /** More classes, which may use these. */
  InMemory child(String source) {
    return new InMemory(this, compiled(source, classes, List.of()));
  }

  /** The class files by the names of their classes. */
  Map<String, byte[]> files() {
    return Map.copyOf(classes);
  }

  /** One more class, which may use these. */
  InMemory child(String name, byte[] file) {
    return new InMemory(this, Map.of(name, file));
  }

  @SuppressWarnings("unchecked")
  <T> Task<T> task(String name) throws ReflectiveOperationException {
    return (Task<T>) loadClass(name).getConstructor().newInstance();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = classes.get(name);
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, file, 0, file.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] file = classes.get(name.replace(".class", "").replace('/', '.'));
    return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
  }

  private static Map<String, byte[]> compiled(
      String source, Map<String, byte[]> known, List<String> more) {
    var options = new ArrayList<>(more);
    options.add("-proc:none");
    var compiler = ToolProvider.getSystemJavaCompiler();
    var written = new HashMap<String, ByteArrayOutputStream>();
    var files =
        new ForwardingJavaFileManager<JavaFileManager>(
            compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new Written(
                name, written.computeIfAbsent(name, n -> new ByteArrayOutputStream()));
          }

          @Override
          public Iterable<JavaFileObject> list(
              Location location, String pack, java.util.Set<JavaFileObject.Kind> kinds, boolean all)
              throws java.io.IOException {
            var found = new java.util.ArrayList<JavaFileObject>();
            super.list(location, pack, kinds, all).forEach(found::add);
            if (location == StandardLocation.CLASS_PATH && pack.isEmpty()) {
              known.forEach((name, file) -> found.add(new Known(name, file)));
            }
            return found;
          }

          @Override
          public String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof Known known
                ? known.binary
                : super.inferBinaryName(location, file);
          }
        };
    var unit =
        new SimpleJavaFileObject(
            URI.create(
                "memory:///"
                    + source.replaceAll("(?s).*?public class (\\w+).*|^class (\\w+).*", "$1$2")
                    + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    if (!compiler.getTask(null, files, null, options, null, List.of(unit)).call()) {
      throw new IllegalArgumentException(source);
    }
    var classes = new HashMap<String, byte[]>();
    written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  private static final class Written extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes;

    Written(String name, ByteArrayOutputStream bytes) {
      super(URI.create("memory:///" + name + ".class"), Kind.CLASS);
      this.bytes = bytes;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class Known extends SimpleJavaFileObject {
    private final String binary;
    private final byte[] file;

    Known(String name, byte[] file) {
      super(URI.create("memory:///" + name + ".class"), Kind.CLASS);
      this.binary = name;
      this.file = file;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(file);
    }
  }
}
