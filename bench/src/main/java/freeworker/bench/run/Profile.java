package freeworker.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the last row of a profile says. */
public final class Profile {
  private static final Pattern ROW =
      Pattern.compile("\\d+,\\d+\\.\\d+,(?:\"\\[[^\\]]*\\]\"|\\[[^\\]]*\\]),(\\d+)\\.0(?:,.*)?");
  private static final Pattern SEGMENT = Pattern.compile("results_\\d+(?:\\.s(\\d+))?\\.csv");

  private Profile() {}

  /** How many tasks were finished, by the last row of the last segment in a folder. */
  public static long finished(Path folder) throws IOException {
    Path last;
    try (Stream<Path> files = Files.list(folder)) {
      last =
          files
              .filter(file -> segment(file) > 0)
              .max(java.util.Comparator.comparingInt(Profile::segment))
              .orElseThrow(() -> new IOException("There is no profile in " + folder + "."));
    }
    try (Stream<String> lines = Files.lines(last)) {
      List<String> row = lines.reduce((earlier, later) -> later).stream().toList();
      Matcher matcher = ROW.matcher(row.isEmpty() ? "" : row.get(0));
      if (!matcher.matches()) {
        throw new IOException("The last row of " + last.getFileName() + " is none: " + row);
      }
      return Long.parseLong(matcher.group(1));
    }
  }

  /** How large all segments in a folder are. */
  public static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.filter(each -> segment(each) > 0).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  /** Which segment a file is, from 1; 0 for any other file. */
  private static int segment(Path file) {
    Matcher matcher = SEGMENT.matcher(String.valueOf(file.getFileName()));
    if (!matcher.matches()) {
      return 0;
    }
    String number = matcher.group(1);
    return number == null ? 1 : Integer.parseInt(number);
  }
}
