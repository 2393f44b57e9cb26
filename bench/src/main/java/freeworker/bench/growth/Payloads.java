package freeworker.bench.growth;

import freeworker.bench.run.Child;
import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Running;
import freeworker.bench.run.Spread;
import freeworker.bench.run.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part PAYLOADS: what tasks cost that take or give many bytes, beside plain RMI. */
final class Payloads {
  static final double MOST = 1.2;

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  /** The largest is what fits into a task of 64 MiB. */
  private static final List<Integer> SIZES =
      List.of(KIB, 16 * KIB, 256 * KIB, MIB, 8 * MIB, 64 * MIB - 4 * KIB);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // As real workers run.
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx1g");

  private Payloads() {}

  /** What was measured of one size and direction, in nanoseconds. */
  private record Pair(List<Double> plain, List<Double> ours) {
    Pair() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    /** The median of the ratios of the same round. */
    Spread ratio() {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < plain.size(); i++) {
        ratios.add(ours.get(i) / plain.get(i));
      }
      return Spread.of(ratios);
    }
  }

  static Findings measure(Path home, boolean quick) throws IOException, InterruptedException {
    List<Integer> sizes = quick ? SIZES.subList(0, 4) : SIZES;
    int rounds = quick ? 2 : 7;
    int millis = quick ? 50 : 250;
    Map<String, Pair> pairs = new LinkedHashMap<>();
    try (var broker = new Running(home, 1);
        Child server = Child.java("echo", EchoMain.class, FLAGS, List.of());
        Child plain =
            Child.java("plain", PayloadMain.class, List.of(), List.of(server.hear(PATIENCE)));
        Child ours =
            Child.java(
                "tasks",
                PayloadMain.class,
                List.of(),
                List.of("rmi://127.0.0.1:" + broker.port()),
                Map.of("FREEWORKER_HOME", broker.keys().toString()))) {
      for (int round = quick ? 0 : -2; round < rounds; round++) {
        for (int size : sizes) {
          for (String way : List.of("there", "back")) {
            double floor = nanos(plain, way, size, millis);
            double task = nanos(ours, way, size, millis);
            if (round >= 0) {
              Pair pair = pairs.computeIfAbsent(words(size) + " " + way, any -> new Pair());
              pair.plain().add(floor / 1e3);
              pair.ours().add(task / 1e3);
            }
          }
        }
      }
    }
    return findings(pairs);
  }

  private static double nanos(Child client, String way, int size, int millis)
      throws IOException, InterruptedException {
    client.say(way + " " + size + " " + millis);
    return Double.parseDouble(client.hear(PATIENCE));
  }

  private static String words(int size) {
    if (size < MIB) {
      return size / KIB + " KiB";
    }
    return size % MIB == 0 ? size / MIB + " MiB" : (size / MIB + 1) + " MiB less 4 KiB";
  }

  private static Findings findings(Map<String, Pair> pairs) {
    List<List<String>> rows = new ArrayList<>();
    List<Promise> promises = new ArrayList<>();
    pairs.forEach(
        (words, pair) -> {
          Spread ratio = pair.ratio();
          rows.add(
              List.of(
                  words,
                  Spread.of(pair.plain()).words(0),
                  Spread.of(pair.ours()).words(0),
                  ratio.words(2)));
          promises.add(
              Promise.atMost(
                  String.format(Locale.ROOT, "%s costs at most %.1f of plain RMI", words, MOST),
                  MOST,
                  ratio.median()));
        });
    return new Findings(
        List.of(
            new Table(
                "Bytes that a task takes along (there) or gives (back)",
                List.of(
                    "bytes",
                    "plain RMI, us: p50 (min-max of the rounds)",
                    "engine.run, us",
                    "of plain RMI"),
                rows)),
        promises);
  }
}
