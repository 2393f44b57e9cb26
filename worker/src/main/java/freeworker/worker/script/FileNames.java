package freeworker.worker.script;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/*
 * A JVM whose locale is C (on Java 17) cannot turn other letters than those of ASCII into a path;
 * the bytes of a URI become the bytes of the name as they are.
 */
/** Names of files as UTF-8, in whatever encoding this JVM talks to its system. */
final class FileNames {
  private FileNames() {}

  /** The file of this name, which may hold slashes, in a folder. */
  static Path in(Path folder, String name) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      return folder.resolve(name);
    }
    var uri = new StringBuilder(folder.toUri().toString());
    if (uri.charAt(uri.length() - 1) != '/') {
      uri.append('/');
    }
    for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
      if (letter == '/') {
        uri.append('/');
      } else {
        uri.append(String.format(Locale.ROOT, "%%%02X", letter & 0xff));
      }
    }
    return Path.of(URI.create(uri.toString()));
  }
}
