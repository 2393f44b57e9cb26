package freeworker.client;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Libraries that are made for a test, in jars of a folder. */
final class Jars {
  private final Path folder;
  private final List<URL> urls = new ArrayList<>();

  Jars(Path folder) {
    this.folder = folder;
  }

  /** A jar with all classes of a loader and further files. */
  Jars with(String name, InMemory classes, Map<String, String> texts) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    classes.files().forEach((type, file) -> files.put(type.replace('.', '/') + ".class", file));
    texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return with(name, files);
  }

  Jars with(String name, Map<String, byte[]> files) throws IOException {
    Path jar = folder.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    urls.add(jar.toUri().toURL());
    return this;
  }

  /** A loader that sees them all, and what tests see. */
  URLClassLoader loader() {
    return new URLClassLoader(urls.toArray(new URL[0]), Jars.class.getClassLoader());
  }
}
