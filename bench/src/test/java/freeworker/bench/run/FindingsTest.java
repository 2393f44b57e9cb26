package freeworker.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Table TABLE =
      new Table("One", List.of("", "us"), List.of(List.of("a", "1"), List.of("b", "")));

  @Test
  void findingsOfAnotherProcessAreTheSame() {
    var findings =
        new Findings(
            List.of(TABLE, new Table("Two", List.of("x"), List.of())),
            List.of(new Promise("at most 2", "3", false), Promise.atMost("at most 4", 4, 3.999)));
    List<String> lines = findings.encode();

    assertEquals(findings, Findings.decode(lines.subList(0, lines.size() - 1)));
  }

  @Test
  void aTableIsMarkdown() {
    assertEquals(
        List.of("One", "", "|  | us |", "|---|---:|", "| a | 1 |", "| b |  |"), TABLE.lines());
  }

  @Test
  void aRowThatDoesNotFitIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table("", List.of("a", "b"), List.of(List.of("1"))));
  }

  @Test
  void whatIsSaidIsJson() {
    String json = new Promise("a \"quote\"", "a\tb", true).json();

    assertTrue(json.contains("a \\\"quote\\\"") && json.contains("\"a b\""), json);
  }
}
