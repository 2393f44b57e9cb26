package freeworker.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortLinesTest {
  private static List<String> lines(Reader from) throws IOException {
    List<String> lines = new ArrayList<>();
    ShortLines.read(from, 5, lines::add);
    return lines;
  }

  @Test
  void linesEndAsTheyDoElsewhere() throws IOException {
    assertEquals(List.of("a", "", "b", "c", "", "d"), lines(new StringReader("a\n\nb\r\nc\r\rd")));
    assertEquals(List.of(), lines(new StringReader("")));
    assertEquals(List.of("12345", "12345..."), lines(new StringReader("12345\n123456\n")));
  }

  @Test
  void whatWouldActOnATerminalIsSpelledOut() throws IOException {
    assertEquals(
        List.of("\\u001B[2J\t", "\\u202E\\u0007\\u009B\u05D0"),
        lines(new StringReader("\u001b[2J\t\n\u202e\u0007\u009b\u05d0")));
  }

  @Test
  void aLineWithoutAnEndTakesNoMemory() throws IOException {
    long most = 30_000_000L;
    var endless =
        new Reader() {
          private long given;

          @Override
          public int read(char[] into, int offset, int length) {
            int some = (int) Math.min(length, most - given);
            given += some;
            java.util.Arrays.fill(into, offset, offset + some, 'x');
            return some == 0 ? -1 : some;
          }

          @Override
          public void close() {}
        };

    assertEquals(List.of("xxxxx..."), lines(endless));
  }
}
