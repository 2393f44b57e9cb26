package freeworker.bench.growth;

import freeworker.bench.run.Child;
import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Running;
import freeworker.bench.run.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part BYTES: how many bytes a task is on the wire. */
final class WireBytes {
  static final int MOST = 400;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private WireBytes() {}

  static Findings measure(Path home) throws IOException, InterruptedException {
    if (!Files.exists(BytesMain.COUNTS)) {
      return new Findings(
          List.of(), List.of(new Promise("bytes are counted", "not on this system", false)));
    }
    List<List<String>> rows = new ArrayList<>();
    List<Promise> promises = new ArrayList<>();
    try (var broker = new Running(home, 1);
        Child client =
            Child.java(
                "client",
                BytesMain.class,
                List.of(),
                List.of("rmi://127.0.0.1:" + broker.port()),
                Map.of("FREEWORKER_HOME", broker.keys().toString()))) {
      for (String said = client.hear(PATIENCE); !said.isEmpty(); said = client.hear(PATIENCE)) {
        String words = said.substring(0, said.indexOf(':')).strip();
        List<String> row = new ArrayList<>();
        row.add(words);
        row.addAll(List.of(said.substring(said.indexOf(':') + 2).split(" ", -1)));
        rows.add(row);
        promises.add(
            Promise.atMost(
                words + ", sent again, is at most " + MOST + " B more than its own bytes",
                MOST,
                Integer.parseInt(row.get(3)) - Integer.parseInt(row.get(1))));
      }
    }
    return new Findings(
        List.of(
            new Table(
                "Bytes of a task on its client's connections",
                List.of(
                    "",
                    "its own, serialized",
                    "the first sends, with its classes",
                    "a later one sends",
                    "and receives"),
                rows)),
        promises);
  }
}
