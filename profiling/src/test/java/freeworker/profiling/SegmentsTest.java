package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsTest {
  private static final String HEADER = String.join(",", Cells.header());
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private Path folder;
  private final List<String> notices = new ArrayList<>();
  private final FailingDisk disk = new FailingDisk();
  private Path file;

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    this.folder = folder;
    file = folder.resolve("results_1.csv");
  }

  @Test
  void theHeaderIsThereBeforeTheFirstRow() throws IOException {
    Segments segments = segments(1 << 20);

    assertEquals(HEADER + "\n", Files.readString(file));
    segments.close(0);
  }

  @Test
  void aFlushWritesWholeLinesAndTheIndexCounts() throws IOException {
    Segments segments = segments(1 << 20);
    segments.append(row(0), 0);
    segments.append(row(1), 0);
    segments.flush(0);
    String early = Files.readString(file);
    segments.append(row(2), 0);
    segments.close(0);

    assertEquals(
        HEADER
            + "\n0,0.000000,[0],0.0,freed,0,Square,ann,0,,,,,,\n"
            + "1,0.001000,[1],1.0,lent,0,Square,ann,0,,,,,,\n",
        early);
    assertEquals(early + "2,0.002000,[0],2.0,freed,0,Square,ann,0,,,,,,\n", Files.readString(file));
    assertEquals(3, segments.rows());
  }

  @Test
  void noFileIsLargerThanTheLimitAndEachSegmentStandsAlone() throws IOException {
    Segments segments = segments(400);
    for (int i = 0; i < 100; i++) {
      segments.append(row(i), 0);
      if (i % 7 == 0) {
        segments.flush(0);
      }
    }
    segments.close(0);

    List<Path> files = files();
    assertTrue(files.size() > 10, files.toString());
    var told = new ArrayList<String>();
    for (int i = 0; i < files.size(); i++) {
      assertEquals(i == 0 ? file : folder.resolve("results_1.s" + (i + 1) + ".csv"), files.get(i));
      assertTrue(Files.size(files.get(i)) <= 400, files.get(i).toString());
      List<String> lines = Files.readAllLines(files.get(i));
      assertEquals(HEADER, lines.get(0));
      for (int line = 1; line < lines.size(); line++) {
        assertTrue(lines.get(line).startsWith((line - 1) + ","), lines.get(line));
      }
      if (i > 0) {
        String state = state(told.get(told.size() - 1));
        assertEquals(state + "segment,,,,0,,,,,,", afterIndex(lines.get(1)));
      }
      told.addAll(lines.subList(i == 0 ? 1 : 2, lines.size()));
    }
    assertEquals(100, told.size());
    for (int i = 0; i < 100; i++) {
      assertTrue(told.get(i).contains("," + i + ".0,"), told.get(i));
    }
  }

  @Test
  void aLimitThatIsTooSmallStillGivesEachSegmentARow() throws IOException {
    Segments segments = segments(1);
    segments.append(row(0), 0);
    segments.append(row(1), 0);
    segments.close(0);

    assertEquals(2, Files.readAllLines(file).size());
    assertEquals(3, Files.readAllLines(ProfileFiles.segment(file, 2)).size());
  }

  @Test
  void aWorkerThatJoinsBeginsASegmentOfItsWidth() throws IOException {
    Segments segments = segments(1 << 20);
    segments.append(row(0), 0);
    segments.append(new Row(1, List.of(0, 1), 0, "lent", 1, "t", "c", 0, null, null), 0);
    segments.close(0);

    assertEquals(2, Files.readAllLines(file).size());
    List<String> second = Files.readAllLines(ProfileFiles.segment(file, 2));
    assertEquals("0,0.000000,\"[0, 0]\",0.0,segment,,,,0,,,,,,", second.get(1));
    assertEquals("1,0.000000,\"[0, 1]\",0.0,lent,1,t,c,0,,,,,,", second.get(2));
  }

  @Test
  void aWorkerThatJoinsBeforeTheFirstRowNeedsNoSegment() throws IOException {
    Segments segments = segments(1 << 20);
    segments.append(new Row(1, List.of(0, 1), 0, "lent", 1, "t", "c", 0, null, null), 0);
    segments.close(0);

    assertEquals(List.of(file), files());
  }

  @Test
  void anExistingFileIsNotOverwritten() throws IOException {
    Files.writeString(file, "mine");

    assertThrows(FileAlreadyExistsException.class, () -> segments(1 << 20));

    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aForeignFileInTheWayOfASegmentIsLeftAlone() throws IOException {
    Files.writeString(ProfileFiles.segment(file, 2), "mine");
    Segments segments = segments(1);
    segments.append(row(0), 0);
    segments.append(row(1), 0);
    segments.close(0);

    assertEquals("mine", Files.readString(ProfileFiles.segment(file, 2)));
    assertTrue(Files.exists(ProfileFiles.segment(file, 3)));
  }

  @Test
  void aShortFailureOfTheDiskCostsNothing() throws IOException {
    Segments segments = segments(1 << 20);
    segments.append(row(0), 0);
    segments.flush(0);
    disk.fill();
    segments.append(row(1), 0);
    segments.flush(0);
    segments.append(row(2), 0);
    segments.flush(SECOND / 2);
    segments.flush(SECOND);
    disk.empty();
    segments.append(row(3), SECOND);
    segments.flush(SECOND + 1);
    String early = Files.readString(file);
    segments.flush(2 * SECOND);
    segments.close(2 * SECOND);

    assertTrue(early.endsWith("\n"), "no torn line stays: " + early);
    assertEquals(2, early.lines().count(), "it is not tried more than once a second");
    List<String> lines = Files.readAllLines(file);
    assertEquals(5, lines.size());
    for (int i = 0; i < 4; i++) {
      assertTrue(lines.get(i + 1).startsWith(i + ",0.00" + i + "000,"), lines.get(i + 1));
    }
    assertEquals(2, notices.size(), notices.toString());
    assertEquals(
        "profile "
            + file
            + " cannot be written: No space left on device. The broker goes on, and"
            + " tries again each second.",
        notices.get(0));
    assertEquals("profile " + file + " is written again.", notices.get(1));
  }

  @Test
  void aLongFailureLeavesAGapThatTheFileAndANoticeTell() throws IOException {
    Segments segments = segments(1 << 30);
    disk.fill();
    int appended = 0;
    for (; appended < 30_000; appended++) {
      segments.append(row(appended), 0);
      if (appended % 100 == 0) {
        segments.flush(0);
      }
    }
    disk.empty();
    segments.flush(SECOND);
    segments.append(row(appended), SECOND);
    segments.close(SECOND);

    List<String> lines = Files.readAllLines(file);
    assertTrue(Files.size(file) < Segments.MOST_PENDING + 1_000, "memory is bounded");
    String gap = lines.get(lines.size() - 2);
    assertTrue(gap.endsWith(",29.999000,[1],29999.0,gap,,,,0,,,,,,"), gap);
    String last = lines.get(lines.size() - 1);
    assertTrue(last.contains(",30.000000,[0],30000.0,freed,"), last);
    for (int i = 1; i < lines.size(); i++) {
      assertTrue(lines.get(i).startsWith((i - 1) + ","), "index counts on: " + lines.get(i));
    }
    int missing = appended + 2 - (lines.size() - 1);
    String notice = notices.get(2);
    assertTrue(notice.contains(" has a gap: " + missing + " rows from "), notice);
    assertTrue(notice.endsWith(" to 29.999000 could not be written."), notice);
  }

  @Test
  void aDiskThatStaysFullToTheEndIsToldAndEndsWithoutAnException() throws IOException {
    Segments segments = segments(1 << 20);
    disk.fill();
    segments.append(row(0), 0);
    segments.flush(0);
    segments.close(1);

    assertTrue(notices.get(1).startsWith("profile " + file + " misses its end: "));
  }

  @Test
  void aDiskThatIsFullWhenASegmentIsDueGoesOnThere() throws IOException {
    Segments segments = segments(400);
    for (int i = 0; i < 3; i++) {
      segments.append(row(i), 0);
    }
    disk.fill();
    for (int i = 3; i < 20; i++) {
      segments.append(row(i), 0);
      segments.flush(0);
    }
    disk.empty();
    segments.flush(SECOND);
    segments.append(row(20), SECOND);
    segments.close(SECOND);

    var all = new StringBuilder();
    for (Path each : files()) {
      assertTrue(Files.size(each) <= 400, each.toString());
      assertFalse(Files.readString(each).contains("\n\n"));
      all.append(Files.readString(each));
    }
    assertTrue(all.toString().contains(",19.0,gap,"), all.toString());
    assertTrue(all.toString().contains(",20.0,freed,"), all.toString());
  }

  private Segments segments(long limit) throws IOException {
    return new Segments(file, 1, disk, limit, 0, notices::add);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparingInt(SegmentsTest::number)).toList();
    }
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    return name.contains(".s")
        ? Integer.parseInt(name.substring(name.indexOf(".s") + 2, name.length() - 4))
        : 1;
  }

  private static String state(String line) {
    String[] cells = line.split(",", -1);
    return String.join(",", Arrays.copyOfRange(cells, 1, 4)) + ",";
  }

  private static String afterIndex(String line) {
    return line.substring(line.indexOf(',') + 1);
  }

  private static Row row(int i) {
    boolean up = i % 2 == 1;
    return new Row(
        i * 1_000_000L,
        List.of(up ? 1 : 0),
        i,
        up ? "lent" : "freed",
        0,
        "Square",
        "ann",
        0,
        null,
        null);
  }
}
