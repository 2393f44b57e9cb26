package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.Task;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assembled home holds what its programs need, and its launchers start them from anywhere. */
final class HomeTest {
  private static final Path HOME = Path.of(System.getProperty("freeworker.home")).normalize();

  /** What a launcher needs of a system, Java aside. */
  private static final List<String> TOOLS =
      List.of("dirname", "readlink", "sed", "find", "head", "ls", "mkdir", "ln", "rm", "sleep");

  private record Ended(int code, String out, String err) {}

  @BeforeAll
  static void theHomeIsBuilt() {
    assertTrue(Files.isDirectory(HOME), HOME + " is missing: it is assembled by mvn verify");
  }

  @Test
  void everyJarThatAManifestNamesIsInTheHome() throws IOException {
    var missing = new TreeSet<String>();
    try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
      for (Path jar : jars.filter(path -> name(path).startsWith("freeworker-")).toList()) {
        for (String needed : classPath(jar)) {
          if (!Files.exists(jar.resolveSibling(needed))) {
            missing.add(name(jar) + " needs " + needed);
          }
        }
      }
    }

    assertEquals(Set.of(), missing);
  }

  @Test
  void aWorkerNeedsTheJarOfTheApiAndItsOwn() throws IOException {
    assertEquals(
        Set.of("freeworker-api.jar"), classPath(HOME.resolve("lib/freeworker-worker.jar")));
    assertEquals(Set.of(), classPath(HOME.resolve("lib/freeworker-api.jar")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"benchmark", "broker", "challenge", "deploy", "grapher", "key", "worker"})
  void aLauncherStartsFromAnyFolderThroughASymbolicLinkAndSaysNothingOfItsOwn(
      String command, @TempDir Path folder) throws Exception {
    Path spaced = Files.createDirectory(folder.resolve("two words"));
    Path first =
        Files.createSymbolicLink(spaced.resolve("first"), HOME.resolve("bin").resolve(command));
    Path link = Files.createSymbolicLink(spaced.resolve(command), Path.of("first"));

    Ended ended =
        run(spaced, Map.of("JAVA_HOME", System.getProperty("java.home")), link, "--version");
    Files.delete(first);
    Files.delete(link);

    assertEquals("", ended.err());
    assertEquals(0, ended.code());
    assertFalse(ended.out().isBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "challenge", "grapher", "key"})
  void aProgramReadsItsClassesFromTheArchiveThatTheBuildMade(String command, @TempDir Path folder)
      throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    Map<String, String> logging =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "JAVA_OPTS",
            "-Xlog:class+load:file=" + loaded);

    assertEquals(0, run(folder, logging, HOME.resolve("bin").resolve(command), "--version").code());

    long shared =
        Files.readAllLines(loaded).stream()
            .filter(line -> line.contains("freeworker.") && line.contains("shared objects file"))
            .count();
    assertTrue(shared > 0, () -> "no class of ours is shared: see target/archive.log");
  }

  @Test
  void aWorkerReadsItsClassesFromTheArchiveThatTheBuildMade(@TempDir Path folder) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Engine engine = broker.engine()) {
      List<String> flags = engine.run(new Look());

      assertTrue(
          flags.stream().anyMatch(flag -> flag.startsWith("-XX:SharedArchiveFile=")),
          flags::toString);
      assertTrue(flags.contains("mapped"), flags::toString);
    }
  }

  /** What a worker was told, and whether it has its archive in memory, where that can be seen. */
  private record Look() implements Task<List<String>> {
    @Override
    public List<String> run() throws IOException {
      var seen = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
      Path maps = Path.of("/proc/self/maps");
      seen.add(
          !Files.exists(maps) || Files.readString(maps).contains("/worker.jsa")
              ? "mapped"
              : "not mapped");
      return seen;
    }
  }

  @Test
  void aHomeThatWasCopiedStartsAsWellThoughItsArchiveNamesAnother(@TempDir Path folder)
      throws Exception {
    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(HOME)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(HOME.relativize(file).toString()));
      }
    }

    Path loaded = folder.resolve("loaded.txt");
    Ended ended =
        run(
            folder,
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-Xlog:class+load:file=" + loaded),
            copy.resolve("bin/challenge"),
            "--version");

    assertEquals("", ended.err());
    assertTrue(ended.out().startsWith("freeworker "), ended::out);
    assertEquals(1, ended.out().lines().count(), ended::out);
    List<String> own =
        Files.readAllLines(loaded).stream()
            .filter(line -> line.contains(" java.lang.Object "))
            .toList();
    assertTrue(own.get(0).contains("shared objects file"), own::toString);
  }

  @Test
  void benchmarkIsStartedAsChallengeIsSoThatItStartsItsClientsInTheSameWay() throws IOException {
    String benchmark = Files.readString(HOME.resolve("bin/benchmark"));
    String challenge = Files.readString(HOME.resolve("bin/challenge"));

    assertEquals(
        challenge
            .replace("ChallengeMain", "BenchmarkMain")
            .replaceAll("(?m)^#.*\n", "")
            // A sweep has none of the tasks for which another compiler is chosen.
            .replaceAll("(?s)compiler=(\\S+)\nfor word .*done\n(.*)\"\\$compiler\"", "$2$1"),
        benchmark.replaceAll("(?m)^#.*\n", ""));
  }

  @Test
  void aLauncherGivesItsProgramTheUsersOptionsAndEachArgumentAsItIs(@TempDir Path folder)
      throws Exception {
    Path java = fakeJava(folder, "17.0.1", "#!/bin/sh\nprintf '<%s>' \"$@\"\n");

    Ended ended =
        run(
            folder,
            Map.of("JAVA_HOME", java.toString(), "JAVA_OPTS", "-Xmx64m -Dstar=*"),
            HOME.resolve("bin/challenge"),
            "two words",
            "",
            "*",
            "--",
            "$HOME");

    assertTrue(
        ended.out().endsWith("ChallengeMain><two words><><*><--><$HOME>"), () -> "ran " + ended);
    assertTrue(ended.out().contains("<-Xmx64m><-Dstar=*>"), () -> "ran " + ended);
  }

  @Test
  void withoutJava17ALauncherSaysWhatIsThereAndHowToGetIt(@TempDir Path folder) throws Exception {
    Path java = fakeJava(folder, "11.0.2", "#!/bin/sh\necho must not run\n");
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      executable(tools.resolve(tool), "#!/bin/sh\nexec " + real(tool) + " \"$@\"\n");
    }

    Ended ended =
        run(
            folder,
            Map.of("JAVA_HOME", java.toString(), "PATH", tools.toString()),
            HOME.resolve("bin/broker"),
            "2");

    assertEquals(69, ended.code());
    assertEquals("", ended.out());
    assertTrue(
        ended
            .err()
            .startsWith(
                "Java 17 or later is missing. Found only: " + java + "/bin/java is Java 11."),
        ended::err);
    assertTrue(
        ended.err().contains("apt install") && ended.err().contains("JAVA_HOME"), ended::err);
  }

  private static Path fakeJava(Path folder, String version, String program) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(Files.createDirectory(home.resolve("bin")).resolve("java"), program);
    return home;
  }

  private static void executable(Path path, String script) throws IOException {
    Files.writeString(path, script);
    assertTrue(path.toFile().setExecutable(true), path::toString);
  }

  private static Path real(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static Ended run(
      Path folder, Map<String, String> environment, Path program, String... rest)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    var builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("/bin/sh", program.toString()), Stream.of(rest)).toList());
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JAVA_OPTS");
    builder.environment().put("FREEWORKER_HOME", folder.resolve("home").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(program + " ran for more than a minute");
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Set<String> classPath(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      String entries = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return entries == null ? Set.of() : Set.of(entries.split(" "));
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
