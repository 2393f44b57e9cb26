package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  private static final SweepRun RUN = new SweepRun(15, 25, 3, 0.5, 0.25);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve(Sweep.NAME);
  }

  private Sweep read(String text) throws IOException, BadProfile {
    return Sweep.read(Files.writeString(file(), text));
  }

  @Test
  void aFileOfTheOriginalIsRead() throws Exception {
    Sweep sweep = read("Workers,Functions,Throughput\n1.0,1.0,0.28\n1.0,2.0,0.32\n");

    assertEquals(List.of(SweepCell.of(1, 1, 0.28), SweepCell.of(1, 2, 0.32)), sweep.cells());
    assertEquals(0.28 * 3.5, sweep.cells().get(0).shareOfLimit(), 1e-12);
    assertTrue(sweep.cells().get(0).run().isEmpty());
  }

  @Test
  void whatIsWrittenIsReadAgainAndBeginsAsTheOriginalDoes() throws Exception {
    var sweep = new Sweep(List.of(SweepCell.of(2, 3, RUN), SweepCell.of(1, 1, 2 / 7.0)));

    sweep.write(file());

    assertEquals(sweep, Sweep.read(file()));
    List<String> lines = Files.readAllLines(file());
    assertTrue(lines.get(0).startsWith("Workers,Functions,Throughput,"), lines.get(0));
    assertTrue(lines.get(1).startsWith("1.0,1.0,0.2857142857142857,"), lines.get(1));
    assertTrue(
        lines.get(2).startsWith("2.0,3.0,0.6,15.0,25.0,3.0,0.5,0.25,0.9,0.98,"), lines.get(2));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file()), files.toList(), "nothing is left beside it");
    }
  }

  @Test
  void anInterruptedThreadStillWritesTheWholeFile() throws Exception {
    var sweep = new Sweep(List.of(SweepCell.of(2, 3, RUN)));

    Thread.currentThread().interrupt();
    sweep.write(file());

    assertTrue(Thread.interrupted(), "the flag is still up");
    assertEquals(sweep, Sweep.read(file()));
  }

  @Test
  void cellsAreOrderedByWorkersThenClientsWhateverTheirOrderWas() {
    List<SweepCell> cells = new ArrayList<>();
    for (int workers = 1; workers <= 4; workers++) {
      for (int clients = 1; clients <= 11; clients++) {
        cells.add(SweepCell.of(workers, clients, 0.25));
      }
    }
    List<SweepCell> shuffled = new ArrayList<>(cells);
    Collections.shuffle(shuffled, new Random(7));

    assertEquals(cells, new Sweep(shuffled).cells());
  }

  @Test
  void aCellThatIsMeasuredAgainTakesThePlaceOfTheOlderOne() {
    Sweep sweep = new Sweep(List.of(SweepCell.of(2, 3, 0.1))).with(SweepCell.of(2, 3, RUN));

    assertEquals(List.of(SweepCell.of(2, 3, RUN)), sweep.cells());
    assertEquals(0.6, sweep.cell(2, 3).orElseThrow().throughput());
    assertTrue(sweep.cell(3, 2).isEmpty());
  }

  @Test
  void aCellIsComparedWithTheLimitAndWithTheBestSchedule() {
    SweepCell cell = SweepCell.of(3, 4, new SweepRun(20, 25, 3, 0.5, 0.6));

    assertEquals(0.8, cell.shareOfLimit(), 1e-12);
    assertEquals(20 / 22.0, cell.bestOfLimit(), 1e-12);
    assertEquals(22 / 25.0, cell.shareOfBest(), 1e-12);
    Duration withCost =
        new BestSchedule(
                3, 4, 5, Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofMillis(600))
            .wall();
    assertEquals(withCost.toMillis() / 25e3, cell.shareOfBestWithCost().orElseThrow(), 1e-12);
    assertTrue(cell.shareOfBestWithCost().orElseThrow() > 0.88);
  }

  @Test
  void aCellOfTheOriginalIsComparedWithTheOriginalsWork() {
    SweepCell impossible = SweepCell.of(1, 4, 0.78);

    assertEquals(2.34, impossible.shareOfLimit(), 1e-12);
    assertEquals(0.992, impossible.bestOfLimit(), 0.0005);
    assertTrue(impossible.shareOfBestWithCost().isEmpty(), "it does not say what a process cost");
  }

  @Test
  void moreTasksThanAnybodyRunsAreRefusedBeforeTheirScheduleIsLookedFor() {
    String row = ",1,1,1000000,1000000,1,0,0\n";

    BadProfile refused =
        assertThrows(
            BadProfile.class,
            () ->
                read(
                    "Workers,Functions,Throughput,Tasks,Seconds,TaskSeconds,ThinkSeconds,"
                        + "ProcessSeconds\n1"
                        + row
                        + "2"
                        + row));

    assertEquals(3, refused.line());
  }

  @Test
  void columnsAreFoundByNameInAnyFormOfCsv() throws Exception {
    Sweep sweep = read("\uFEFF\"Throughput\",More,Functions,Workers\r\n0.5,\"a,b\",2,1\r\n\r\n");

    assertEquals(List.of(SweepCell.of(1, 2, 0.5)), sweep.cells());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|1: there is no column Workers. A sweep begins with Workers,Functions,Throughput.",
        "Workers,Functions,Throughput|0: it has no rows, so nothing was measured.",
        "Workers,Functions,Throughput/1,1|2: there are 2 fields, the header has 3.",
        "Workers,Functions,Throughput/1,1,x"
            + "|2: Throughput is \"x\", expected a number that is not negative.",
        "Workers,Functions,Throughput/1,1,NaN"
            + "|2: Throughput is \"NaN\", expected a number that is not negative.",
        "Workers,Functions,Throughput/1,1,1e300"
            + "|2: throughput must be from 0 to 1e+12 tasks/s, not 1.0E300.",
        "Workers,Functions,Throughput/1,1.5,1"
            + "|2: Functions is \"1.5\", expected a whole number from 1 to 65536.",
        "Workers,Functions,Throughput/1,1,1/1,2,1/1,1,1"
            + "|4: 1 workers and 1 clients were on line 2 already.",
        "Workers,Functions,Throughput/1,1,\"1"
            + "|2: Throughput is \"\"1\", expected a number that is not negative.",
        "Workers,Functions,Throughput,Tasks,Seconds,TaskSeconds,ThinkSeconds,ProcessSeconds"
            + "/1,1,0.9,5,10,3,0.5,0.2|2: Throughput is 0.9, but Tasks by Seconds is 0.5.",
        "Workers,Functions,Throughput,Tasks,Seconds,TaskSeconds,ThinkSeconds,ProcessSeconds"
            + "/1,1,0.5,5,10,0,0.5,0.2|2: task seconds must be positive, not 0.",
        "Workers,Functions,Throughput,Tasks,Seconds,TaskSeconds,ThinkSeconds,ProcessSeconds"
            + "/1,2,0.5,5,10,3,0.5,0.2"
            + "|2: 2 clients cannot each have done the same part of 5 tasks."
      })
  void whatIsNoSweepIsRefusedWithItsLine(String text, String said) {
    BadProfile refused = assertThrows(BadProfile.class, () -> read(text.replace('/', '\n') + "\n"));

    String line = refused.line() > 0 ? ", line " + refused.line() : "";
    assertEquals(said.split(":", 2)[0], String.valueOf(refused.line()));
    assertEquals(file() + line + ":" + said.split(":", 2)[1], refused.getMessage());
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    String row = "1,1,1\n".repeat(3 << 20);

    BadProfile refused =
        assertThrows(BadProfile.class, () -> read("Workers,Functions,Throughput\n" + row));

    assertEquals(0, refused.line());
  }

  @Test
  void aBinaryFileIsRefused() {
    var random = new Random(11);
    byte[] bytes = new byte[4096];

    for (int i = 0; i < 200; i++) {
      random.nextBytes(bytes);
      assertThrows(BadProfile.class, () -> Sweep.read(Files.write(file(), bytes)));
    }
  }

  @Test
  void aDamagedFileIsReadOrRefusedAndNothingElse() throws Exception {
    var sweep = new Sweep(List.of(SweepCell.of(1, 1, RUN), SweepCell.of(2, 3, RUN)));
    sweep.write(file());
    byte[] whole = Files.readAllBytes(file());
    long seed = System.nanoTime();
    var random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = damaged(whole, random);
      Files.write(file(), damaged);
      try {
        Sweep found = Sweep.read(file());
        read++;
        for (SweepCell cell : found.cells()) {
          assertTrue(cell.shareOfLimit() >= 0, cell::toString);
          if (cell.tasks() < 1000) {
            assertTrue(cell.shareOfBest() >= 0, cell::toString);
          }
        }
      } catch (BadProfile e) {
        assertTrue(String.valueOf(e.getMessage()).length() < 500, e::getMessage);
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed "
                + seed
                + ", file "
                + i
                + ": "
                + new String(damaged, StandardCharsets.ISO_8859_1),
            e);
      }
    }
    assertTrue(read > 300, "some damage is harmless: " + read);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(damaged.length);
      byte[] signs = "0123456789.,-+eE\"\n\r \u0000NaN".getBytes(StandardCharsets.UTF_8);
      damaged[at] =
          random.nextBoolean() ? signs[random.nextInt(signs.length)] : (byte) random.nextInt(256);
    }
    return random.nextInt(10) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }
}
