package freeworker.worker;

import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The files of a jar that travelled whole, as this Java sees them. */
final class Jar {
  private static final String VERSIONS = "META-INF/versions/";

  private final Map<String, byte[]> files;
  private final long size;

  private Jar(Map<String, byte[]> files) {
    this.files = files;
    this.size = files.values().stream().mapToLong(file -> file.length).sum();
  }

  /**
   * @throws BadFrame when these bytes are no jar, or one that is too large
   */
  static Jar unpack(byte[] packed) {
    var files = new HashMap<String, byte[]>();
    long left = Limits.UNPACKED;
    try (var in = new ZipInputStream(new ByteArrayInputStream(packed))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          byte[] file = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
          left -= file.length;
          if (left < 0) {
            throw new BadFrame("A jar unpacks to more than " + Limits.UNPACKED + " bytes.");
          }
          files.putIfAbsent(entry.getName(), file);
        }
      }
      if (hasVersions(files)) {
        useNewest(files, Runtime.version().feature());
      }
    } catch (IOException e) {
      throw new BadFrame("A jar cannot be unpacked: " + e.getMessage() + ".");
    }
    return new Jar(files);
  }

  byte @Nullable [] file(String path) {
    return files.get(path);
  }

  long size() {
    return size;
  }

  private static boolean hasVersions(Map<String, byte[]> files) throws IOException {
    byte[] file = files.get(JarFile.MANIFEST_NAME);
    return file != null
        && Boolean.parseBoolean(
            new Manifest(new ByteArrayInputStream(file))
                .getMainAttributes()
                .getValue(Attributes.Name.MULTI_RELEASE));
  }

  /** Puts the files of the newest version that this Java may use in the place of older ones. */
  private static void useNewest(Map<String, byte[]> files, int java) {
    for (int version = 9; version <= java; version++) {
      String prefix = VERSIONS + version + "/";
      for (Map.Entry<String, byte[]> file : Map.copyOf(files).entrySet()) {
        if (file.getKey().startsWith(prefix)) {
          files.put(file.getKey().substring(prefix.length()), file.getValue());
        }
      }
    }
  }
}
