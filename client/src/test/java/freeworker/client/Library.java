package freeworker.client;

import freeworker.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A jar that a user's program loads by a class loader of its own. */
final class Library implements AutoCloseable {
  private static final String VERSIONS = "META-INF/versions/";

  private final Path classes;
  private final Path jar;
  private final URLClassLoader loader;

  private Library(Path classes, Path jar, ClassLoader parent) throws IOException {
    this.classes = classes;
    this.jar = jar;
    this.loader = new URLClassLoader(jar.toString(), new URL[] {jar.toUri().toURL()}, parent);
  }

  /**
   * Compiles what ends in {@code .java} and packs it with the rest.
   *
   * @param files their text, by their path in the jar
   * @param below what it is compiled with; the loader of the first is the parent of its own
   */
  static Library of(Path folder, String name, Map<String, String> files, Library... below)
      throws IOException {
    Path sources = folder.resolve(name + "-sources");
    Path classes = folder.resolve(name + "-classes");
    Map<String, List<Path>> toCompile = new TreeMap<>();
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      boolean source = file.getKey().endsWith(".java");
      Path path = (source ? sources : classes).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      if (source) {
        toCompile.computeIfAbsent(version(file.getKey()), v -> new ArrayList<>()).add(path);
      }
    }
    for (Map.Entry<String, List<Path>> version : toCompile.entrySet()) {
      compile(version.getValue(), classes, version.getKey(), below);
    }
    Path jar = folder.resolve(name + ".jar");
    pack(classes, jar);
    return new Library(
        classes, jar, below.length > 0 ? below[0].loader : Task.class.getClassLoader());
  }

  /** The same classes in another jar, by another loader. */
  Library repacked(Path other) throws IOException {
    return new Library(classes, other, loader.getParent());
  }

  /** The same classes in no jar at all. */
  Library unpacked() throws IOException {
    return repacked(classes);
  }

  /** The same jar in a program that has not what it was compiled with. */
  Library alone() throws IOException {
    return new Library(classes, jar, Task.class.getClassLoader());
  }

  Path jar() {
    return jar;
  }

  ClassLoader loader() {
    return loader;
  }

  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, true, loader);
  }

  /** A new object of a class that is a task and public. */
  @SuppressWarnings("unchecked")
  <T> Task<T> task(String name) throws ReflectiveOperationException {
    return (Task<T>) type(name).getConstructor().newInstance();
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  private static String version(String path) {
    return path.startsWith(VERSIONS)
        ? path.substring(0, path.indexOf('/', VERSIONS.length()) + 1)
        : "";
  }

  private static void compile(List<Path> sources, Path classes, String version, Library... below)
      throws IOException {
    Path target = Files.createDirectories(classes.resolve(version));
    String path =
        Stream.concat(
                Stream.of(location(Task.class), classes), Stream.of(below).map(b -> b.classes))
            .map(Path::toString)
            .collect(Collectors.joining(java.io.File.pathSeparator));
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var options = List.of("-d", target.toString(), "-cp", path, "-proc:none", "-parameters");
      var units = manager.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(null, manager, null, options, null, units).call()) {
        throw new IllegalArgumentException("does not compile: " + sources);
      }
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(classes)) {
      files = found.filter(Files::isRegularFile).collect(Collectors.toCollection(ArrayList::new));
    }
    // Readers of jars expect the manifest first.
    files.sort(
        (a, b) ->
            Boolean.compare(b.endsWith(JarFile.MANIFEST_NAME), a.endsWith(JarFile.MANIFEST_NAME)));
    try (OutputStream out = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
  }
}
