package freeworker.challenge;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How this program starts others of its home: with its own Java, from the jars beside its own.
 *
 * @param lib the folder of the jars
 * @param flags those that this program was started with, which are those of {@code challenge}
 * @param options what the user gives every Freeworker program
 */
record Programs(Path lib, List<String> flags, List<String> options) {
  private static final String CHALLENGE = "freeworker-challenge.jar";
  private static final String BROKER = "freeworker-broker.jar";
  private static final int ASKS_FOR_NATIVE_ACCESS = 22;

  Programs {
    flags = List.copyOf(flags);
    options = List.copyOf(options);
  }

  /**
   * Those of the home that this program runs from.
   *
   * @param lib the folder of its jars
   * @throws ChallengeFailure when there is no broker beside it
   */
  static Programs in(Path lib) {
    if (!Files.exists(lib.resolve(BROKER)) || !Files.exists(lib.resolve(CHALLENGE))) {
      throw new ChallengeFailure(
          ChallengeFailure.UNAVAILABLE,
          "there is no " + BROKER + " with " + CHALLENGE + " in " + lib + ".",
          "Start this program by its launcher:  bin/benchmark");
    }
    List<String> flags = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    flags.removeIf(flag -> flag.startsWith("-Dfreeworker.terminal"));
    String options = System.getenv("JAVA_OPTS");
    return new Programs(lib, flags, options == null ? List.of() : words(options));
  }

  private static List<String> words(String options) {
    return Arrays.stream(options.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /** A client with a task of so many seconds. */
  List<String> challenge(Seconds task, int port, Path key) {
    List<String> command = java(flags);
    command.addAll(
        List.of(
            "-cp",
            lib.resolve(CHALLENGE).toString(),
            ChallengeMain.class.getName(),
            task.toString(),
            "--broker",
            "localhost:" + port,
            "--key",
            key.toString()));
    return command;
  }

  /** A broker on any free port. */
  List<String> broker(int workers, Path profile) {
    List<String> command = java(options);
    if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-cp",
            lib.resolve(BROKER).toString(),
            "freeworker.broker.BrokerMain",
            String.valueOf(workers),
            "--port",
            "0",
            "--json",
            "--profile",
            profile.toString()));
    return command;
  }

  private static List<String> java(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    return command;
  }
}
