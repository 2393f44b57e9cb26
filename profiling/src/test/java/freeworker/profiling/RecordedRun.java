package freeworker.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What our own recorder and writer make of a random run: borrows, tasks of engines, deaths, late
 * reports, workers that join, events that never arrive, full disks and full files.
 */
final class RecordedRun {
  private static final int LATEST_REPORT = 150_000_000;

  private final Random random;
  private final List<Arrival> arrivals = new ArrayList<>();
  private long lease;

  /** An event and when the broker learns of it. */
  private record Arrival(long at, Event event) {}

  private RecordedRun(Random random) {
    this.random = random;
  }

  /** Writes the profile of a run and answers its files, the first one first. */
  static List<Path> write(Path folder, Random random) throws IOException {
    return new RecordedRun(random).write(folder);
  }

  private List<Path> write(Path folder) throws IOException {
    boolean large = random.nextInt(20) == 0;
    int workers = large ? 60 + random.nextInt(10) : 1 + random.nextInt(4);
    int taskMicros = (int) Math.pow(10, 1 + random.nextDouble() * 4.5);
    int tasks = 1 + random.nextInt(large ? 4 : 40);
    for (int worker = 0; worker < workers; worker++) {
      boolean joins = worker > 0 && random.nextInt(8) == 0;
      int from = random.nextInt(joins ? 900_000_000 : 10_000_000);
      if (joins) {
        told(Event.Kind.JOINED, worker, from);
      }
      happen(worker, from, taskMicros, tasks);
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    Path file = folder.resolve("results_1.csv");
    var disk = new FailingDisk();
    long limit = random.nextInt(4) == 0 ? 2_000 + random.nextInt(4_000) : 1 << 20;
    int start = 1 + random.nextInt(workers);
    var segments = new Segments(file, start, disk, limit, 1_674_916_728_000_000L, notice -> {});
    record(new Recorder(start), segments, disk);
    List<Path> files = new ArrayList<>();
    for (int part = 1; Files.exists(ProfileFiles.segment(file, part)); part++) {
      files.add(ProfileFiles.segment(file, part));
    }
    return files;
  }

  private void record(Recorder recorder, Segments segments, FailingDisk disk) {
    boolean badDisk = random.nextInt(8) == 0;
    boolean misses = random.nextInt(8) == 0;
    long asked = 0;
    long missedAt = -1;
    int missed = 0;
    for (Arrival arrival : arrivals) {
      while (asked < arrival.at()) {
        append(recorder.due(asked), segments, asked);
        if (badDisk && random.nextInt(3) == 0) {
          disk.fill();
        } else {
          disk.empty();
        }
        asked += 1 + random.nextInt(100_000_000);
      }
      if (misses && random.nextInt(10) < 3) {
        missedAt = missedAt < 0 ? arrival.event().at() : missedAt;
        missed += arrival.event().finished();
      } else {
        if (missedAt >= 0) {
          recorder.miss(missedAt, missed);
          missedAt = -1;
          missed = 0;
        }
        recorder.add(arrival.event());
      }
    }
    disk.empty();
    append(recorder.all(), segments, asked);
    segments.close(asked + 2 * Segments.RETRY.toNanos());
  }

  private void append(List<Row> rows, Segments segments, long now) {
    for (Row row : rows) {
      segments.append(row, now);
    }
    segments.flush(now);
  }

  private void happen(int worker, long from, int taskMicros, int tasks) {
    long at = from;
    int left = tasks;
    while (left > 0) {
      lease++;
      boolean kept = random.nextBoolean();
      int count = Math.min(left, random.nextInt(4));
      left -= Math.max(1, count);
      boolean breaks = random.nextInt(6) == 0;
      at = later(at, taskMicros);
      if (kept) {
        told(Event.Kind.LENT, worker, at);
      }
      for (int task = 0; task < count; task++) {
        if (!kept) {
          at = later(at, taskMicros);
          reported(Event.Kind.BEGAN, worker, at);
        }
        at = later(at, taskMicros);
        if (!(breaks && task == count - 1)) {
          reported(kept ? Event.Kind.DONE : Event.Kind.ENDED, worker, at);
        }
      }
      at = random.nextInt(4) == 0 ? at : later(at, taskMicros);
      if (breaks) {
        List<Event.Kind> ends = List.of(Event.Kind.LOST, Event.Kind.GONE, Event.Kind.EXPIRED);
        told(ends.get(random.nextInt(ends.size())), worker, at);
      } else if (kept) {
        told(Event.Kind.FREED, worker, at);
      }
    }
  }

  private void told(Event.Kind kind, int worker, long at) {
    arrivals.add(new Arrival(at, event(kind, worker, at)));
  }

  private void reported(Event.Kind kind, int worker, long at) {
    arrivals.add(new Arrival(at + random.nextInt(LATEST_REPORT), event(kind, worker, at)));
  }

  /** Now and then a pack of tasks ends as one. */
  private int finished(Event.Kind kind) {
    boolean pack = kind == Event.Kind.ENDED && random.nextInt(40) == 0;
    return pack ? 1 + random.nextInt(1000) : 1;
  }

  private Event event(Event.Kind kind, int worker, long at) {
    boolean ends = kind == Event.Kind.DONE || kind == Event.Kind.ENDED;
    return new Event(
        kind,
        worker,
        "=Square, \"3\"",
        "ann:1",
        ends ? Boolean.valueOf(random.nextInt(9) > 0) : null,
        ends ? finished(kind) : 0,
        random.nextInt(3),
        lease,
        at);
  }

  private long later(long at, int micros) {
    return at + random.nextInt(micros * 1_000);
  }
}
