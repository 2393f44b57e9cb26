package freeworker.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client's errand: a process of its own that borrows a worker and prints the right square. */
final class ChallengeProcess implements Clients.Errand {
  private final List<String> command;
  private final Work work;
  private final Path folder;
  private final Duration patience;

  /**
   * @param folder where the process may leave what it says
   * @param patience how long a process may take
   */
  ChallengeProcess(List<String> command, Work work, Path folder, Duration patience) {
    this.command = List.copyOf(command);
    this.work = work;
    this.folder = folder;
    this.patience = patience;
  }

  @Override
  public void run(int client) throws InterruptedException {
    Path out = folder.resolve("client-" + client + ".out");
    Path err = folder.resolve("client-" + client + ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
          throw failed("challenge did not end within " + patience.toSeconds() + " s");
        }
      } finally {
        process.destroyForcibly();
      }
      check(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw failed("challenge could not be started: " + e.getMessage());
    }
  }

  /**
   * @throws ChallengeFailure unless the process did its task and said the right result
   */
  void check(int code, String out, String err) {
    if (code == ChallengeFailure.INTERRUPTED) {
      throw ChallengeFailure.interrupted();
    }
    if (code != 0) {
      String words = err.isBlank() ? "it said nothing" : err.strip().replaceAll("\\s*\\R\\s*", " ");
      throw failed("challenge ended with exit code %d: %s".formatted(code, unnamed(words)));
    }
    if (!out.strip().equals(work.answer())) {
      throw failed(
          "challenge %s printed '%s' instead of %s"
              .formatted(work.task(), cut(out.strip()), work.answer()));
    }
  }

  private static ChallengeFailure failed(String what) {
    return new ChallengeFailure(ChallengeFailure.FAILED, what, "");
  }

  private static String unnamed(String words) {
    return cut(words.startsWith("challenge: ") ? words.substring("challenge: ".length()) : words);
  }

  private static String cut(String words) {
    return words.length() <= 500 ? words : words.substring(0, 500) + "...";
  }
}
