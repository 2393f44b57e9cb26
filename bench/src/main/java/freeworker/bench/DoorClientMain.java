package freeworker.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of one kind: has one task run and ends, or many, as often as it is told to. */
public final class DoorClientMain {
  private DoorClientMain() {}

  /** Knows the kind, the port, the file of the key, and whether it is to stay. */
  public static void main(String[] args) throws Exception {
    Conversation talk = Conversation.of(Entry.valueOf(args[0]), Integer.parseInt(args[1]), args[2]);
    talk.begin();
    talk.run();
    if (args.length > 3) {
      stay(talk);
    }
    talk.end();
    System.exit(0);
  }

  private static void stay(Conversation talk) throws Exception {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    Course course =
        new Course() {
          @Override
          public Lap lap(int thread) {
            return round -> {
              talk.run();
              return 1;
            };
          }

          @Override
          public void close() {}
        };
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      out.println(Race.run(course, 1, Duration.ofMillis(Long.parseLong(order))).encode());
    }
  }
}
