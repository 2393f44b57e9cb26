package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that the README shows does what the README shows. */
class UseTest {
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

  /** Lines in which times, pids and ports are others each time; the words stay. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "ready on|Throughput|^WORKER|^\\d+ +(idle|busy)|waiting|^ID|^(serial|distributed|speed-up|efficiency) |^\\d+(\\[\\d+])? +\\d* ?done");

  /** A command with the output that is shown under it. */
  private record Shown(String command, List<String> output) {
    /** An audit that finds something says so to scripts too. */
    int exitCode() {
      return command.contains("--audit") && String.join("", output).contains("violation") ? 1 : 0;
    }
  }

  @TempDir private Path folder;

  @Test
  void theReadmeShowsWhatHappens() throws Exception {
    Path root = Program.home().resolve("../..").normalize();
    Files.createSymbolicLink(folder.resolve("challenge"), root.resolve("challenge"));
    Files.createSymbolicLink(folder.resolve("target"), root.resolve("target"));
    Files.createSymbolicLink(folder.resolve("examples"), root.resolve("examples"));
    Files.createDirectory(folder.resolve("profiling"));
    Files.createSymbolicLink(
        folder.resolve("profiling/examples"), root.resolve("profiling/examples"));
    Files.copy(
        root.resolve("profiling/benchmarks.csv"), folder.resolve("profiling/benchmarks.csv"));
    List<Shown> story = story(Files.readString(root.resolve("README.md")));
    assertEquals("broker 2", story.get(0).command(), "the story begins with a broker");

    try (BrokerRun broker = BrokerRun.start(folder, 2)) {
      broker.program().awaitLine("stop with");
      compare(story.get(0), broker.program().err());
      for (Shown shown : story.subList(1, story.size())) {
        try (Program program = start(shown.command(), broker)) {
          assertEquals(
              shown.exitCode(), program.awaitExit(), () -> shown.command() + "\n" + program.err());
          compare(shown, program.out());
        }
      }
    }
    assertTrue(Files.size(folder.resolve("plots/busy.pdf")) > 0);
    assertTrue(Files.size(folder.resolve("plots/throughput.pdf")) > 0);
  }

  @Test
  void theReadmeQuotesTheSampleThatItNames() throws Exception {
    Path root = Program.home().resolve("../..").normalize();
    String readme = Files.readString(root.resolve("README.md"));
    String sample = Files.readString(root.resolve("challenge/samples/Hello.java"));

    for (String quoted :
        List.of(
            "engine.run(() -> 3 * 3)",
            "engine.remote(Hello::greet)",
            "engine.map(sides, x -> x * x).map(Outcome::result)",
            "engine.borrow(Duration.ofSeconds(5))",
            "worker.run(() -> 1 / zero)")) {
      assertTrue(readme.contains(quoted), quoted);
      assertTrue(sample.contains(quoted), quoted);
    }
  }

  private static List<Shown> story(String readme) {
    List<Shown> story = new ArrayList<>();
    Matcher block = BLOCK.matcher(readme);
    while (block.find()) {
      for (String part : block.group(1).split("(?m)^\\$ ")) {
        if (!part.isBlank()) {
          List<String> lines = part.lines().toList();
          story.add(new Shown(lines.get(0), lines.subList(1, lines.size())));
        }
      }
    }
    assertFalse(story.isEmpty(), "the README shows commands");
    return story;
  }

  /** The command as it is shown, but at the broker of this test. */
  private Program start(String command, BrokerRun broker) throws IOException {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    String name = words.remove(0);
    switch (name) {
      case "challenge" -> words.addAll(0, List.of("--broker", broker.address()));
      case "job" -> words.addAll(1, List.of("--broker", broker.address()));
      case "broker" -> words.addAll(List.of("--port", String.valueOf(broker.port())));
      case "java" -> {
        words.add("rmi://" + broker.address());
        words.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return Program.run(folder, words);
      }
      case "grapher" -> {}
      default -> throw new AssertionError("This test does not know how to run: " + command);
    }
    return Program.start(folder, name, words.toArray(String[]::new));
  }

  /** The shown lines are the first of what was said; figures of changing lines may differ. */
  private static void compare(Shown shown, List<String> said) {
    for (int i = 0; i < shown.output().size(); i++) {
      String wanted = shown.output().get(i);
      String got = i < said.size() ? said.get(i) : "(nothing more)";
      boolean changing = CHANGING.matcher(wanted).find();
      assertEquals(changing ? words(wanted) : wanted, changing ? words(got) : got, shown.command());
    }
  }

  private static String words(String line) {
    return line.replaceAll("[0-9.]+", "#").replaceAll(" +", " ");
  }
}
