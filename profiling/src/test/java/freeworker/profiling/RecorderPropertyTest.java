package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens, reported up to 200 ms late, the rows tell the flags and the count as they were.
 */
class RecorderPropertyTest {
  private static final long WINDOW = 50_000;

  /** A flag that changed, in truth. */
  private record Change(long at, int worker, boolean up) {}

  /** An event and when the broker learns of it. */
  private record Arrival(long at, Event event) {}

  @ParameterizedTest(name = "seed {0}: {1} workers, tasks of {2} us")
  @CsvSource({
    "1, 1, 100000",
    "2, 1, 1000",
    "3, 1, 30",
    "4, 2, 20000",
    "5, 3, 500",
    "6, 4, 60",
    "7, 8, 5000",
    "8, 8, 150",
    "9, 30, 2000",
    "10, 64, 3000",
    "11, 65, 3000",
    "12, 90, 40000",
    "13, 2, 300000",
    "14, 5, 100",
    "15, 16, 1000",
    "16, 64, 200"
  })
  void rowsTellTheFlagsAndTheCountAsTheyWere(long seed, int workers, int taskMicros) {
    var random = new Random(seed);
    var arrivals = new ArrayList<Arrival>();
    var truth = new ArrayList<Change>();
    long finished = happen(random, workers, taskMicros, arrivals, truth);

    List<Row> rows = record(random, workers, arrivals);

    truth.sort(Comparator.comparingLong(Change::at));
    boolean[] up = new boolean[workers];
    int next = 0;
    int told = 0;
    Row before = null;
    for (Row row : rows) {
      long from = before == null ? Long.MIN_VALUE : before.at();
      assertTrue(row.at() >= from, "time goes back: " + row);
      assertTrue(before == null || row.finished() >= before.finished(), "Finished falls: " + row);
      long start = Math.max(Recorder.micros(from), Recorder.micros(row.at()) - WINDOW);
      long[] busy = new long[workers];
      long[] since = new long[workers];
      Arrays.fill(since, start);
      int lends = 0;
      int frees = 0;
      for (; next < truth.size() && truth.get(next).at() <= row.at(); next++) {
        Change change = truth.get(next);
        long at = Recorder.micros(change.at());
        assertTrue(at >= start, "a change before the window of " + row);
        busy[change.worker()] += change.up() ? 0 : at - since[change.worker()];
        since[change.worker()] = at;
        lends += change.up() ? 1 : 0;
        frees += change.up() ? 0 : 1;
        up[change.worker()] = change.up();
      }
      told += lends + frees;
      for (int i = 0; i < workers; i++) {
        assertEquals(up[i] ? 1 : 0, row.busy().get(i), "worker " + i + " in " + row);
        busy[i] += up[i] ? Recorder.micros(row.at()) - since[i] : 0;
      }
      Row.Window window = row.window();
      if (window == null) {
        assertTrue(lends + frees <= 1, "a row of its own for each change: " + row);
        assertTrue(lends + frees == 1 || row.event().equals("done"), "needless: " + row);
      } else {
        assertEquals(Row.MANY, row.event());
        assertEquals(lends, window.lends());
        assertEquals(frees, window.frees());
        for (int i = 0; i < workers; i++) {
          assertEquals(busy[i], window.busyMicros().get(i), "busy time of " + i + " in " + row);
          assertTrue(busy[i] >= 0 && busy[i] <= Recorder.micros(row.at()) - start);
        }
      }
      before = row;
    }
    assertEquals(truth.size(), told);
    assertEquals(finished, rows.get(rows.size() - 1).finished());
  }

  @ParameterizedTest(name = "seed {0}")
  @CsvSource({"21", "22", "23", "24", "25", "26"})
  void noOrderOfEventsMakesTimeGoBackOrLosesATask(long seed) {
    var random = new Random(seed);
    List<Event.Kind> kinds = List.of(Event.Kind.values());
    var recorder = new Recorder(4);
    var rows = new ArrayList<Row>();
    long finished = 0;
    for (int i = 0; i < 20_000; i++) {
      Event.Kind kind = kinds.get(random.nextInt(kinds.size()));
      int tasks = kind == Event.Kind.DONE || kind == Event.Kind.ENDED ? random.nextInt(3) : 0;
      long at = i * 100_000L - random.nextInt(400_000_000);
      long lease = 1L + i / 50 + random.nextInt(3);
      recorder.add(
          new Event(kind, random.nextInt(4), "", "", random.nextBoolean(), tasks, 0, lease, at));
      finished += tasks;
      if (random.nextInt(100) == 0) {
        rows.addAll(recorder.due(i * 100_000L));
      }
    }
    rows.addAll(recorder.all());

    Row before = rows.get(0);
    for (Row row : rows.subList(1, rows.size())) {
      assertTrue(row.at() >= before.at(), "time goes back: " + row);
      if (row.window() == null) {
        boolean stays = List.of("done", "joined").contains(row.event());
        assertEquals(stays ? 0 : 1, different(before, row), "flags in " + row);
      }
      before = row;
    }
    assertEquals(finished, before.finished());
  }

  private static int different(Row one, Row other) {
    int different = 0;
    for (int i = 0; i < one.busy().size(); i++) {
      different += one.busy().get(i).equals(other.busy().get(i)) ? 0 : 1;
    }
    return different;
  }

  /** Lets about 4,000 tasks happen, and answers how many finished. */
  private static long happen(
      Random random, int workers, int taskMicros, List<Arrival> arrivals, List<Change> truth) {
    long finished = 0;
    long lease = 0;
    Set<Long> used = new HashSet<>();
    for (int worker = 0; worker < workers; worker++) {
      long at = random.nextInt(1_000_000);
      long reported = 0;
      for (int tasks = 0; tasks < 4_000 / workers; ) {
        lease++;
        boolean held = random.nextBoolean();
        at = later(random, at, taskMicros, used);
        if (held) {
          arrivals.add(new Arrival(at, event(Event.Kind.LENT, worker, lease, 0, at)));
          truth.add(new Change(at, worker, true));
        }
        boolean dies = random.nextInt(20) == 0;
        int count = random.nextInt(4);
        for (int task = 0; task < count; task++, tasks++) {
          if (!held) {
            at = later(random, at, taskMicros, used);
            reported = Math.max(reported, at + random.nextInt(150_000_000));
            arrivals.add(new Arrival(reported, event(Event.Kind.BEGAN, worker, lease, 0, at)));
            truth.add(new Change(at, worker, true));
          }
          at = later(random, at, taskMicros, used);
          if (dies && task == count - 1) {
            break;
          }
          Event.Kind end = held ? Event.Kind.DONE : Event.Kind.ENDED;
          int pack = held ? 1 : 1 + random.nextInt(16);
          finished += pack;
          reported = Math.max(reported, at + random.nextInt(150_000_000));
          arrivals.add(new Arrival(reported, event(end, worker, lease, pack, at)));
          if (!held) {
            truth.add(new Change(at, worker, false));
          }
        }
        tasks++;
        at = later(random, at, taskMicros, used);
        Event.Kind last = dies ? Event.Kind.LOST : Event.Kind.FREED;
        arrivals.add(new Arrival(at, event(last, worker, lease, 0, at)));
        if (held || (dies && count > 0)) {
          truth.add(new Change(at, worker, false));
        }
      }
    }
    return finished;
  }

  private static long later(Random random, long at, int micros, Set<Long> used) {
    long later = at + 1 + random.nextInt(micros * 1_000);
    while (!used.add(later)) {
      later++;
    }
    return later;
  }

  private static Event event(Event.Kind kind, int worker, long lease, int finished, long at) {
    return new Event(kind, worker, "t", "c", finished > 0 ? true : null, finished, 0, lease, at);
  }

  private static List<Row> record(Random random, int workers, List<Arrival> arrivals) {
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    var recorder = new Recorder(workers);
    var rows = new ArrayList<Row>();
    long asked = 0;
    for (Arrival arrival : arrivals) {
      while (asked < arrival.at()) {
        rows.addAll(recorder.due(asked));
        asked += 1 + random.nextInt(100_000_000);
      }
      recorder.add(arrival.event());
    }
    rows.addAll(recorder.all());
    return rows;
  }
}
