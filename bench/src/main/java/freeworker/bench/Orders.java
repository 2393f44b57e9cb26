package freeworker.bench;

import freeworker.bench.run.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a client process is told to measure, line by line until its input ends. */
final class Orders {
  private final BufferedReader in;
  private final PrintStream out;

  Orders(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    this.out = new PrintStream(out, true, StandardCharsets.US_ASCII);
  }

  /** Opens the course of a line. */
  interface Opener {
    Course open(Line line) throws Exception;
  }

  /**
   * Has a client run a line for so long.
   *
   * @param patience how long it may take beyond that
   */
  static Figure give(Child client, Line line, Duration duration, Duration patience)
      throws IOException, InterruptedException {
    return give(List.of(client), line, duration, patience);
  }

  private static Figure heard(Child client, Line line, Duration patience)
      throws IOException, InterruptedException {
    String answer = client.hear(patience);
    try {
      return Figure.decode(answer);
    } catch (IllegalArgumentException e) {
      throw new IOException("A client answered " + line + " with: " + answer, e);
    }
  }

  /** Has several do so at the same time. */
  static Figure give(List<Child> clients, Line line, Duration duration, Duration patience)
      throws IOException, InterruptedException {
    for (Child client : clients) {
      client.say(line + " " + duration.toMillis());
    }
    List<Figure> figures = new ArrayList<>();
    for (Child client : clients) {
      figures.add(heard(client, line, duration.plus(patience)));
    }
    return Figure.together(figures);
  }

  /** Answers each with a figure. */
  void obey(Opener opener) throws Exception {
    for (String order = in.readLine(); order != null; order = in.readLine()) {
      String[] words = order.split(" ", 2);
      Line line = Line.valueOf(words[0]);
      try (Course course = opener.open(line)) {
        Duration duration = Duration.ofMillis(Long.parseLong(words[1]));
        out.println(Race.run(course, line.threads(), duration).encode());
      } catch (IllegalStateException e) {
        throw new IllegalStateException(line.words() + ": " + e.getMessage(), e);
      }
    }
  }
}
