package freeworker.grapher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.cli.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhasesTest {
  private static final String RECORD =
      """
      phase,worker,begin,end
      1,caller,0.0,0.01
      2,0,0.02,2.5
      2,1,0.03,3.0
      3,0,3.0,3.5
      3,1,3.0,3.4
      4,caller,3.5,3.52
      5,0,3.52,3.9
      5,1,3.52,3.8
      6,0,3.9,5.0
      6,1,3.9,4.9
      6,caller,3.95,5.0
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int grapher(String text, String... words) throws Exception {
    Files.writeString(folder.resolve("wordcount.csv"), text);
    var results = new PrintWriter(out);
    var rest = new PrintWriter(err);
    return Program.run(new GrapherCommand(results, rest, folder).line(), results, rest, words);
  }

  @Test
  void theRecordOfAWordCountIsDrawnWithALaneForEachOfItsWorkers() throws Exception {
    assertEquals(0, grapher(RECORD, "./wordcount.csv", "--format", "all"), err::toString);

    List<String> lines = out.toString().lines().toList();
    assertEquals("phase 2  shuffle 1  3.0 s", lines.get(1));
    assertEquals(7, lines.size());
    String svg = Files.readString(folder.resolve("plots/wordcount.svg"));
    for (String words :
        List.of("Shuffle 1 took 60 % of 5.0 s", "Caller", "Worker 0", "Worker 1", "6 sort and")) {
      assertTrue(svg.contains(words), words + " in " + svg);
    }
    assertFalse(svg.contains("Worker 2"), svg);
    assertTrue(Files.size(folder.resolve("plots/wordcount.pdf")) > 1000);
    assertTrue(Files.size(folder.resolve("plots/wordcount.png")) > 1000);
    assertTrue(Files.readString(folder.resolve("plots/wordcount.html")).contains("<table>"));
  }

  @Test
  void aPhaseLastsFromTheFirstWhoBeginsItToTheLastWhoEndsIt() throws Exception {
    Files.writeString(folder.resolve("wordcount.csv"), RECORD);
    Phases phases = Phases.read(folder.resolve("wordcount.csv"));

    assertEquals(2, phases.workers());
    assertEquals(5.0, phases.seconds());
    assertEquals(2, phases.longest());
    Map<Integer, Double> lengths = phases.lengths();
    assertEquals(2.98, lengths.getOrDefault(2, 0.0), 1e-9);
    assertEquals(0.5, lengths.getOrDefault(3, 0.0), 1e-9);
    assertEquals((2.48 + 0.5 + 0.38 + 1.1) / 5, phases.busy(0), 1e-9);
  }

  @Test
  void thePhaseOfTheCallerIsWhatCounts() throws Exception {
    String whole = RECORD.replace("2,0,0.02,2.5", "2,0,0.02,2.5\n2,caller,0.01,3.4");
    Files.writeString(folder.resolve("wordcount.csv"), whole);

    Phases phases = Phases.read(folder.resolve("wordcount.csv"));

    assertEquals(3.39, phases.lengths().getOrDefault(2, 0.0), 1e-9);
    assertEquals(1.05, phases.lengths().getOrDefault(6, 0.0), 1e-9);
  }

  @Test
  void theTimesBelowAreRoundNumbers() throws Exception {
    String soon = Phases.HEADER + "\n1,caller,0.0,0.1\n2,0,0.1,0.578\n2,1,0.1,0.5\n";

    assertEquals(0, grapher(soon, "./wordcount.csv", "--format", "svg"), err::toString);

    String svg = Files.readString(folder.resolve("plots/wordcount.svg"));
    assertTrue(svg.contains(">0.15<") && svg.contains(">0.35<"), svg);
    assertFalse(svg.contains("0000000"), svg);
  }

  @Test
  void nonsenseIsNamedWithItsLine() throws Exception {
    for (String bad :
        List.of("7,0,1,2", "2,0,3,1", "2,-2,1,2", "2,0,1", "x,0,1,2", "2,0,1,Infinity", "")) {
      out.getBuffer().setLength(0);
      err.getBuffer().setLength(0);

      assertEquals(65, grapher(RECORD + bad + "\n", "./wordcount.csv"), bad);

      assertTrue(err.toString().contains("line 13"), err::toString);
      assertEquals("", out.toString());
    }
    assertEquals(65, grapher(Phases.HEADER + "\n", "./wordcount.csv"));
    assertEquals(2, grapher(RECORD, "--audit", "./wordcount.csv"));
  }
}
