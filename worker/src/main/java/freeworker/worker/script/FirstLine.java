package freeworker.worker.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the beginning of a file says about how to run it.
 *
 * @param interpreter what stands after {@code #!}, or empty
 * @param argument the rest of that line, which is one argument; or empty
 * @param ours whether the file is a program of this system itself
 */
record FirstLine(String interpreter, String argument, boolean ours) {
  private static final int MOST = 4_096;
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  static FirstLine of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(MOST));
    }
  }

  static FirstLine of(byte[] start) {
    boolean elf = start.length >= ELF.length && Arrays.equals(start, 0, 4, ELF, 0, 4);
    if (start.length < 2 || start[0] != '#' || start[1] != '!') {
      return new FirstLine("", "", elf);
    }
    int end = 2;
    while (end < start.length && start[end] != '\n' && start[end] != 0) {
      end++;
    }
    String line = trim(new String(start, 2, end - 2, StandardCharsets.UTF_8));
    int gap = 0;
    while (gap < line.length() && !blank(line.charAt(gap))) {
      gap++;
    }
    return new FirstLine(line.substring(0, gap), trim(line.substring(gap)), false);
  }

  /** Without the blanks around it, and the carriage return of another system. */
  private static String trim(String line) {
    int from = 0;
    int to = line.length();
    while (to > from && (blank(line.charAt(to - 1)) || line.charAt(to - 1) == '\r')) {
      to--;
    }
    while (from < to && blank(line.charAt(from))) {
      from++;
    }
    return line.substring(from, to);
  }

  private static boolean blank(char letter) {
    return letter == ' ' || letter == '\t';
  }
}
