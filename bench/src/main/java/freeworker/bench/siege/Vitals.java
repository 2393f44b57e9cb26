package freeworker.bench.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process takes of the machine; 0 where the system does not tell.
 *
 * @param resident its memory in bytes
 */
record Vitals(int threads, long resident) {
  static final Vitals UNKNOWN = new Vitals(0, 0);

  static Vitals of(long pid) {
    int threads = 0;
    long resident = 0;
    try {
      for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
        String[] words = line.split("\\s+", 3);
        if (words[0].equals("Threads:")) {
          threads = Integer.parseInt(words[1]);
        } else if (words[0].equals("VmRSS:")) {
          resident = Long.parseLong(words[1]) << 10;
        }
      }
    } catch (IOException e) {
      // There is no such process any more, or no such file on this system.
    }
    return new Vitals(threads, resident);
  }

  /** The larger of each. */
  Vitals most(Vitals other) {
    return new Vitals(Math.max(threads, other.threads), Math.max(resident, other.resident));
  }
}
