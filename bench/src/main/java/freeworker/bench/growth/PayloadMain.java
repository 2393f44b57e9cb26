package freeworker.bench.growth;

import freeworker.Engine;
import freeworker.Task;
import freeworker.bench.run.Spread;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that sends bytes to a server and gets some back, by plain RMI or in tasks of an engine.
 */
public final class PayloadMain {
  private static final int FEWEST = 3;

  private PayloadMain() {}

  /** One way to a server and back. */
  private interface Way {
    int there(byte[] bytes) throws Exception;

    byte[] back(int count) throws Exception;
  }

  /**
   * Knows the port of the floor, or the address of a broker; answers each order with the median
   * nanoseconds of a call.
   */
  public static void main(String[] args) throws Exception {
    Way way = args[0].startsWith("rmi://") ? tasks(args[0]) : plain(Integer.parseInt(args[0]));
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", 3);
      Duration time = Duration.ofMillis(Long.parseLong(words[2]));
      out.println(median(way, words[0].equals("there"), Integer.parseInt(words[1]), time));
    }
    System.exit(0);
  }

  private static Way plain(int port) throws Exception {
    var echo = (PlainEcho) LocateRegistry.getRegistry("127.0.0.1", port).lookup(EchoMain.NAME);
    return new Way() {
      @Override
      public int there(byte[] bytes) throws Exception {
        return echo.take(bytes);
      }

      @Override
      public byte[] back(int count) throws Exception {
        return echo.give(count);
      }
    };
  }

  private static Way tasks(String address) {
    Engine engine = Engine.open(address);
    return new Way() {
      @Override
      public int there(byte[] bytes) {
        return engine.run(new Take(bytes));
      }

      @Override
      public byte[] back(int count) {
        return engine.run(new Give(count));
      }
    };
  }

  private record Take(byte[] bytes) implements Task<Integer> {
    @Override
    public Integer run() {
      return bytes.length;
    }
  }

  private record Give(int count) implements Task<byte[]> {
    @Override
    public byte[] run() {
      return new byte[count];
    }
  }

  private static long median(Way way, boolean there, int size, Duration time) throws Exception {
    var bytes = new byte[there ? size : 0];
    List<Double> calls = new ArrayList<>();
    long began = System.nanoTime();
    while (calls.size() < FEWEST || System.nanoTime() - began < time.toNanos()) {
      long at = System.nanoTime();
      int length = there ? way.there(bytes) : way.back(size).length;
      calls.add((double) (System.nanoTime() - at));
      if (length != size) {
        throw new IllegalStateException(size + " bytes came as " + length);
      }
    }
    return Math.round(Spread.of(calls).median());
  }
}
