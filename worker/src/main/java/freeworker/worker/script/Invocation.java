package freeworker.worker.script;

import freeworker.wire.job.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a script is started with.
 *
 * @param words the program, and what it is told
 * @param room how many bytes of address space it may have; 0 for any
 */
record Invocation(List<String> words, long room) {
  private static final String ENDINGS =
      "Begin it with a line such as '#!/usr/bin/env python3', or name it"
          + " *.py, *.sh, *.bash, *.js, *.java, *.jar, *.rb or *.pl.";

  private static final Map<String, String> INTERPRETERS =
      Map.of(
          "py", "python3", "sh", "sh", "bash", "bash", "js", "node", "mjs", "node", "rb", "ruby",
          "pl", "perl");

  /** The longest word that Linux lets a program be told, with its end. */
  private static final int LONGEST_WORD = 128 << 10;

  /** In KiB; Java refuses less. */
  private static final long LEAST_HEAP = 2 << 10;

  Invocation {
    words = List.copyOf(words);
  }

  /** How a script is started whose files are in their folder. */
  static Invocation of(Script script, JobFolder folder, SearchPath path) throws NotBegun {
    check(script.arguments());
    if (!script.input().isEmpty()) {
      present(script.input(), folder);
    }
    return switch (script.how()) {
      case COMMAND -> program(script, List.of(command(script.program(), folder, path)));
      case JAR -> jar(script, present(script.program(), folder));
      case FILE -> file(script, folder, path);
    };
  }

  private static void check(List<String> arguments) throws NotBegun {
    int number = 0;
    for (String word : arguments) {
      number++;
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      if (length >= LONGEST_WORD) {
        throw new NotBegun(
            NotBegun.UNUSABLE,
            String.format(
                Locale.ROOT,
                "argument %d has %d bytes, a program can be told %d at once."
                    + " Put them into a file (--with).",
                number,
                length,
                LONGEST_WORD - 1));
      }
      if (word.indexOf('\0') >= 0) {
        throw new NotBegun(
            NotBegun.UNUSABLE,
            "argument " + number + " holds a NUL, which no program can be told.");
      }
    }
  }

  private static String present(String path, JobFolder folder) throws NotBegun {
    if (!Files.isRegularFile(folder.file(path), LinkOption.NOFOLLOW_LINKS)) {
      throw new NotBegun(
          NotBegun.MISSING, "'" + path + "' is not one of the files of the job (--with).");
    }
    return text(folder, path);
  }

  /** A path as text; the letters of the name are those that it came with. */
  private static String text(JobFolder folder, String path) {
    return folder.files() + "/" + path;
  }

  private static String command(String name, JobFolder folder, SearchPath path) throws NotBegun {
    if (name.indexOf('/') < 0) {
      return text(path.need(name, "Install it there, or submit it as a file."), name);
    }
    Path file = folder.file(name);
    if (!Files.isRegularFile(file)) {
      throw new NotBegun(
          NotBegun.MISSING,
          name + " is not on this worker (" + SearchPath.host() + "). Submit it as a file.");
    }
    if (!Files.isExecutable(file)) {
      throw new NotBegun(
          NotBegun.UNUSABLE,
          name
              + " may not be run on this worker ("
              + SearchPath.host()
              + "): it is not executable.");
    }
    return name.startsWith("/") ? name : text(folder, name);
  }

  private static String text(Path found, String name) {
    return found.getParent() + "/" + name;
  }

  private static Invocation file(Script script, JobFolder folder, SearchPath path) throws NotBegun {
    String file = present(script.program(), folder);
    try {
      FirstLine line = FirstLine.of(folder.file(script.program()));
      if (!line.interpreter().isEmpty()) {
        List<String> words = new ArrayList<>(interpreter(line, script, folder, path));
        words.add(file);
        return program(script, words);
      }
      return byEnding(script, file, folder, path, line.ours());
    } catch (IOException e) {
      throw new NotBegun(
          NotBegun.UNUSABLE, "'" + script.program() + "' cannot be read: " + e.getMessage());
    }
  }

  /** What the kernel would run for this line; what env would look for is looked for here. */
  private static List<String> interpreter(
      FirstLine line, Script script, JobFolder folder, SearchPath path) throws NotBegun {
    String name = line.interpreter();
    String argument = line.argument();
    String advice = "The first line of '" + script.program() + "' asks for it.";
    if (name.endsWith("/env")
        && !argument.isEmpty()
        && !argument.startsWith("-")
        && argument.indexOf('=') < 0) {
      return List.of(text(path.need(argument, advice), argument));
    }
    String program;
    if (name.indexOf('/') < 0) {
      program = text(path.need(name, advice), name);
    } else if (Files.isExecutable(folder.file(name))) {
      program = name.startsWith("/") ? name : text(folder, name);
    } else {
      throw new NotBegun(
          NotBegun.MISSING, name + " is not on this worker (" + SearchPath.host() + "). " + advice);
    }
    return argument.isEmpty() ? List.of(program) : List.of(program, argument);
  }

  private static Invocation byEnding(
      Script script, String file, JobFolder folder, SearchPath path, boolean ours)
      throws NotBegun, IOException {
    String name = script.program();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (ending.equals("jar")) {
      return jar(script, file);
    }
    if (ending.equals("java")) {
      return java(script, List.of(file));
    }
    String interpreter = INTERPRETERS.get(ending);
    if (interpreter != null) {
      Path found = path.need(interpreter, "'" + name + "' needs it; install it there.");
      return program(script, List.of(text(found, interpreter), file));
    }
    Path itself = folder.file(name);
    if (ours) {
      JobFolder.makeExecutable(itself);
    } else if (!Files.isExecutable(itself)) {
      throw new NotBegun(
          NotBegun.UNUSABLE, "'" + name + "' does not say what is to run it. " + ENDINGS);
    }
    return program(script, List.of(file));
  }

  private static Invocation jar(Script script, String file) {
    return java(
        script,
        script.main().isEmpty() ? List.of("-jar", file) : List.of("-cp", file, script.main()));
  }

  /** The Java of this worker; it reserves far more addresses than it uses, so its heap is bound. */
  private static Invocation java(Script script, List<String> rest) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (script.memory() > 0) {
      words.add("-Xmx" + Math.max(LEAST_HEAP, script.memory() >> 10) + "k");
    }
    words.addAll(rest);
    words.addAll(script.arguments());
    return new Invocation(words, 0);
  }

  private static Invocation program(Script script, List<String> first) {
    List<String> words = new ArrayList<>(first);
    words.addAll(script.arguments());
    return new Invocation(words, script.memory());
  }
}
