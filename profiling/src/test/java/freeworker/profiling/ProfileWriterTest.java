package freeworker.profiling;

import static freeworker.profiling.Events.at;
import static freeworker.profiling.Events.done;
import static freeworker.profiling.Events.freed;
import static freeworker.profiling.Events.lent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProfileWriterTest {
  private static final long OFFSET = 1_674_916_728_266_212L;

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private Path file;

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    file = ProfileFiles.results(folder, 2);
  }

  @Test
  void twoWorkersAndFourTasksAreEightRows() throws IOException {
    Sampler sampler =
        new Sampler() {
          @Override
          public double cpu() {
            return 0.5;
          }

          @Override
          public long memoryMiB() {
            return 512;
          }
        };
    try (ProfileWriter writer = open(sampler, Disk.REAL, ProfileWriter.Bounds.USUAL)) {
      writer.add(lent(0, 1, 0));
      writer.add(lent(1, 2, 500));
      writer.add(freed(0, 1, 3000.5));
      writer.add(done(0, 1, 3000));
      writer.add(lent(0, 3, 3001));
      writer.add(done(1, 2, 3500));
      writer.add(freed(1, 2, 3500.25));
      writer.add(lent(1, 4, 3501));
      writer.add(done(0, 3, 6001));
      writer.add(freed(0, 3, 6001.5));
      writer.add(done(1, 4, 6501));
      writer.add(freed(1, 4, 6501.5));
    }

    assertEquals(
        """
        ,Timestamp,Busy,Finished,Event,Worker,Task,Client,Waiting,Cpu,MemoryMiB,Ok,Lends,Frees,BusySeconds
        0,1674916728.266212,"[1, 0]",0.0,lent,0,Square,ann,0,0.500,512,,,,
        1,1674916728.766212,"[1, 1]",0.0,lent,1,Square,ann,0,0.500,512,,,,
        2,1674916731.266712,"[0, 1]",1.0,freed,0,Square,ann,0,0.500,512,1,,,
        3,1674916731.267212,"[1, 1]",1.0,lent,0,Square,ann,0,0.500,512,,,,
        4,1674916731.766462,"[1, 0]",2.0,freed,1,Square,ann,0,0.500,512,1,,,
        5,1674916731.767212,"[1, 1]",2.0,lent,1,Square,ann,0,0.500,512,,,,
        6,1674916734.267712,"[0, 1]",3.0,freed,0,Square,ann,0,0.500,512,1,,,
        7,1674916734.767712,"[0, 0]",4.0,freed,1,Square,ann,0,0.500,512,1,,,
        """,
        Files.readString(file));
    assertEquals(List.of(), notices);
  }

  @Test
  void theCountOfRowsIsKnownAndTheFileIsWholeWhenItEnds() throws IOException {
    ProfileWriter writer = open(Sampler.UNKNOWN, Disk.REAL, ProfileWriter.Bounds.USUAL);
    writer.add(lent(0, 1, 0));
    writer.add(freed(0, 1, 1));
    writer.close();
    writer.close();

    assertEquals(2, writer.rows());
    assertEquals(file, writer.file());
    assertEquals(3, Files.readAllLines(file).size());
  }

  @Test
  void rowsAppearWhileTheRunGoesOnAndStartAtTheTimeOfDay() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    var flushed = new CountDownLatch(1);
    try (ProfileWriter writer =
        ProfileWriter.open(file, 1, System::nanoTime, Sampler.UNKNOWN, notices::add)) {
      long now = System.nanoTime();
      writer.add(new Event(Event.Kind.LENT, 0, "t", "c", null, 0, 0, 1, now));
      var watch =
          new Thread(
              () -> {
                while (writer.rows() == 0) {
                  Thread.onSpinWait();
                }
                flushed.countDown();
              },
              "watch");
      watch.setDaemon(true);
      watch.start();

      assertTrue(flushed.await(30, TimeUnit.SECONDS));
      List<String> lines = Files.readAllLines(file);
      assertEquals(2, lines.size());
      double said = Double.parseDouble(lines.get(1).split(",", -1)[1]);
      assertTrue(said >= before.toEpochMilli() / 1e3, lines.get(1));
      assertTrue(said <= (Instant.now().toEpochMilli() + 1) / 1e3, lines.get(1));
    }
  }

  @Test
  void aNewRunKeepsTheOlderOneAndSaysSo() throws IOException {
    Files.writeString(file, ",Timestamp,Busy,Finished\n0,1674916728.266212,[1],0.0\n");

    ProfileWriter.open(file, 2, System::nanoTime, Sampler.UNKNOWN, notices::add).close();

    assertEquals(
        List.of("kept the older profile " + file + " as results_2.20230128-143848.csv"), notices);
    assertEquals(1, Files.readAllLines(file).size());
  }

  @Test
  void aSecondWriterIsRefusedAndTheFirstGoesOn() throws IOException {
    try (ProfileWriter writer = open(Sampler.UNKNOWN, Disk.REAL, ProfileWriter.Bounds.USUAL)) {
      assertThrows(
          ProfileTaken.class,
          () -> ProfileWriter.open(file, 2, () -> 0, Sampler.UNKNOWN, notices::add));
      writer.add(lent(0, 1, 0));
    }

    assertEquals(2, Files.readAllLines(file).size());
  }

  @Test
  void aStalledDiskCostsEventsNeverTheCallerAndFinishedStaysRight() throws Exception {
    var stalled = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Sampler sampler =
        new Sampler() {
          @Override
          public double cpu() {
            stalled.countDown();
            try {
              goOn.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return Double.NaN;
          }

          @Override
          public long memoryMiB() {
            return -1;
          }
        };
    Claim claim = ProfileFiles.claim(file);
    try (ProfileWriter writer =
        ProfileWriter.open(
            claim,
            1,
            () -> at(1_000),
            sampler,
            notices::add,
            OFFSET,
            Disk.REAL,
            new ProfileWriter.Bounds(1 << 20, 10))) {
      writer.add(lent(0, 1, 0));
      assertTrue(stalled.await(30, TimeUnit.SECONDS));
      for (int i = 0; i < 25; i++) {
        writer.add(done(0, 1, 10 + i));
      }
      goOn.countDown();
    }

    assertEquals(
        List.of(
            "profile "
                + file
                + " has a gap of 14 ms: 15 events came faster than they could be"
                + " written."),
        notices);
    List<String> lines = Files.readAllLines(file);
    assertEquals(13, lines.size(), "a header, lent, ten tasks, the gap");
    assertTrue(lines.get(12).contains(",[1],25.0,gap,"), lines.get(12));
  }

  @Test
  void aFullDiskNeverStopsTheWriter() throws IOException {
    var disk = new FailingDisk();
    try (ProfileWriter writer = open(Sampler.UNKNOWN, disk, ProfileWriter.Bounds.USUAL)) {
      disk.fill();
      writer.add(lent(0, 1, 0));
      writer.add(freed(0, 1, 1));
    }

    assertTrue(notices.get(0).contains(" cannot be written: No space left on device."));
    assertTrue(notices.get(1).contains(" misses its end: "));
    ProfileFiles.claim(file).close();
  }

  @Test
  void aWriterThatCannotBeginLetsTheFileGo() throws IOException {
    var disk = new FailingDisk();
    disk.fill();

    var refused =
        assertThrows(
            ProfileRefused.class, () -> open(Sampler.UNKNOWN, disk, ProfileWriter.Bounds.USUAL));

    assertEquals(
        "profile "
            + file
            + " cannot be written: No space left on device. Make its folder"
            + " writable, or start in another one.",
        refused.getMessage());
    ProfileFiles.claim(file).close();
  }

  @Test
  void aKilledRunLeavesWholeLinesAndItsFileToTheNext() throws Exception {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessRun.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = run.inputReader()) {
      assertEquals("writing", out.readLine());

      var refused = assertThrows(ProfileTaken.class, () -> ProfileFiles.claim(file));
      assertEquals(run.pid(), refused.pid());
    } finally {
      run.destroyForcibly();
      assertTrue(run.waitFor(30, TimeUnit.SECONDS));
    }

    String text = Files.readString(file);
    List<String> lines = text.substring(0, text.lastIndexOf('\n')).lines().toList();
    assertTrue(lines.size() > 100, "lines: " + lines.size());
    for (int i = 1; i < lines.size(); i++) {
      assertTrue(lines.get(i).startsWith((i - 1) + ","), lines.get(i));
      assertEquals(15, lines.get(i).split(",", -1).length, lines.get(i));
    }
    try (Claim next = ProfileFiles.claim(file)) {
      assertFalse(Files.exists(next.file()));
      assertEquals(text, Files.readString(next.kept().orElseThrow()));
    }
  }

  private ProfileWriter open(Sampler sampler, Disk disk, ProfileWriter.Bounds bounds) {
    long clock = Duration.ofHours(-1).toNanos();
    return ProfileWriter.open(
        ProfileFiles.claim(file), 2, () -> clock, sampler, notices::add, OFFSET, disk, bounds);
  }
}
