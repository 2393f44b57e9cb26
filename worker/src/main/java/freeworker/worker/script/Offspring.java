package freeworker.worker.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/*
 * On Linux a process is the script's when it is younger than the guard, and is in the session of the
 * script, or has its mark in its environment, or works in its folder, or was started by such a one.
 * Elsewhere it is found only by who started whom.
 */
/** What a script started, and what that started. */
final class Offspring {
  /** The variable in the environment that tells the processes of one run from all others. */
  static final String MARK = "FREEWORKER_MARK";

  private static final Path PROC = Path.of("/proc");
  private static final boolean LINUX = Files.isReadable(PROC.resolve("self/environ"));
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(5);
  private static final long BETWEEN_LOOKS = TimeUnit.MICROSECONDS.toNanos(500);

  private final Process script;
  private final Guard guard;
  private final Path folder;
  private final String mark;
  private final long born;

  Offspring(Process script, Guard guard, JobFolder folder, String mark) {
    this.script = script;
    this.guard = guard;
    this.folder = folder.files();
    this.mark = MARK + "=" + mark;
    born = LINUX ? birth(guard.pid()) : 0;
  }

  /** A process as Linux shows it. */
  private record Seen(long pid, boolean dead, long parent, long session, long born) {
    /** Reads what stands behind the name, which may hold anything. */
    static Seen of(long pid) throws IOException {
      String text = read(pid, "stat");
      String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return new Seen(
          pid,
          words[0].equals("Z") || words[0].equals("X"),
          Long.parseLong(words[1]),
          Long.parseLong(words[3]),
          Long.parseLong(words[19]));
    }
  }

  private static String read(long pid, String file) throws IOException {
    return new String(
        Files.readAllBytes(PROC.resolve(pid + "/" + file)), StandardCharsets.ISO_8859_1);
  }

  private static long birth(long pid) {
    try {
      return Seen.of(pid).born();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Ends all of it.
   *
   * @return what could not be ended, for people; empty when nothing is left
   */
  String end() {
    List<ProcessHandle> left = alive();
    if (LINUX && left.isEmpty()) {
      return "";
    }
    // All of a group at once, so that nobody in it starts another one meanwhile.
    guard.strike("KILL");
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + LIMIT;
    while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
      left.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(BETWEEN_LOOKS);
      interrupted |= Thread.interrupted();
      left = alive();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return left.stream()
        .map(process -> "process " + process.pid())
        .collect(Collectors.joining(", "));
  }

  private List<ProcessHandle> alive() {
    if (!LINUX) {
      List<ProcessHandle> found = new ArrayList<>(script.descendants().toList());
      if (script.isAlive()) {
        found.add(script.toHandle());
      }
      return found;
    }
    Set<Long> ours = new HashSet<>();
    List<Seen> others = new ArrayList<>();
    for (Seen process : young()) {
      if (isOurs(process)) {
        ours.add(process.pid());
      } else {
        others.add(process);
      }
    }
    while (others.removeIf(process -> ours.contains(process.parent()) && ours.add(process.pid()))) {
      // Their children are looked at in the next round.
    }
    List<ProcessHandle> found = new ArrayList<>();
    ours.forEach(pid -> ProcessHandle.of(pid).ifPresent(found::add));
    return found;
  }

  private List<Seen> young() {
    List<Seen> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : all) {
        long pid = Long.parseLong(folder.getFileName().toString());
        if (pid != guard.pid() && pid != ProcessHandle.current().pid()) {
          see(pid, found);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new IllegalStateException("/proc cannot be read any more", e);
    }
    return found;
  }

  private void see(long pid, List<Seen> found) {
    try {
      Seen process = Seen.of(pid);
      if (!process.dead() && process.born() >= born) {
        found.add(process);
      }
    } catch (IOException e) {
      // It has ended meanwhile.
    }
  }

  private boolean isOurs(Seen process) {
    if (process.session() == script.pid()) {
      return true;
    }
    try {
      return read(process.pid(), "environ").contains(mark)
          || Files.readSymbolicLink(PROC.resolve(process.pid() + "/cwd")).startsWith(folder);
    } catch (IOException e) {
      // Somebody else's, or it has ended meanwhile.
      return false;
    }
  }
}
