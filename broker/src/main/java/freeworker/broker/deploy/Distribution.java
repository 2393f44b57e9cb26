package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that programs need on another host, as an archive in memory: what is sent is what was summed
 * up, also when a build replaces it meanwhile.
 *
 * @param checksum what it is known by: it changes with any name, content or mark of a file
 * @param sums what the host has to find when it sums up the files that arrived
 */
record Distribution(String checksum, String sums, byte[] archive) {
  private static final int CHECKSUM = 16;
  private static final List<String> FOLDERS = List.of("bin", "lib");

  /** The one in a home, without what was made for this machine's Java alone. */
  static Distribution of(Path home) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> all = Files.walk(home.resolve(folder))) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    Collections.sort(files);
    MessageDigest sha = sha256();
    var tar = new Tar();
    List<String> sums = new ArrayList<>();
    for (Path file : files) {
      String name = home.relativize(file).toString().replace('\\', '/');
      byte[] content = Files.readAllBytes(file);
      boolean executable = Files.isExecutable(file);
      tar.add(name, executable, content);
      sums.add(Cksum.of(content) + " ./" + name + "\n");
      sha.update((name + "\0" + executable + "\0" + content.length + "\0").getBytes(UTF_8));
      sha.update(content);
    }
    Collections.sort(sums);
    return new Distribution(
        HexFormat.of().formatHex(sha.digest()).substring(0, CHECKSUM),
        Cksum.of(String.join("", sums).getBytes(UTF_8)),
        tar.whole());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
