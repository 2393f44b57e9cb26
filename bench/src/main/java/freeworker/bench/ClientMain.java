package freeworker.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A client process: measures the lines that it is told to, until its standard input ends. */
public final class ClientMain {
  private ClientMain() {}

  /** Knows the ports of the floors, or the one of the broker; answers each order with a line. */
  public static void main(String[] args) throws Exception {
    List<Integer> ports = Arrays.stream(args).map(Integer::valueOf).toList();
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", 2);
      Line line = Line.valueOf(words[0]);
      try (Course course = course(line, ports)) {
        Duration duration = Duration.ofMillis(Long.parseLong(words[1]));
        out.println(Race.run(course, line.threads(), duration).encode());
      } catch (IllegalStateException e) {
        throw new IllegalStateException(line.words() + ": " + e.getMessage(), e);
      }
    }
    System.exit(0);
  }

  private static Course course(Line line, List<Integer> ports) throws Exception {
    return line.isFloor() ? new FloorCourse(line, ports) : new EngineCourse(line, ports.get(0));
  }
}
