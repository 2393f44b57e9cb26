package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The careful way, by the parser for all of CSV, is what the fast one is held to. */
class PlainRowsTest {
  private static final String ORIGINAL = ",Timestamp,Busy,Finished";
  private static final String OURS = String.join(",", Cells.header());
  private static final String LATER = OURS + ",Attempt";

  private final RFC4180Parser parser = new RFC4180ParserBuilder().build();

  private ColumnsRead columns(String header) throws Exception {
    return new ColumnsRead(Path.of("results_2.csv"), parser.parseLine(header));
  }

  private static Replay.@Nullable Read plain(PlainRows rows, String line) {
    // Bytes around the line, which must not matter.
    byte[] bytes = ("9,\"" + line + "\"0]").getBytes(StandardCharsets.UTF_8);
    return rows.row(bytes, 3, bytes.length - 3, 7);
  }

  private Replay.@Nullable Read careful(ColumnsRead columns, String line) throws Exception {
    try {
      return columns.row(7, parser.parseLine(line));
    } catch (BadProfile e) {
      return null;
    }
  }

  private static String words(Replay.Read row) {
    return Stream.of(
            row.line(),
            row.time(),
            Arrays.toString(row.flags()),
            row.finished(),
            row.event(),
            row.worker(),
            row.waiting(),
            row.failed(),
            Arrays.toString(row.busySeconds()),
            row.task(),
            row.attempt(),
            row.index(),
            row.lends(),
            row.frees())
        .map(String::valueOf)
        .collect(Collectors.joining("|"));
  }

  @Test
  void bothWaysReadTheSameFromAnyLine() throws Exception {
    long seed = System.nanoTime();
    System.out.println("plain rows: seed " + seed);
    var random = new Random(seed);
    int plainOnes = 0;
    int refused = 0;
    for (int file = 0; file < 400; file++) {
      List<String> names = Arrays.asList((random.nextInt(4) == 0 ? ORIGINAL : LATER).split(","));
      if (random.nextInt(4) == 0) {
        Collections.shuffle(names, random);
      }
      var columns = columns(String.join(",", names));
      var rows = new PlainRows(columns);
      var lines = new RandomLines(random, names);
      for (int i = 0; i < 300; i++) {
        String line = lines.next();
        Replay.Read fast = plain(rows, line);
        Replay.Read slow = careful(columns, line);
        if (fast != null) {
          plainOnes++;
          assertNotNull(slow, line);
          assertEquals(words(slow), words(fast), line);
        }
        refused += slow == null ? 1 : 0;
      }
    }
    assertTrue(plainOnes > 30_000, "many lines are plain: " + plainOnes);
    assertTrue(refused > 10_000, "many lines are wrong: " + refused);
  }

  @Test
  void theRowsOfEveryKnownWriterArePlain() throws Exception {
    for (String line :
        List.of(
            "0,1674916728.2662122,\"[1, 0]\",0.0",
            "0,1674916728.266212,[1],0.0",
            "12,1674916728,\"[1, 0, 1]\",12")) {
      assertNotNull(plain(new PlainRows(columns(ORIGINAL)), line), line);
    }
    for (String line :
        List.of(
            "0,1674916728.266212,\"[1, 0]\",0.0,began,0,SleepAndSquare,ana:4711,0,0.031,1370,,,,",
            "1,1674916731.306403,\"[0, 0]\",1.0,ended,0,=x;\u00e9,ana:4711,0,,,1,,,",
            "2,1674916731.306403,\"[0, 0]\",31.0,many,,,,4,,,0,15,15,\"[0.020000, 0.050000]\"",
            "3,1674916731.306403,[0],31.0,many,,,,4,,,0,15,15,[0.020000]")) {
      assertNotNull(plain(new PlainRows(columns(OURS)), line), line);
    }
  }

  @Test
  void whatIsNotPlainOrNotRightIsLeftToTheCarefulWay() throws Exception {
    for (String line :
        List.of(
            "",
            "0,1,[1]",
            "0,1,[1],1,",
            "0,1,[1],1,2",
            "0,-1,[1],1",
            "0,1e3,[1],1",
            "0,NaN,[1],1",
            "0, 1,[1],1",
            "0,1.,[1],1",
            "0,.1,[1],1",
            "0,1,[2],1",
            "0,1,[],1",
            "0,1,[1,1",
            "0,1,\"[1,0]\",1",
            "0,1,\"[1, 0,]\",1",
            "0,1,\"[1, 0],1",
            "0,1,\"[1, 0]\"x,1",
            "0,1,x\"[1, 0]\",1",
            "\"a \"\"b\"\"\",1,[1],1",
            "\"\",1,[1],1",
            "0\",1,[1],1")) {
      assertNull(plain(new PlainRows(columns(ORIGINAL)), line), line);
    }
  }

  @Test
  void flagsThatDidNotChangeAreNotReadAgain() throws Exception {
    var rows = new PlainRows(columns(ORIGINAL));

    Replay.Read first = plain(rows, "0,1,\"[1, 0, 0]\",0");
    Replay.Read second = plain(rows, "1,2,\"[1, 0, 0]\",0");
    Replay.Read third = plain(rows, "2,3,\"[0, 0, 1]\",0");

    assertNotNull(first);
    assertNotNull(second);
    assertNotNull(third);
    assertSame(first.flags(), second.flags());
    assertEquals("[true, false, false]", Arrays.toString(first.flags()));
    assertEquals("[false, false, true]", Arrays.toString(third.flags()));
  }

  /** Lines as writers write them, as other writers may, and broken ones. */
  private static final class RandomLines {
    private static final List<String> PIECES =
        List.of(
            "\"", "\"\"", ",", "[", "]", " ", "0", "1", "7", ".", "-", "e", "\t", "\u00e9", "]\"");
    private static final List<String> EVENTS =
        List.of("began", "ended", "many", "lost", "done", "", "segment");
    private static final List<String> TASKS =
        List.of("", "Square", "Cube", "\u00dcber", "'=1+1", "x".repeat(200), "A B");

    private final Random random;
    private final List<String> names;
    private final boolean[] flags;

    RandomLines(Random random, List<String> names) {
      this.random = random;
      this.names = names;
      this.flags = new boolean[1 + random.nextInt(9)];
    }

    String next() {
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        flags[random.nextInt(flags.length)] ^= true;
      }
      String line = names.stream().map(this::cell).collect(Collectors.joining(","));
      return random.nextInt(3) == 0 ? broken(line) : line;
    }

    private String cell(String name) {
      String cell =
          switch (name) {
            case "Busy" -> flags();
            case "Timestamp" -> random.nextInt(9) == 0 ? odd() : number(7);
            case "Finished" -> random.nextInt(9) == 0 ? odd() : random.nextInt(900) + ".0";
            case "Event" -> one(EVENTS);
            case "Task" -> one(TASKS);
            case "Ok" -> one(List.of("", "0", "1"));
            case "Worker", "Waiting", "Attempt" ->
                one(List.of("", "0", "3", "123456789", "1234567890", "-1", "1.0", "x"));
            case "BusySeconds" -> random.nextInt(2) == 0 ? "" : seconds();
            default -> one(List.of("", "12", "0.031", "ana:4711"));
          };
      boolean quoted = cell.contains(",") || random.nextInt(12) == 0;
      return quoted ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    private String flags() {
      String comma = random.nextInt(9) == 0 ? one(List.of(",", " ", ", , ", ",  ")) : ", ";
      var text = new StringBuilder("[");
      for (int i = 0; i < flags.length; i++) {
        text.append(i == 0 ? "" : comma).append(flags[i] ? 1 : 0);
      }
      return text.append("]").toString();
    }

    private String seconds() {
      var text = new StringBuilder("[");
      int parts = random.nextInt(9) == 0 ? random.nextInt(9) : flags.length;
      for (int i = 0; i < parts; i++) {
        text.append(i == 0 ? "" : ", ").append(number(6));
      }
      return text.append("]").toString();
    }

    private String number(int places) {
      return String.format(Locale.ROOT, "%." + places + "f", random.nextDouble() * 2e9);
    }

    private String odd() {
      return one(List.of("", "1e9", " 5", "5d", "0x1p3", "NaN", "-1", "1_0", "+3", "\u0663", "5."));
    }

    private String one(List<String> of) {
      return of.get(random.nextInt(of.size()));
    }

    private String broken(String line) {
      var text = new StringBuilder(line);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(3));
        text.replace(at, end, one(PIECES));
      }
      return text.toString();
    }
  }
}
