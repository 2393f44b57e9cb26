package freeworker.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sockets of a process as Linux tells them. */
final class Sockets {
  private static final String LISTENING = "0A";

  private Sockets() {}

  static boolean told() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** Where a process listens: {@code 127.0.0.1:18811}. */
  static Set<String> listening(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
      for (Path file : files.toList()) {
        try {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException e) {
          // It was closed meanwhile.
        }
      }
    }
    Set<String> where = new HashSet<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      Path file = Path.of("/proc", String.valueOf(pid), "net", table);
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] words = line.trim().split(" +");
        boolean waits = words[3].equals(LISTENING) || table.startsWith("udp");
        if (words.length > 9 && waits && inodes.contains(words[9])) {
          where.add(address(words[1]));
        }
      }
    }
    return where;
  }

  /** An address as people read it; those of IPv6 are their last four bytes if they are of IPv4. */
  private static String address(String hex) {
    int colon = hex.indexOf(':');
    String host = hex.substring(0, colon);
    int port = Integer.parseInt(hex.substring(colon + 1), 16);
    boolean mapped = host.startsWith("0000000000000000FFFF0000");
    if (host.length() > 8 && !mapped) {
      return "[" + host + "]:" + port;
    }
    String last = host.substring(host.length() - 8);
    var words = new StringBuilder();
    for (int i = 6; i >= 0; i -= 2) {
      words.append(Integer.parseInt(last.substring(i, i + 2), 16)).append(i > 0 ? "." : "");
    }
    return words + ":" + port;
  }
}
