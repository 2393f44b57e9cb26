package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.Task;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A language of the JVM besides Java. Its compiler is on the class path of the outer tests alone,
 * for it is many megabytes that a first build should not wait for.
 *
 * @param compiler the main class of the compiler
 * @param library a class of its standard library
 * @param options what the compiler is told
 */
record Language(String compiler, String library, List<String> options) {
  static final Language KOTLIN =
      new Language(
          "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
          "kotlin.Unit",
          List.of("-no-stdlib", "-no-reflect", "-jvm-target", "17"));

  static final Language SCALA =
      new Language("scala.tools.nsc.Main", "scala.Option", List.of("-release", "17"));

  /** Compiles a source file of this module; the loader has its classes. */
  URLClassLoader compile(Path folder, String source) throws IOException, InterruptedException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                compiler));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            jar(Task.class.getName()) + System.getProperty("path.separator") + jar(library),
            "-d",
            classes.toString(),
            Path.of(source).toAbsolutePath().toString()));
    try (Program program = Program.run(folder, command)) {
      assertEquals(0, program.awaitExit(), () -> program.out() + "\n" + program.err());
    }
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Language.class.getClassLoader());
  }

  private static Path jar(String type) {
    try {
      Class<?> found = Class.forName(type, false, Language.class.getClassLoader());
      return Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(type + " is not here. Run the outer tests with -Pouter.", e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
