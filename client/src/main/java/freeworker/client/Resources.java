package freeworker.client;

import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** Finds what else than classes is on the class path of a program. */
final class Resources {
  private Resources() {}

  /**
   * The contents at a path, in the order of these loaders; what the JDK has is everywhere anyway.
   *
   * @throws IOException when it cannot be read, or is too large to travel
   */
  static List<byte[]> of(String path, List<ClassLoader> loaders) throws IOException {
    var found = new ArrayList<byte[]>();
    if (!isInside(path)) {
      return found;
    }
    var seen = new HashSet<String>();
    for (ClassLoader loader : loaders) {
      for (URL url : Collections.list(loader.getResources(path))) {
        boolean ofTheJdk = url.getProtocol().equals("jrt");
        if (!ofTheJdk && seen.add(url.toString()) && found.size() < Limits.SAME_PATH) {
          try (InputStream in = url.openStream()) {
            found.add(read(path, in));
          }
        }
      }
    }
    return found.isEmpty() ? given(path, loaders) : found;
  }

  /** For loaders that give streams but no addresses. */
  private static List<byte[]> given(String path, List<ClassLoader> loaders) throws IOException {
    if (ClassLoader.getPlatformClassLoader().getResource(path) != null) {
      return List.of();
    }
    for (ClassLoader loader : loaders) {
      try (InputStream in = loader.getResourceAsStream(path)) {
        if (in != null) {
          return List.of(read(path, in));
        }
      }
    }
    return List.of();
  }

  private static byte[] read(String path, InputStream in) throws IOException {
    byte[] content = in.readNBytes(Limits.CLOSURE + 1);
    if (content.length > Limits.CLOSURE) {
      throw new IOException(
          path + " is too large to travel " + Limit.CLASS_BYTES.at(Limits.CLOSURE));
    }
    return content;
  }

  /** Whether a path cannot lead out of the folders of a class path. */
  private static boolean isInside(String path) {
    return !path.isEmpty()
        && !path.startsWith("/")
        && path.indexOf('\\') < 0
        && path.indexOf('\0') < 0
        && !List.of(path.split("/", -1)).contains("..");
  }
}
