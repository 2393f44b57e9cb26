package freeworker.grapher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.Audit;
import freeworker.profiling.BadProfile;
import freeworker.profiling.Profile;
import freeworker.profiling.ProfileReader;
import freeworker.profiling.Sweep;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it is read, judged and drawn, or refused with the line it is about. */
class HostileFilesTest {
  private static final int FILES = Integer.getInteger("freeworker.mutants", 1_000);
  private static final long SEED = Long.getLong("freeworker.seed", 1);
  private static final List<String> WORDS =
      List.of(
          "\n",
          "\r\n",
          "\"",
          "\"\"",
          ",",
          "\0",
          "\uFEFF",
          "\u202e",
          "NaN",
          "Infinity",
          "1e308",
          "-1",
          "1e-308",
          "99999999999999999999",
          "[1, 1",
          "[]",
          "[0, 1]",
          "[1, x]",
          "=cmd|'/C x'!A0",
          "<script>",
          "many",
          "segment",
          "gap",
          "joined",
          "lent",
          "freed",
          "Timestamp",
          ",,,,",
          " ",
          "\\");
  private static final String ORIGINAL =
      ",Timestamp,Busy,Finished\n"
          + "0,100.5,\"[1, 0]\",0.0\n1,101,\"[1, 1]\",0.0\n2,103.25,\"[0, 1]\",1.0\n"
          + "3,104,\"[0, 0]\",2.0\n4,105,\"[1, 0]\",2.0\n5,106,\"[0, 0]\",3.0\n";
  private static final String OURS =
      ",Timestamp,Busy,Finished,Event,Worker,Task,Client,Waiting,Cpu,MemoryMiB,Ok,Lends,Frees,"
          + "BusySeconds\n"
          + "0,100,\"[1, 0]\",0.0,began,0,Square,ana:1,0,0.1,100,,,,\n"
          + "1,101,\"[0, 0]\",1.0,ended,0,Square,ana:1,0,0.1,100,1,,,\n"
          + "2,101.05,\"[0, 0]\",9.0,many,,,,2,0.1,100,1,8,8,\"[0.04, 0.03]\"\n"
          + "3,102,\"[0, 1]\",9.0,lent,1,,ana:1,0,0.1,100,,,,\n"
          + "4,103,\"[0, 1]\",10.0,done,1,Cube,ana:1,0,0.1,100,0,,,\n"
          + "5,104,\"[0, 0]\",10.0,lost,1,Cube,ana:1,0,0.1,100,,,,\n";

  /** The charts of one in so many are drawn; reading is much faster than drawing. */
  private static final int DRAWN = Integer.getInteger("freeworker.drawn", 10);

  private static final BufferedImage CANVAS =
      new BufferedImage(Look.WIDTH, 1_200, BufferedImage.TYPE_INT_RGB);

  @TempDir private Path folder;

  @Test
  void everyMutantOfAProfileIsJudgedAndDrawnOrRefusedWithItsLine() throws Exception {
    Path file = folder.resolve("results_2.csv");
    int drawn =
        each(
            i -> i % 2 == 0 ? ORIGINAL : OURS,
            (mutant, random) -> {
              Files.write(file, mutant);
              var audit = new Audit();
              Profile profile = ProfileReader.read(file, random.nextBoolean(), audit);
              assertTrue(profile.seconds() > 0 && profile.workers() > 0);
              assertTrue(Double.isFinite(profile.throughput()));
              assertTrue(audit.violations().size() <= audit.count());
              return look -> {
                paint(new BusyChart(profile, audit, look).sheet());
                paint(new ThroughputChart(profile, look).sheet());
              };
            });
    assertTrue(drawn > FILES / DRAWN / 20, drawn + " could be drawn");
  }

  @Test
  void everyMutantOfASweepIsDrawnOrRefusedWithItsLine() throws Exception {
    Path file = folder.resolve("benchmarks.csv");
    int drawn =
        each(
            i -> i % 2 == 0 ? SweepTables.original() : SweepTables.square(3),
            (mutant, random) -> {
              Files.write(file, mutant);
              Sweep sweep = Sweep.read(file);
              return look -> {
                var view = new SweepView(sweep);
                paint(new SweepChart(view, look));
                paint(new ScalingChart(new Scaling(view), look));
                paint(new SurfaceChart(view, look));
              };
            });
    assertTrue(drawn > FILES / DRAWN / 20, drawn + " could be drawn");
  }

  private interface Charts {
    void draw(Look look);
  }

  private interface Reading {
    Charts of(byte[] mutant, Random random) throws IOException, BadProfile;
  }

  private static int each(IntFunction<String> text, Reading reading) throws Exception {
    System.out.println("hostile files: " + FILES + " from seed " + SEED);
    Path fontconfig = Fonts.prepare();
    try {
      return each(text, reading, new Look(Fonts.load()));
    } finally {
      Files.delete(fontconfig);
    }
  }

  private static int each(IntFunction<String> text, Reading reading, Look look) throws Exception {
    int drawn = 0;
    for (int i = 0; i < FILES; i++) {
      var random = new Random(SEED * 1_000_003 + i);
      byte[] mutant = mutant(text.apply(i), random);
      try {
        Charts charts = reading.of(mutant, random);
        if (i / 2 % DRAWN == 0) {
          charts.draw(look);
          drawn++;
        }
      } catch (BadProfile e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(
            e.line() > 0 ? message.contains("line " + e.line()) : message.contains("it"),
            which(i, mutant) + ": " + message);
        assertTrue(message.length() < 1_000, which(i, mutant) + ": " + message.length());
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(which(i, mutant), e);
      }
    }
    return drawn;
  }

  private static String which(int i, byte[] mutant) {
    return "mutant " + i + " of seed " + SEED + ":\n" + new String(mutant, StandardCharsets.UTF_8);
  }

  private static void paint(Sheet sheet) {
    assertTrue(sheet.height() > 0 && sheet.height() <= CANVAS.getHeight(), "a sheet of a page");
    Graphics2D graphics = CANVAS.createGraphics();
    sheet.paint(graphics);
    graphics.dispose();
  }

  private static byte[] mutant(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      bytes = mutated(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(12));
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> to = from;
      case 1 -> out.writeBytes(bytes(WORDS.get(random.nextInt(WORDS.size()))));
      case 2 -> {
        out.writeBytes(bytes(WORDS.get(random.nextInt(WORDS.size()))));
        to = from;
      }
      case 3 -> out.write(random.nextInt(256));
      default -> {
        for (int i = 0; i < 2; i++) {
          out.write(bytes, from, to - from);
        }
      }
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }
}
