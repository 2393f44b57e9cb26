package freeworker.worker.script;

import freeworker.wire.job.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/*
 * A JVM whose locale is C (on Java 17) cannot tell a program what is not ASCII, so the words are in a
 * file, each in single quotes, between which a shell changes nothing; then it becomes the program.
 */
/** The lines by which a script's own process becomes its program, told every word unchanged. */
final class LaunchFile {
  /** What a script learns of the environment of this worker; everything else may be a secret. */
  private static final Set<String> LEARNED = Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

  private static final String SHELL = "/bin/sh";
  private static final String LOCALE = "C.UTF-8";

  private final Script script;
  private final JobFolder folder;
  private final SearchPath path;

  LaunchFile(Script script, JobFolder folder, SearchPath path) {
    this.script = script;
    this.folder = folder;
    this.path = path;
  }

  /** Starts the program in a process group of its own, of which the mark is in the environment. */
  Process start(Invocation invocation, String mark) throws NotBegun {
    Optional<Path> setsid = path.find("setsid");
    Path launch = folder.place().resolve("launch");
    List<String> command = new ArrayList<>();
    String lines;
    if (setsid.isPresent()) {
      command.add(setsid.get().toString());
      command.add(SHELL);
      lines = "echo $$ >" + quoted(path("group")) + "\n" + becoming(invocation);
    } else {
      // Not every shell has job control without a terminal; bash does.
      command.add(path.find("bash").map(Path::toString).orElse(SHELL));
      lines =
          "set -m\n(\n"
              + becoming(invocation)
              + ") &\necho $! >"
              + quoted(path("group"))
              + "\nexec >/dev/null 2>&1\nwait $!\n";
    }
    command.add(launch.toString());
    try {
      Files.write(launch, lines.getBytes(StandardCharsets.UTF_8));
      var builder =
          new ProcessBuilder(command)
              .directory(folder.files().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      scrub(builder.environment());
      builder.environment().put(Offspring.MARK, mark);
      return builder.start();
    } catch (IOException e) {
      throw new NotBegun(NotBegun.UNUSABLE, "no process could be started: " + e.getMessage());
    }
  }

  /** Whether the system refused to run the program. */
  boolean refused() {
    return Files.exists(folder.place().resolve("refused"));
  }

  private void scrub(Map<String, String> environment) {
    environment.keySet().retainAll(LEARNED);
    environment.values().removeIf(value -> value.equals("C") || value.equals("POSIX"));
    if (!environment.containsKey("LANG") && !environment.containsKey("LC_ALL")) {
      environment.put("LANG", LOCALE);
      environment.put("LC_ALL", LOCALE);
    }
    environment.put("PATH", path.folders());
  }

  private String becoming(Invocation invocation) {
    var lines = new StringBuilder();
    told()
        .forEach(
            (name, value) ->
                lines
                    .append("export ")
                    .append(name)
                    .append('=')
                    .append(quoted(value))
                    .append('\n'));
    if (invocation.room() > 0) {
      lines.append(
          String.format(
              Locale.ROOT, "ulimit -v %d 2>/dev/null\n", Math.max(1, invocation.room() >> 10)));
    }
    // Done only when there is no program to become; for bash that has to be said.
    lines.append("refused() { echo >").append(quoted(path("refused"))).append("; }\n");
    lines.append("trap refused EXIT\nshopt -s execfail 2>/dev/null\nexec");
    for (String word : invocation.words()) {
      lines.append(' ').append(quoted(word));
    }
    String input = script.input().isEmpty() ? "/dev/null" : folder.files() + "/" + script.input();
    lines.append(" <").append(quoted(input));
    lines.append(" >").append(quoted(path("out")));
    lines.append(" 2>").append(quoted(path("err")));
    return lines.append("\nexit\n").toString();
  }

  private Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    String user = System.getProperty("user.name");
    told.put("HOME", folder.files().toString());
    told.put("TMPDIR", folder.files().toString());
    told.put("USER", user);
    told.put("LOGNAME", user);
    told.put("FREEWORKER_JOB_NAME", script.name());
    if (script.element() != Script.ALONE) {
      told.put("FREEWORKER_JOB_ELEMENT", Long.toString(script.element()));
    }
    return told;
  }

  private String path(String name) {
    return folder.place() + "/" + name;
  }

  /** A word as a shell reads it unchanged. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
