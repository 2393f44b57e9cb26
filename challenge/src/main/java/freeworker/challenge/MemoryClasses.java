package freeworker.challenge;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Class files that exist in memory alone; a loader over them gives them out as resources too, so
 * that they can travel.
 */
final class MemoryClasses extends URLStreamHandler {
  private final Map<String, byte[]> files;

  /**
   * @param files the class files, by the names of their classes
   */
  MemoryClasses(Map<String, byte[]> files) {
    this.files = Map.copyOf(files);
  }

  /** Where a loader finds these classes, and then those of a class path. */
  URL[] with(List<Path> classPath) throws MalformedURLException {
    Stream.Builder<URL> urls = Stream.builder();
    urls.add(new URL(null, "memory:/", this));
    for (Path path : classPath) {
      urls.add(path.toUri().toURL());
    }
    return urls.build().toArray(URL[]::new);
  }

  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    byte[] bytes = bytes(url);
    return new URLConnection(url) {
      @Override
      public void connect() {
        connected = true;
      }

      @Override
      public int getContentLength() {
        return bytes.length;
      }

      @Override
      public InputStream getInputStream() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  private byte[] bytes(URL url) throws FileNotFoundException {
    String path = url.getPath();
    if (path.endsWith(".class")) {
      String name = path.substring(1, path.length() - ".class".length()).replace('/', '.');
      byte[] bytes = files.get(name);
      if (bytes != null) {
        return bytes;
      }
    }
    throw new FileNotFoundException(path);
  }
}
