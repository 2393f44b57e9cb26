package freeworker.challenge;

import freeworker.Engine;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A user's source file, compiled, with the jars and folders that it needs. */
final class UserProgram implements AutoCloseable {
  private final SourceFile source;
  private final URLClassLoader loader;
  private final Class<?> first;

  private UserProgram(SourceFile source, URLClassLoader loader, Class<?> first) {
    this.source = source;
    this.loader = loader;
    this.first = first;
  }

  /**
   * Compiles it, in memory alone.
   *
   * @param classPath jars and folders, as a command line has them
   * @param said hears what the compiler has to say
   * @throws ChallengeFailure when something is not there, or it does not compile
   */
  static UserProgram of(Path file, String classPath, PrintWriter said) throws IOException {
    var source = new SourceFile(file);
    List<Path> jars = jars(classPath);
    List<Path> compileWith = new ArrayList<>(jars);
    compileWith.add(api());
    SourceFile.Compiled compiled = source.compile(compileWith, said);
    var loader =
        new URLClassLoader(
            new MemoryClasses(compiled.files()).with(jars), Engine.class.getClassLoader());
    return new UserProgram(source, loader, program(loader, compiled.program()));
  }

  /**
   * The function that the user means.
   *
   * @param called its name, null for the only one there is
   * @param count how many arguments it is given
   * @throws ChallengeFailure when there is none, or more than one
   */
  UserFunction function(@Nullable String called, int count) {
    return UserFunction.of(first, called, count);
  }

  /** Which frames of a remote stack are of this file. */
  Predicate<String> own() {
    String name = "(" + source.path().getFileName() + ":";
    return frame -> frame.contains(name);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  private static List<Path> jars(String classPath) {
    List<Path> paths = new ArrayList<>();
    var parts = new StringTokenizer(classPath, File.pathSeparator);
    while (parts.hasMoreTokens()) {
      Path path = Path.of(parts.nextToken());
      if (!Files.exists(path)) {
        throw new ChallengeFailure(
            ChallengeFailure.NO_INPUT, "no " + path + ", which --class-path names.", "");
      }
      paths.add(path);
    }
    return paths;
  }

  private static Path api() {
    try {
      return Path.of(Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The jar of " + Engine.class + " is at no place", e);
    }
  }

  private static Class<?> program(ClassLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The compiler made no " + name, e);
    }
  }
}
