package freeworker.crew;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** As whom a worker process runs: a user of this machine, or whoever started its crew. */
public record Account(String name, int uid, int gid) {
  /** Whoever started the crew. */
  static final Account OWN = new Account("", -1, -1);

  private static final long LIMIT_SECONDS = 10;

  public Account {
    Objects.requireNonNull(name, "name");
  }

  /**
   * The user of this name.
   *
   * @throws IOException when this machine knows none
   */
  static Account of(String name) throws IOException {
    return new Account(name, id("-u", name), id("-g", name));
  }

  /** Whether this program runs as root. */
  static boolean amRoot() throws IOException {
    return said(List.of("id", "-u")).equals("0");
  }

  private static int id(String which, String name) throws IOException {
    return Integer.parseInt(said(List.of("id", which, "--", name)));
  }

  boolean own() {
    return uid < 0;
  }

  /** The same command, run as this user, who can never become another. */
  List<String> command(List<String> command) {
    if (own()) {
      return command;
    }
    List<String> words = new ArrayList<>();
    words.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid));
    words.addAll(List.of("--clear-groups", "--no-new-privs"));
    words.addAll(command);
    return words;
  }

  /** The first of these files that this user cannot read, or nothing. */
  String unreadable(List<Path> files) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("sh", "-c", "for f; do test -r \"$f\" || { echo \"$f\"; exit; }; done"));
    words.add("sh");
    files.forEach(file -> words.add(file.toString()));
    return said(command(words));
  }

  /** Removes a folder with the rights of this user, whom what is in it may lead anywhere. */
  void remove(Path folder) throws IOException {
    said(
        command(
            List.of("sh", "-c", "chmod -R u+rwX -- \"$1\"; rm -rf -- \"$1\"", "sh", folder + "")));
  }

  /**
   * What a command wrote.
   *
   * @throws IOException when it failed
   */
  static String said(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return said;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    throw new IOException(String.join(" ", command) + " failed");
  }
}
