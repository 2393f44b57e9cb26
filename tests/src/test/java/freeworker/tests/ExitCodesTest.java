package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each help, and the page on running it, tell the exit codes that there are. */
class ExitCodesTest {
  /** With which code a broker or a sweep never ends: no worker was free in time. */
  private static final int NOT_FINISHED = 75;

  @TempDir private Path folder;

  @Test
  void eachHelpTellsTheCodesThatItsProgramHas() throws Exception {
    Set<Integer> broker = codes("freeworker.broker.BrokerFailure");
    Set<Integer> deploy = codes("freeworker.broker.deploy.DeployFailure");
    Set<Integer> worker = codes("freeworker.crew.JoinFailure");
    Set<Integer> challenge = codes("freeworker.challenge.ChallengeFailure");
    Set<Integer> benchmark = new TreeSet<>(challenge);
    benchmark.remove(NOT_FINISHED);
    // Only a command that was told which key to use can find that there is none.
    Set<Integer> starting = new TreeSet<>(broker);
    starting.remove(66);

    assertEquals(starting, told("broker"));
    assertEquals(broker, told("broker", "ps"));
    assertEquals(broker, told("key"));
    for (String command : List.of("up", "status", "down")) {
      assertEquals(deploy, told("deploy", command));
    }
    assertEquals(worker, told("worker"));
    assertEquals(challenge, told("challenge"));
    assertEquals(challenge, told("job"));
    assertEquals(benchmark, told("benchmark"));

    Set<Integer> all = new TreeSet<>(broker);
    all.addAll(deploy);
    all.addAll(worker);
    all.addAll(challenge);
    String page = Files.readString(Program.home().resolve("../../docs/operations.md"));
    assertEquals(
        all, numbers(page.replaceAll("(?s).*\\*\\*Exit codes:\\*\\*|One line says.*", "")));
  }

  /** Those that a program's failures carry, and success. */
  private static Set<Integer> codes(String failure) throws ReflectiveOperationException {
    Set<Integer> codes = new TreeSet<>(Set.of(0));
    for (Field field : Class.forName(failure).getDeclaredFields()) {
      if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        codes.add(field.getInt(null));
      }
    }
    return codes;
  }

  private Set<Integer> told(String program, String... words) throws Exception {
    List<String> arguments = new ArrayList<>(Arrays.asList(words));
    arguments.add("--help");
    try (Program help = Program.start(folder, program, arguments.toArray(String[]::new))) {
      assertEquals(0, help.awaitExit());
      return numbers(String.join(" ", help.out()).replaceAll(".*Exit codes:", ""));
    }
  }

  private static Set<Integer> numbers(String text) {
    Set<Integer> numbers = new TreeSet<>();
    Pattern.compile("[0-9]+")
        .matcher(text)
        .results()
        .forEach(n -> numbers.add(Integer.valueOf(n.group())));
    return numbers;
  }
}
