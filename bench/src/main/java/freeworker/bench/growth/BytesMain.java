package freeworker.bench.growth;

import freeworker.Engine;
import freeworker.Task;
import freeworker.bench.run.Spread;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/*
 * The system counts what a process reads and writes. While one task runs that is its call; files of
 * classes are read besides, so of a first task only what is written says something.
 */
/** A client that says how many bytes each of its tasks sends and receives. */
public final class BytesMain {
  static final Path COUNTS = Path.of("/proc/self/io");

  private static final int LATER = 15;

  private BytesMain() {}

  /** How many bytes were read and written so far. */
  private record Bytes(long read, long written) {
    static Bytes now() throws IOException {
      long read = 0;
      long written = 0;
      for (String line : Files.readAllLines(COUNTS)) {
        String[] words = line.split(": ", 2);
        if (words[0].equals("rchar")) {
          read = Long.parseLong(words[1]);
        } else if (words[0].equals("wchar")) {
          written = Long.parseLong(words[1]);
        }
      }
      return new Bytes(read, written);
    }

    /** Since then, without what the counting itself reads. */
    Bytes since(Bytes before, long counting) {
      return new Bytes(read - before.read - counting, written - before.written);
    }
  }

  /** A task that is a class of its own. */
  private static final class Square implements Task<Integer> {
    private static final long serialVersionUID = 1;

    private final int side;

    Square(int side) {
      this.side = side;
    }

    @Override
    public Integer run() {
      return side * side;
    }
  }

  /** The same again, so that everything but its class is known when the first square is sent. */
  private static final class Cube implements Task<Integer> {
    private static final long serialVersionUID = 1;

    private final int side;

    Cube(int side) {
      this.side = side;
    }

    @Override
    public Integer run() {
      return side * side * side;
    }
  }

  /** Knows the address of a broker; a line for each kind of task, and an empty one. */
  public static void main(String[] args) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Engine engine = Engine.open(args[0])) {
      measure(engine, Cube::new);
      lines.add("a task that is a class of its own " + measure(engine, Square::new));
      lines.add("a lambda with one int " + measure(engine, BytesMain::lambda));
      lines.add("a lambda with 10,000 bytes " + measure(engine, BytesMain::large));
    }
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    lines.forEach(out::println);
    out.println();
    System.exit(0);
  }

  private static Task<Integer> lambda(int side) {
    return () -> side + 1;
  }

  private static Task<Integer> large(int side) {
    var bytes = new byte[10_000];
    return () -> bytes.length + side;
  }

  /** What reading the counts adds to them. */
  private static long counting() throws IOException {
    List<Double> counting = new ArrayList<>();
    for (int i = 0; i < LATER; i++) {
      Bytes before = Bytes.now();
      counting.add((double) Bytes.now().since(before, 0).read());
    }
    return Math.round(Spread.of(counting).median());
  }

  /** The task's own bytes; what the first one sends; what later ones send and receive. */
  private static String measure(Engine engine, IntFunction<Task<Integer>> tasks)
      throws IOException {
    int own = engine.explain(tasks.apply(0)).bytes();
    long counting = counting();
    Bytes before = Bytes.now();
    engine.run(tasks.apply(1));
    Bytes first = Bytes.now().since(before, counting);
    List<Double> sent = new ArrayList<>();
    List<Double> received = new ArrayList<>();
    for (int i = 0; i < LATER; i++) {
      before = Bytes.now();
      engine.run(tasks.apply(2 + i));
      Bytes later = Bytes.now().since(before, counting);
      sent.add((double) later.written());
      received.add((double) later.read());
    }
    return ": %d %d %.0f %.0f"
        .formatted(own, first.written(), Spread.of(sent).median(), Spread.of(received).median());
  }
}
