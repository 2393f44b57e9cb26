package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.FreeworkerException;
import freeworker.GangTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WordCountTest {
  private static final long TINY = 300_000;

  @TempDir private Path folder;

  /** What a count left. */
  private record Counted(Report report, byte[] result, List<byte[]> callers) {}

  private Path write(String name, byte[] text) throws IOException {
    Path file = folder.resolve("texts").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text);
  }

  private Counted count(int members, WordCount count) throws Exception {
    return count(members, count, listing());
  }

  private Counted count(int members, WordCount count, Listing listing) throws Exception {
    Path result = folder.resolve("resultats.txt");
    try (var gang = new StubGang(members, count.task())) {
      Report report = count.count(gang, listing, result, phase -> {});
      assertNothingHalf();
      return new Counted(report, Files.readAllBytes(result), gang.callers);
    }
  }

  private void assertNothingHalf() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".part")).toList());
    }
  }

  private Listing listing() throws IOException {
    return Listing.of(List.of(folder.resolve("texts")), folder.resolve("resultats.txt"));
  }

  private byte[] naive(Splitting splitting) throws IOException {
    var naive = new NaiveCount(splitting);
    for (Path file : listing().files()) {
      naive.add(Files.readAllBytes(file));
    }
    return naive.result();
  }

  private static void assertSame(byte[] wanted, byte[] found, String of) {
    if (!Arrays.equals(wanted, found)) {
      assertEquals(new String(wanted, UTF_8), new String(found, UTF_8), of);
      assertArrayEquals(wanted, found, of);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, LETTERS, true, false", "2, LETTERS, true, false", "3, LETTERS, false, false",
    "4, WHITESPACE, true, false", "5, LETTERS, true, false", "5, WHITESPACE, false, false",
    "2, LETTERS, true, true", "3, WHITESPACE, false, true", "5, LETTERS, false, true"
  })
  void aGangCountsAsOneWould(int members, Splitting splitting, boolean combining, boolean sending)
      throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int file = 0; file < 12; file++) {
      write("text " + file, RandomText.bytes(random, random.nextInt(4) * random.nextInt(9_000)));
    }

    for (long memory : new long[] {TINY, 1 << 26}) {
      var counted =
          count(
              members, new WordCount(splitting, combining, sending, memory, random.nextInt(3000)));

      assertSame(naive(splitting), counted.result(), "seed " + seed + ", memory " + memory);
      assertTrue(counted.report().whole());
    }
  }

  @Test
  void noWordPassesThroughTheCallerBeforeTheResult() throws Exception {
    var random = new Random(5);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      words.add("geheim" + Integer.toString(i * 7919 + 1_000_000, 26).replaceAll("[0-9]", "z"));
    }
    var text = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      text.append(words.get(random.nextInt(1 + random.nextInt(3000)))).append('\n');
    }
    write("a", text.toString().getBytes(UTF_8));

    for (boolean combining : new boolean[] {true, false}) {
      var counted = count(4, new WordCount(Splitting.LETTERS, combining, false, 1 << 22, 1000));

      assertSame(naive(Splitting.LETTERS), counted.result(), "combining " + combining);
      long early = 0;
      for (byte[] letter : counted.callers()) {
        if (Kind.of(letter) != Kind.LINES) {
          early += letter.length;
          assertFalse(
              new String(letter, ISO_8859_1).contains("geheim"),
              () -> "a word in a letter of kind " + Kind.of(letter));
        }
      }
      assertTrue(early < 10_000, early + " bytes before the result");
      long counts =
          counted.report().phases().stream().mapToLong(Report.PhaseCost::callerBytes).sum();
      assertEquals(counted.callers().stream().mapToLong(letter -> letter.length).sum(), counts);
      long shuffled = counted.report().phases().get(1).memberBytes();
      assertTrue(combining ? shuffled < 300_000 : shuffled > 500_000, shuffled + " bytes");
    }
  }

  @Test
  void wordsOfOneFrequencyAreDividedEvenlyBesideOneThatIsEverywhere() throws Exception {
    var text = new StringBuilder();
    var random = new Random(11);
    for (int i = 0; i < 30_000; i++) {
      text.append("the ")
          .append(Long.toString(random.nextLong() & Long.MAX_VALUE, 26).replaceAll("[0-9]", ""))
          .append(i % 9 == 0 ? "\n" : " ");
    }
    write("a", text.toString().getBytes(UTF_8));

    for (long memory : new long[] {TINY, 1 << 26}) {
      for (int members = 2; members <= 5; members++) {
        var counted = count(members, new WordCount(Splitting.LETTERS, true, false, memory, 100));

        assertSame(naive(Splitting.LETTERS), counted.result(), members + " members");
        Report.Balance balance = counted.report().balance();
        assertTrue(balance.ranged() < 1.03, members + " members: " + balance);
        assertTrue(balance.read() < 1.1, members + " members: " + balance);
        assertEquals(memory == TINY ? members : 0, counted.report().disk());
      }
    }
  }

  @Test
  void emptyFilesAndNoFilesAndOneLongLineAreCountedToo() throws Exception {
    write("empty", new byte[0]);
    var nothing = count(3, new WordCount(Splitting.LETTERS, true, false));
    assertEquals(0, nothing.result().length);
    assertEquals(1, nothing.report().balance().ranged());

    var line = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      line.append("one two ");
    }
    write("long", line.toString().getBytes(UTF_8));
    for (boolean sending : new boolean[] {false, true}) {
      var counted = count(3, new WordCount(Splitting.LETTERS, true, sending, 1 << 22, 0));

      assertEquals("one 200000\ntwo 200000\n", new String(counted.result(), UTF_8));
      assertEquals(400_000, counted.report().words());
    }
    Listing none = new Listing(List.of(), List.of(), List.of(), 0);
    assertEquals(0, count(2, new WordCount(Splitting.LETTERS, true, true), none).result().length);
  }

  @Test
  void fewerWordsThanMembersLeaveSomeWithoutAny() throws Exception {
    write("a", "b a b".getBytes(UTF_8));

    var counted = count(5, new WordCount(Splitting.LETTERS, false, false));

    assertEquals("b 2\na 1\n", new String(counted.result(), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatCannotBeReadIsSaidAndTheOthersAreCounted(boolean sending) throws Exception {
    Path gone = write("gone", "never seen".getBytes(UTF_8));
    Path cut = write("shorter", "some words and more".getBytes(UTF_8));
    write("there", "still counted".getBytes(UTF_8));
    Listing listing = listing();
    Files.delete(gone);
    Files.write(cut, "some".getBytes(UTF_8));

    var counted = count(2, new WordCount(Splitting.LETTERS, true, sending), listing);

    assertTrue(new String(counted.result(), UTF_8).contains("still 1\n"));
    assertFalse(new String(counted.result(), UTF_8).contains("never"));
    assertFalse(counted.report().whole());
    assertEquals(2, counted.report().unread());
    List<String> lines = counted.report().troubles().stream().map(Trouble::line).sorted().toList();
    assertTrue(lines.get(0).startsWith(gone + " cannot be read on "), lines.get(0));
    assertTrue(lines.get(0).endsWith(" (no such file)."), lines.get(0));
    assertTrue(
        lines.get(1).endsWith(" from byte 4 on (it is shorter than when it was listed)."),
        lines.get(1));
  }

  @Test
  void brokenBytesAreCountedByFile() throws Exception {
    write("broken", new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82, ' ', 'a'});
    Path whole = write("whole", "a b é".getBytes(UTF_8));

    var counted = count(2, new WordCount(Splitting.LETTERS, true, false, 0, 0));

    assertEquals("a 3\nb 2\né 1\n", new String(counted.result(), UTF_8));
    assertEquals(
        List.of(new Report.Oddity(whole.resolveSibling("broken").toString(), 3, 0)),
        counted.report().oddities());
    assertEquals(3, counted.report().brokenBytes());
    assertTrue(counted.report().whole(), "a broken byte divides words and leaves none out");
  }

  @Test
  void namesOfAnyKindTravelAndLinksAreNotFollowed() throws Exception {
    for (String name :
        List.of(
            "with space",
            "line\nbreak",
            "ümlaut-中文-𐐀",
            "a/b/c/deep",
            "-x",
            "\ud83d\ude00\ud83d\ude00",
            "\ud83d\ude01")) {
      write(name, "word ".getBytes(UTF_8));
    }
    Files.createSymbolicLink(folder.resolve("texts/link"), folder.resolve("texts/-x"));
    Files.createSymbolicLink(folder.resolve("texts/around"), folder.resolve("texts"));
    Listing listing = listing();

    var counted = count(2, new WordCount(Splitting.LETTERS, true, false), listing);

    assertEquals("word 7\n", new String(counted.result(), UTF_8));
    assertEquals(2, listing.passedOver());
    List<Path> sorted = new ArrayList<>(listing.files());
    sorted.sort(null);
    assertEquals(sorted, listing.files());
  }

  @Test
  void anEarlierResultIsNoText() throws Exception {
    Files.writeString(folder.resolve("resultats.txt"), "old 3\n");
    Files.writeString(folder.resolve("a"), "new");

    Listing listing = Listing.of(List.of(folder), folder.resolve("resultats.txt"));

    assertEquals(
        List.of("a"), listing.files().stream().map(f -> f.getFileName().toString()).toList());
    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                Listing.of(
                    List.of(folder.resolve("resultats.txt")), folder.resolve("resultats.txt")));
    assertTrue(String.valueOf(refused.getMessage()).endsWith("is where the result goes"));
  }

  @Test
  void aMemberThatFailsEndsTheCountAndLeavesTheOldResult() throws Exception {
    write("a", RandomText.ascii(new Random(3), 50_000));
    Files.writeString(folder.resolve("resultats.txt"), "old 3\n");
    var count = new WordCount(Splitting.LETTERS, false, false);
    GangTask<Long> failing =
        member -> {
          if (member.rank() == 1) {
            member.receive();
            throw new IOException("no space left");
          }
          return count.task().run(member);
        };

    try (var gang = new StubGang(3, failing)) {
      FreeworkerException failed =
          assertThrows(
              FreeworkerException.class,
              () -> count.count(gang, listing(), folder.resolve("resultats.txt"), phase -> {}));

      assertTrue(String.valueOf(failed.getMessage()).contains("no space left"), failed.toString());
    }
    assertEquals("old 3\n", Files.readString(folder.resolve("resultats.txt")));
    assertNothingHalf();
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("words-inbox"))
            .toList());
  }

  @Test
  void onAsciiTheResultIsThatOfThePipeline() throws Exception {
    long seed = System.nanoTime();
    for (int file = 0; file < 3; file++) {
      write("text" + file, RandomText.ascii(new Random(seed + file), 40_000));
    }
    Path piped = folder.resolve("piped.txt");
    String pipeline =
        "export LC_ALL=C; cat texts/* | tr -cs A-Za-z '\\n' | tr A-Z a-z | grep . | sort | uniq -c"
            + " | sort -k1,1nr -k2 | awk '{print $2\" \"$1}'";
    var shell = new ProcessBuilder("sh", "-c", pipeline).directory(folder.toFile());
    assertEquals(
        0,
        shell
            .redirectOutput(piped.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor());

    var counted = count(3, new WordCount(Splitting.LETTERS, true, false, 1 << 20, 1000));

    assertSame(Files.readAllBytes(piped), counted.result(), "seed " + seed);
    Path alone = folder.resolve("alone.txt");
    SerialCount.count(Splitting.LETTERS, listing(), alone);
    assertSame(Files.readAllBytes(piped), Files.readAllBytes(alone), "seed " + seed);
  }

  @Test
  void phasesAreAnnouncedInTheirOrderAndEachMemberSaysWhenItWasAtWhich() throws Exception {
    write("a", RandomText.ascii(new Random(3), 5_000));
    List<Phase> begun = new ArrayList<>();
    var count = new WordCount(Splitting.LETTERS, true, false);
    try (var gang = new StubGang(2, count.task())) {
      Report report = count.count(gang, listing(), folder.resolve("resultats.txt"), begun::add);

      assertEquals(List.of(Phase.values()), begun);
      assertEquals(18, report.spans().size());
      for (Report.Span span : report.spans()) {
        assertTrue(span.begin().compareTo(span.end()) <= 0, span.toString());
      }
      double share = report.serialShare();
      assertTrue(share > 0 && share < 1, "serial share " + share);
      assertEquals(1 / (share + (1 - share) / 2), report.bound(2), 1e-9);
    }
  }
}
