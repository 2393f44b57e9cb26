package freeworker.bench.chaos;

import freeworker.bench.chaos.Breach.Invariant;
import freeworker.profiling.Audit;
import freeworker.profiling.BadProfile;
import freeworker.profiling.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a profile says: how many tasks each worker finished, and what of it cannot have been.
 *
 * @param finished by worker number; -1 for what a row does not say of a single worker
 */
record Recorded(Map<Integer, Long> finished, long rows, List<Breach> breaches) {
  private static final Pattern ROW =
      Pattern.compile(
          "\\d+,\\d+\\.\\d+,(?:\"\\[[^\\]]*\\]\"|\\[[^\\]]*\\]),(\\d+)\\.0,([a-z]*),(\\d*),.*");

  Recorded {
    finished = Map.copyOf(finished);
    breaches = List.copyOf(breaches);
  }

  /** Reads a profile that is one file, as that of a run with a crew of one size is. */
  static Recorded read(Path file) throws IOException {
    Recorded counted = of(String.valueOf(file.getFileName()), Files.readAllLines(file));
    if (counted.rows == 0) {
      // That broker was killed before anything was lent; ends that it lacks are counted elsewhere.
      return counted;
    }
    List<Breach> breaches = new ArrayList<>(counted.breaches);
    var audit = new Audit();
    try {
      var unused = ProfileReader.read(file, false, audit);
    } catch (BadProfile e) {
      breaches.add(new Breach(Invariant.PROFILE, String.valueOf(e.getMessage())));
    }
    audit
        .violations()
        .forEach(
            wrong ->
                breaches.add(
                    new Breach(Invariant.PROFILE, file.getFileName() + ": " + wrong.sentence())));
    return new Recorded(counted.finished, counted.rows, breaches);
  }

  /** Counts the lines of a profile, with its header. */
  static Recorded of(String name, List<String> lines) {
    Map<Integer, Long> finished = new HashMap<>();
    List<Breach> breaches = new ArrayList<>();
    long before = 0;
    for (int i = 1; i < lines.size(); i++) {
      Matcher row = ROW.matcher(lines.get(i));
      if (!row.matches()) {
        String where = name + " line " + (i + 1) + " is no row: " + lines.get(i);
        breaches.add(new Breach(Invariant.READABLE, where));
        continue;
      }
      long now = Long.parseLong(row.group(1));
      if (now != before) {
        int worker = row.group(3).isEmpty() ? -1 : Integer.parseInt(row.group(3));
        finished.merge(worker, now - before, Long::sum);
      }
      before = now;
    }
    return new Recorded(finished, Math.max(0, lines.size() - 1), breaches);
  }
}
