package freeworker.challenge;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A user's own program in one source file. */
record SourceFile(Path path) {
  /**
   * What the compiler made of it.
   *
   * @param program the name of the first class in the file
   * @param files all class files, by the names of their classes
   */
  record Compiled(String program, Map<String, byte[]> files) {
    Compiled {
      files = Map.copyOf(files);
    }
  }

  /**
   * Compiles the file, in memory alone.
   *
   * @param said hears what the compiler has to say
   * @throws ChallengeFailure when there is no such file, or it does not compile
   */
  Compiled compile(List<Path> classPath, Writer said) {
    if (!Files.isRegularFile(path)) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT,
          "no source file " + path + ".",
          "Name one:  challenge run Mine.java");
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new ChallengeFailure(
          ChallengeFailure.UNAVAILABLE,
          "the Java at " + System.getProperty("java.home") + " has no compiler.",
          "Use a JDK, or compile " + path + " elsewhere.");
    }
    var classes = new ArrayList<String>();
    var files = new HashMap<String, ByteArrayOutputStream>();
    boolean done;
    try (StandardJavaFileManager disk =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        var memory = new Memory(disk, files)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              said, memory, null, options(classPath), null, disk.getJavaFileObjects(path));
      ((JavacTask) task).addTaskListener(new ClassNames(classes));
      done = task.call();
    } catch (IOException e) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT, path + " cannot be read: " + e.getMessage(), "", e);
    }
    if (!done) {
      throw new ChallengeFailure(ChallengeFailure.BAD_DATA, path + " does not compile.", "");
    }
    if (classes.isEmpty()) {
      throw new ChallengeFailure(
          ChallengeFailure.BAD_DATA,
          path + " holds no class.",
          "Put a public static method in one.");
    }
    return new Compiled(
        classes.get(0),
        files.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toByteArray())));
  }

  private static List<String> options(List<Path> classPath) {
    return List.of(
        "--release",
        String.valueOf(Runtime.version().feature()),
        "-g",
        "-parameters",
        "-proc:none",
        "--class-path",
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }

  /** Hears the names of the top-level classes of a file, in their order. */
  private record ClassNames(List<String> names) implements TaskListener {
    @Override
    public void finished(TaskEvent event) {
      CompilationUnitTree unit = event.getCompilationUnit();
      if (event.getKind() != TaskEvent.Kind.PARSE || unit == null) {
        return;
      }
      String folder = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
      for (Tree type : unit.getTypeDecls()) {
        if (type instanceof ClassTree named) {
          names.add(folder + named.getSimpleName());
        }
      }
    }
  }

  /** Keeps what the compiler writes. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> files;

    Memory(JavaFileManager disk, Map<String, ByteArrayOutputStream> files) {
      super(disk);
      this.files = files;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      return new SimpleJavaFileObject(
          java.net.URI.create("memory:/" + className.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          var bytes = new ByteArrayOutputStream();
          files.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
