package freeworker.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A system that runs tasks on workers as well, set up with two workers of one task at a time. */
enum Peer {
  HAZELCAST("Hazelcast", "invokeAll", 1000) {
    @Override
    Plan plan(Kit kit) throws IOException {
      List<String> flags =
          Kit.opened(
              "java.base/java.lang",
              "java.base/sun.nio.ch",
              "java.management/sun.management",
              "jdk.management/com.sun.management.internal");
      String one = Kit.port();
      String two = Kit.port();
      return new Plan(
          List.of(),
          List.of(
              kit.installed("HazelcastMemberMain", flags, one, one, two),
              kit.installed("HazelcastMemberMain", flags, two, one, two)),
          kit.calling("HazelcastClientMain", flags, bulk(), one, two));
    }
  },

  IGNITE("Ignite", "call of a collection", 500) {
    @Override
    Plan plan(Kit kit) throws IOException {
      List<String> flags =
          Stream.concat(
                  Kit.opened(
                      "java.base/jdk.internal.access",
                      "java.base/jdk.internal.misc",
                      "java.base/java.io",
                      "java.base/java.lang",
                      "java.base/java.lang.invoke",
                      "java.base/java.math",
                      "java.base/java.net",
                      "java.base/java.nio",
                      "java.base/java.time",
                      "java.base/java.util",
                      "java.base/java.util.concurrent",
                      "java.base/java.util.concurrent.atomic",
                      "java.base/java.util.concurrent.locks",
                      "java.base/sun.nio.ch",
                      "java.base/sun.reflect.generics.reflectiveObjects",
                      "java.base/sun.util.calendar",
                      "java.management/com.sun.jmx.mbeanserver",
                      "java.sql/java.sql",
                      "jdk.internal.jvmstat/sun.jvmstat.monitor",
                      "jdk.management/com.sun.management.internal")
                      .stream(),
                  Stream.of("-DIGNITE_UPDATE_NOTIFIER=false", "-DIGNITE_NO_ASCII=true"))
              .toList();
      String one = Kit.port();
      String two = Kit.port();
      return new Plan(
          List.of(),
          List.of(
              kit.serving("IgniteServerMain", flags, Kit.port(), one, one, two),
              kit.serving("IgniteServerMain", flags, Kit.port(), two, one, two)),
          kit.calling("IgniteClientMain", flags, bulk(), Kit.port(), one, two));
    }
  },

  JPPF("JPPF", "a job", 5000) {
    @Override
    Plan plan(Kit kit) throws IOException {
      String driver = Kit.port();
      return new Plan(
          List.of(kit.serving("JppfDriverMain", List.of(), driver)),
          List.of(
              kit.serving("JppfNodeMain", List.of(), driver, Kit.port()),
              kit.serving("JppfNodeMain", List.of(), driver, Kit.port())),
          kit.calling("JppfClientMain", List.of(), bulk(), driver));
    }

    @Override
    String caution() {
      return " (it knows no way to listen on 127.0.0.1 alone, so it listens on all addresses)";
    }
  },

  GEARMAN("Gearman", "jobs in one write", 1000) {
    @Override
    Plan plan(Kit kit) throws IOException {
      String port = Kit.port();
      String server = gearmand().orElseThrow().toString();
      return new Plan(
          List.of(
              new ProcessBuilder(
                  server, "-L", "127.0.0.1", "-p", port, "-l", "stderr", "-P", "pid")),
          List.of(kit.gearman("GearmanWorkerMain", port), kit.gearman("GearmanWorkerMain", port)),
          kit.gearman("GearmanClientMain", bulk(), port));
    }

    @Override
    Optional<String> missing() {
      return gearmand().isPresent() ? Optional.empty() : Optional.of("gearmand is not installed.");
    }

    private Optional<Path> gearmand() {
      return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator, -1))
          .map(folder -> Path.of(folder, "gearmand"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  };

  private final String words;
  private final String many;
  private final int bulk;

  /**
   * @param many how it is best at many tasks
   * @param bulk how many it is given at once then
   */
  Peer(String words, String many, int bulk) {
    this.words = words;
    this.many = many;
    this.bulk = bulk;
  }

  /** Its processes, on ports that are free now. */
  abstract Plan plan(Kit kit) throws IOException;

  /** Why it cannot be measured here, if it cannot. */
  Optional<String> missing() {
    return Optional.empty();
  }

  /** What is said when it starts, beside its name. */
  String caution() {
    return "";
  }

  /** Its name, for people. */
  String words() {
    return words;
  }

  /** What it does in a line, for people. */
  String words(Line line) {
    String how =
        switch (line.work()) {
          case ONE -> line.threads() == 1 ? "1 thread" : line.threads() + " threads";
          case ASYNC -> Line.OUTSTANDING + " outstanding";
          default -> many + ", " + bulk + " at a time";
        };
    return words + " " + line + ": " + how;
  }

  /** The name of the folder with its jars. */
  String jars() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many tasks it is given at once, as an argument. */
  String bulk() {
    return String.valueOf(bulk);
  }
}
