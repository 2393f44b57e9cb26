package freeworker.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Profiles of any length, the same ones at each run: one flag at random changes with each row. */
enum LongProfile {
  /** As the original writes them: seven digits behind the point of a time. */
  FOUR("4 columns, 2 workers", 2, ",Timestamp,Busy,Finished", 10_000_000),
  /** As a broker writes them. */
  FIFTEEN(
      "15 columns, 4 workers",
      4,
      ",Timestamp,Busy,Finished,Event,Worker,Task,Client,Waiting,Cpu,MemoryMiB,Ok,Lends,Frees,"
          + "BusySeconds",
      1_000_000);

  private static final String[] TASKS = {"SleepAndSquare", "Mandelbrot", "Resize"};
  private static final long START = 1_674_916_728;

  private final String words;
  private final int workers;
  private final String header;
  private final int fraction;

  LongProfile(String words, int workers, String header, int fraction) {
    this.words = words;
    this.workers = workers;
    this.header = header;
    this.fraction = fraction;
  }

  /** What it is, for people. */
  String words() {
    return words;
  }

  /** Writes so many rows. */
  void write(Path file, long rows) throws IOException {
    var random = new Random(7);
    boolean[] flags = new boolean[workers];
    var line = new StringBuilder(header).append('\n');
    long time = START * fraction;
    long finished = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (long row = 0; row < rows; row++) {
        int worker = random.nextInt(workers);
        boolean ends = flags[worker];
        flags[worker] = !ends;
        finished += ends ? 1 : 0;
        time += 1 + random.nextInt(fraction / 10_000);
        line.append(row).append(',').append(time / fraction).append('.');
        line.append(String.valueOf(fraction + time % fraction), 1, digits() + 1);
        append(flags, line);
        line.append(finished).append(".0");
        if (this == FIFTEEN) {
          line.append(ends ? ",ended," : ",began,").append(worker).append(',');
          line.append(TASKS[worker % TASKS.length]).append(",ana:4711,").append(row % 3);
          line.append(",0.").append(100 + row / 1000 % 900).append(",1370,");
          line.append(ends ? "1" : "").append(",,,");
        }
        line.append('\n');
        out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
        line.setLength(0);
      }
    }
  }

  private int digits() {
    return String.valueOf(fraction).length() - 1;
  }

  private static void append(boolean[] flags, StringBuilder line) {
    line.append(",\"[");
    for (int i = 0; i < flags.length; i++) {
      line.append(i == 0 ? "" : ", ").append(flags[i] ? 1 : 0);
    }
    line.append("]\",");
  }
}
