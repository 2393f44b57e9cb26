package freeworker.profiling;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Where the columns of a file are. */
final class ColumnsRead {
  /** Beyond this a number is nobody's seconds or tasks, and sums of such mean nothing. */
  static final double MOST = 1e15;

  /** More flags than this no row has. */
  static final int WORKERS_LIMIT = 65_536;

  private final Path part;
  private final int width;
  private final Map<String, Integer> places = new HashMap<>();
  private final int timestamp;
  private final int busy;
  private final int finished;
  private final int event;
  private final int worker;
  private final int waiting;
  private final int ok;
  private final int busySeconds;
  private final int task;
  private final int attempt;
  private final int index;
  private final int lends;
  private final int frees;

  ColumnsRead(Path part, String[] names) throws BadProfile {
    this.part = part;
    this.width = names.length;
    for (int i = 0; i < names.length; i++) {
      places.putIfAbsent(names[i], i);
    }
    for (String needed : Columns.ORIGINAL.subList(1, Columns.ORIGINAL.size())) {
      if (!places.containsKey(needed)) {
        throw new BadProfile(
            part,
            1,
            "there is no column "
                + needed
                + ". A profile begins with "
                + String.join(",", Columns.ORIGINAL)
                + ".");
      }
    }
    timestamp = place("Timestamp");
    busy = place("Busy");
    finished = place("Finished");
    event = place("Event");
    worker = place("Worker");
    waiting = place("Waiting");
    ok = place("Ok");
    busySeconds = place("BusySeconds");
    task = place("Task");
    attempt = place("Attempt");
    index = place("");
    lends = place("Lends");
    frees = place("Frees");
  }

  int width() {
    return width;
  }

  /** Where the column is, from 0; -1 when there is none of that name. */
  int place(String name) {
    return places.getOrDefault(name, -1);
  }

  Replay.Read row(long line, String[] fields) throws BadProfile {
    if (fields.length != width) {
      throw new BadProfile(
          part, line, "there are " + fields.length + " fields, the header has " + width + ".");
    }
    boolean[] flags = flags(line, fields[busy]);
    String what = event < 0 ? "" : fields[event];
    double[] seconds = new double[0];
    if (what.equals(Row.MANY)) {
      if (busySeconds < 0) {
        throw new BadProfile(
            part, line, "Event is many, but there is no column BusySeconds that says how busy.");
      }
      seconds = seconds(line, fields[busySeconds], flags.length);
    }
    return new Replay.Read(
        line,
        number(line, "Timestamp", fields[timestamp]),
        flags,
        number(line, "Finished", fields[finished]),
        what,
        whole(worker, fields),
        whole(waiting, fields),
        ok >= 0 && fields[ok].equals("0"),
        seconds,
        task < 0 ? "" : fields[task],
        whole(attempt, fields),
        index < 0 ? Replay.Read.NO_INDEX : whole(index, fields),
        whole(lends, fields),
        whole(frees, fields));
  }

  private static int whole(int column, String[] fields) {
    if (column < 0 || !fields[column].matches("[0-9]{1,9}")) {
      return -1;
    }
    return Integer.parseInt(fields[column]);
  }

  private double number(long line, String name, String text) throws BadProfile {
    try {
      double number = Double.parseDouble(text);
      if (number > MOST && Double.isFinite(number)) {
        throw new BadProfile(
            part, line, name + " is \"" + cut(text) + "\", more than can be counted exactly.");
      }
      if (Double.isFinite(number) && number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for any other wrong number.
    }
    throw new BadProfile(
        part, line, name + " is \"" + cut(text) + "\", expected a number that is not negative.");
  }

  private boolean[] flags(long line, String text) throws BadProfile {
    int count = (text.length() + 1) / 3;
    boolean[] flags = new boolean[Math.min(count, WORKERS_LIMIT)];
    int found = 0;
    boolean wrong = text.length() < 3 || text.charAt(0) != '[' || !text.endsWith("]");
    for (int i = 1; i < text.length() - 1 && !wrong; i++) {
      char c = text.charAt(i);
      if (c == '0' || c == '1') {
        wrong = found == flags.length || !",[ ".contains(text.substring(i - 1, i));
        if (!wrong) {
          flags[found++] = c == '1';
        }
      } else {
        wrong = c != ',' && c != ' ';
      }
    }
    if (wrong || found == 0) {
      throw new BadProfile(
          part, line, "Busy is \"" + cut(text) + "\", expected flags such as \"[1, 0]\".");
    }
    return Arrays.copyOf(flags, found);
  }

  private double[] seconds(long line, String text, int workers) throws BadProfile {
    String[] parts = text.replaceAll("[\\[\\]\\s]", "").split(",", -1);
    double[] seconds = new double[workers];
    if (parts.length != workers) {
      throw new BadProfile(
          part, line, "BusySeconds has " + parts.length + " parts, Busy has " + workers + ".");
    }
    for (int i = 0; i < workers; i++) {
      seconds[i] = number(line, "BusySeconds", parts[i]);
    }
    return seconds;
  }

  private static String cut(String text) {
    String seen = text.replaceAll("\\p{Cntrl}", "?");
    return seen.length() > 40 ? seen.substring(0, 40) + "..." : seen;
  }
}
