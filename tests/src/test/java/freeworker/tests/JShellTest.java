package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is typed into JShell travels, to workers within it and to those of a broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JShellTest {
  /** Each shape is one line of output for each engine: {@code embedded lambda=9}. */
  private static final String SESSION =
      """
      import freeworker.*;
      import java.util.function.*;
      var engines = Map.of("embedded", Engine.open("embedded:1"), "rmi", Engine.open("rmi://ADDRESS"));
      void line(String engine, String shape, Object result) {
        System.out.println(engine + " " + shape + "=" + result);
      }
      void each(String shape, Task<?> task) {
        engines.forEach((name, engine) -> line(name, shape, engine.run(task)));
      }
      each("lambda", () -> 3 * 3)
      { int local = 5; each("capture", () -> local + 1); }
      int twice(int n) { return 2 * n; }
      each("method", () -> twice(21))
      record Point(int x, int y) implements java.io.Serializable {}
      each("record", () -> List.of(new Point(1, twice(2))))
      each("anonymous", new Task<String>() { public String run() { return "anonymous " + twice(4); } })
      enum Colour { RED, GREEN { String sound() { return "croak"; } }; String sound() { return "none"; } }
      each("enum", () -> { switch (Colour.GREEN) { case RED: return 1; default: return Colour.GREEN.sound(); } })
      interface Shape extends java.io.Serializable { double area(); }
      class Square implements Shape { double side = 3; public double area() { return side * side; } }
      each("class", () -> Stream.of(new Square(), (Shape & java.io.Serializable) () -> 1.5).mapToDouble(Shape::area).sum())
      engines.forEach((name, engine) -> { Function<Integer, Integer> f = engine.remote(x -> x * x); line(name, "function", f.apply(7)); })
      engines.forEach((name, engine) -> { Task<Integer> t = engine.run(() -> (Task<Integer>) () -> twice(50)); try { line(name, "returned", t.run()); } catch (Exception e) { } })
      class Sad extends Exception { final int code; Sad(int code) { super("sad"); this.code = code; } }
      engines.forEach((name, engine) -> { try { engine.run(() -> { throw new Sad(7); }); } catch (TaskFailed e) { line(name, "exception", ((Sad) e.getCause()).code); } })
      int twice(int n) { return 200 * n; }
      each("redefined", () -> twice(1))
      int answer = 42;
      each("variable", () -> answer)
      engines.values().forEach(Engine::close)
      /exit
      """;

  private final Map<String, String> results = new TreeMap<>();
  private List<String> complaints = List.of();

  @BeforeAll
  void run(@TempDir Path folder) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      // Else it says that it makes this folder.
      Files.createDirectories(folder.resolve(".java/.userPrefs"));
      Path session = folder.resolve("session.jsh");
      Files.writeString(session, SESSION.replace("ADDRESS", broker.address()));
      try (Program jshell =
          Program.run(
              folder,
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                  "-J-Djava.util.prefs.userRoot=" + folder,
                  "--feedback",
                  "silent",
                  "--class-path",
                  Program.home().resolve("lib/freeworker-client.jar").toString(),
                  session.toString()))) {
        jshell.awaitExit();
        for (String line : jshell.out()) {
          int at = line.indexOf('=');
          results.put(line.substring(0, Math.max(at, 0)), line.substring(at + 1));
        }
        complaints = jshell.err();
      }
    }
  }

  @Test
  void nothingElseIsSaidButTheResults() {
    assertEquals(
        List.of(),
        complaints.stream()
            .filter(line -> !line.contains("answer") && !line.contains("freeworker.client.Packer"))
            .toList());
    assertEquals(2 * 12, results.size(), results::toString);
  }

  @Test
  void aLambdaTravelsAndWhatItCaptured() {
    assertBoth("lambda", "9");
    assertBoth("capture", "6");
  }

  @Test
  void aMethodThatWasTypedBeforeTravels() {
    assertBoth("method", "42");
  }

  @Test
  void aMethodThatWasTypedAgainIsTheNewOne() {
    assertBoth("redefined", "200");
  }

  @Test
  void aRecordComesBack() {
    assertBoth("record", "[Point[x=1, y=4]]");
  }

  @Test
  void anonymousClassesEnumsInterfacesAndClassesTravel() {
    assertBoth("anonymous", "anonymous 8");
    assertBoth("enum", "croak");
    assertBoth("class", "10.5");
  }

  @Test
  void aRemoteFunctionIsCalledLikeAnyOther() {
    assertBoth("function", "49");
  }

  @Test
  void aTaskThatCameBackRunsInTheShell() {
    assertBoth("returned", "100");
  }

  @Test
  void anExceptionComesBackAsItsOwnClass() {
    assertBoth("exception", "7");
  }

  @Test
  void aVariableOfTheShellIsAStaticOneSoItIsWarnedAbout() {
    assertTrue(complaints.stream().anyMatch(line -> line.contains("answer")), complaints::toString);
  }

  private void assertBoth(String shape, String expected) {
    assertEquals(expected, results.get("embedded " + shape), complaints::toString);
    assertEquals(expected, results.get("rmi " + shape), complaints::toString);
  }
}
