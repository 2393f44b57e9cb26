package freeworker.bench;

import java.util.Arrays;
import java.util.List;

/** A client process: measures the lines that it is told to, until its standard input ends. */
public final class ClientMain {
  private ClientMain() {}

  /** Knows the ports of the floors, or the one of the broker; answers each order with a line. */
  public static void main(String[] args) throws Exception {
    List<Integer> ports = Arrays.stream(args).map(Integer::valueOf).toList();
    new Orders(System.in, System.out)
        .obey(
            line ->
                line.isFloor()
                    ? FloorCourse.of(line, ports)
                    : new EngineCourse(line, ports.get(0)));
    System.exit(0);
  }
}
