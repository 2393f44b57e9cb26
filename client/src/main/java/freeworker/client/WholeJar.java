package freeworker.client;

import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A jar, as it is in its file.
 *
 * @param classes the names of the classes in it
 */
record WholeJar(Path path, Hash hash, byte[] bytes, Set<String> classes) {

  /** Where the jar is that a class came from; nothing if it came from no jar of its own. */
  static Optional<Path> of(URL classFile) {
    String place = classFile.getFile();
    int end = place.indexOf("!/");
    boolean plain = end > 0 && place.indexOf("!/", end + 2) < 0 && place.startsWith("file:");
    if (!classFile.getProtocol().equals("jar") || !plain) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(URI.create(place.substring(0, end))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WholeJar jar && jar.hash.equals(hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  static WholeJar read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    var classes = new HashSet<String>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (Closure.isClass(entry.getName()) && !entry.getName().startsWith("META-INF/")) {
          classes.add(Closure.className(entry.getName()));
        }
      }
    }
    return new WholeJar(path, Hash.of(bytes), bytes, classes);
  }
}
