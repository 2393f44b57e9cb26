package freeworker.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code challenge wordcount}, by worker processes that send words to each other. */
@Timeout(180)
class WordCountProgramTest {
  private static final String PIPELINE =
      "export LC_ALL=C; cat texts/* | tr -cs A-Za-z '\\n' | tr A-Z a-z | grep . | sort | uniq -c"
          + " | sort -k1,1nr -k2 | awk '{print $2\" \"$1}' > piped.txt";

  @TempDir private Path folder;

  @BeforeEach
  void writeTexts() throws IOException {
    Files.createDirectory(folder.resolve("texts"));
    var random = new Random(42);
    for (int file = 0; file < 3; file++) {
      var text = new StringBuilder();
      for (int i = 0; i < 150_000; i++) {
        int number = (int) (3 / (random.nextDouble() + 1e-5));
        text.append(Integer.toString(number * 7919, 26).replaceAll("[0-9]", "Q"));
        text.append(i % 11 == 0 ? ".\n" : " ");
      }
      Files.writeString(folder.resolve("texts/text " + file), text.append('\n'));
    }
  }

  private Program wordcount(BrokerRun broker, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("wordcount", "texts"));
    words.addAll(List.of("--broker", broker.address(), "--key", broker.key().toString()));
    words.addAll(List.of(arguments));
    return Program.start(folder, "challenge", words.toArray(String[]::new));
  }

  private byte[] piped() throws Exception {
    try (Program shell = Program.run(folder, List.of("sh", "-c", PIPELINE))) {
      assertEquals(0, shell.awaitExit(), shell.err()::toString);
    }
    return Files.readAllBytes(folder.resolve("piped.txt"));
  }

  @Test
  void workersCountAsThePipelineDoesAndAnnounceTheirPhases() throws Exception {
    byte[] wanted = piped();
    try (BrokerRun broker = BrokerRun.start(folder, 3)) {
      for (String way : List.of("--compare", "--no-combine", "--send")) {
        Files.deleteIfExists(folder.resolve("resultats.txt"));
        try (Program count =
            wordcount(broker, "--workers=3", "--top=2", "--record=phases.csv", way)) {
          assertEquals(0, count.awaitExit(), () -> way + count.err());

          assertArrayEquals(wanted, Files.readAllBytes(folder.resolve("resultats.txt")), way);
          assertEquals(
              Files.readAllLines(folder.resolve("resultats.txt")).subList(0, 2), count.out());
          assertEquals(
              List.of(
                  "phase 1 of 6: names out",
                  "phase 2 of 6: shuffle 1",
                  "phase 3 of 6: grouping",
                  "phase 4 of 6: redistribution",
                  "phase 5 of 6: shuffle 2",
                  "phase 6 of 6: sort and collection"),
              count.err().subList(0, 6));
          List<String> rows = Files.readAllLines(folder.resolve("phases.csv"));
          assertEquals("phase,worker,begin,end", rows.get(0));
          assertEquals(1 + 6 * 4, rows.size());
          assertEquals(
              way.equals("--compare"),
              count.err().stream().anyMatch(line -> line.contains("speed-up")));
        }
      }
      assertEquals(0, broker.stop());
    }
  }

  @Test
  void whatAWorkerCannotReadIsSaidAndTheOthersAreCounted() throws Exception {
    byte[] wanted = piped();
    try (BrokerRun broker = BrokerRun.start(folder, 2)) {
      // A file that opens for everybody and gives nothing to anybody.
      try (Program count = wordcount(broker, "/proc/self/mem")) {
        assertEquals(1, count.awaitExit(), count.err()::toString);

        assertArrayEquals(wanted, Files.readAllBytes(folder.resolve("resultats.txt")));
        assertTrue(
            count.err().stream()
                .anyMatch(
                    line ->
                        line.matches(
                            "challenge: /proc/self/mem cannot be read on \\S+ \\(Input/output"
                                + " error\\)\\.")),
            count.err()::toString);
      }
      try (Program count = wordcount(broker, "none.txt")) {
        assertEquals(66, count.awaitExit());
        assertEquals(
            List.of("challenge: no " + folder.resolve("none.txt") + ".", "  Nothing was counted."),
            count.err());
      }
    }
  }

  @Test
  void workersOfLittleMemoryCountLargeTexts() throws Exception {
    var random = new Random(7);
    try (var out = Files.newBufferedWriter(folder.resolve("texts/large"))) {
      for (int i = 0; i < 1_000_000; i++) {
        out.write(Integer.toString(random.nextInt(5_000_000) + 676, 26).replaceAll("[0-9]", "Q"));
        out.write(i % 9 == 0 ? '\n' : ' ');
      }
      out.write('\n');
    }
    byte[] once = piped();
    long bytes = repeat(12);
    assertTrue(bytes >= 64 << 20, bytes + " bytes of text");
    try (BrokerRun broker = BrokerRun.start(folder, 2, "--worker-memory", "32M");
        Program count = wordcount(broker)) {
      assertEquals(0, count.awaitExit(), count.err()::toString);

      assertArrayEquals(times(once, 12), Files.readAllBytes(folder.resolve("resultats.txt")));
      assertTrue(count.err().stream().anyMatch(line -> line.contains("on disk: 2 workers")));
    }
  }

  /** Has each text there so many times; how many bytes that is together. */
  private long repeat(int times) throws IOException {
    long bytes = 0;
    try (Stream<Path> texts = Files.list(folder.resolve("texts"))) {
      for (Path text : texts.toList()) {
        for (int copy = 2; copy <= times; copy++) {
          Files.copy(text, text.resolveSibling(text.getFileName() + " " + copy));
        }
        bytes += times * Files.size(text);
      }
    }
    return bytes;
  }

  /** So many times the counts: their order is the same. */
  private static byte[] times(byte[] counts, int times) {
    var many = new StringBuilder();
    new String(counts, US_ASCII)
        .lines()
        .forEach(
            line -> {
              int blank = line.indexOf(' ');
              long count = Long.parseLong(line.substring(blank + 1));
              many.append(line, 0, blank + 1).append(times * count).append('\n');
            });
    return many.toString().getBytes(US_ASCII);
  }
}
