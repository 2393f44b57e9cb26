import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Outcome;
import freeworker.TaskFailed;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A whole client in one file: {@code java -cp target/home/lib/freeworker-client.jar Hello.java}.
 *
 * <p>Its classes exist nowhere but in its memory, and still travel to the worker. Another place to
 * borrow from is its argument: {@code rmi://HOST:PORT}, or {@code embedded:2} without a broker.
 */
public class Hello {
  /** A result of a class that the worker has never seen. */
  record Greeting(String text, int letters) implements java.io.Serializable {}

  public static void main(String[] args) {
    String address = args.length == 0 ? "rmi://localhost:18811" : args[0];
    try (Engine engine = Engine.open(address)) {
      int nine = engine.run(() -> 3 * 3);
      System.out.println("3 * 3 = " + nine);

      Function<String, Greeting> greet = engine.remote(Hello::greet);
      System.out.println(greet.apply("worker"));

      List<Integer> sides = List.of(2, 3, 4);
      engine.map(sides, x -> x * x).map(Outcome::result).forEach(System.out::println);

      try (BorrowedWorker worker = engine.borrow(Duration.ofSeconds(5))) {
        int zero = nine - 9;
        System.out.println("worker " + worker.number() + " is mine for a while");
        worker.run(() -> 1 / zero);
      } catch (TaskFailed failed) {
        System.out.println(failed.remoteMessage() + " there, and told here");
      }
    }
  }

  private static Greeting greet(String name) {
    String text = "Hello, " + name + "!";
    return new Greeting(text, text.length());
  }
}
