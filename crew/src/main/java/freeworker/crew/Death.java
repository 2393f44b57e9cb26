package freeworker.crew;

import java.util.List;
import java.util.Objects;

/**
 * How a worker process ended.
 *
 * @param name by which it came to the broker
 * @param ours why its crew ended it, empty when it did not
 * @param memory the bytes of heap that it might have
 * @param lastWords the last lines of its output
 */
public record Death(
    String name,
    int number,
    long epoch,
    long pid,
    int exitCode,
    String ours,
    long memory,
    List<String> lastWords) {
  private static final int SIGNALLED = 128;
  private static final int CANCELLED = 75;

  public Death {
    lastWords = List.copyOf(lastWords);
    Objects.requireNonNull(lastWords, "lastWords");
    Objects.requireNonNull(ours, "ours");
    Objects.requireNonNull(name, "name");
  }

  /** Whether it ended for a task that its own client had cancelled, which is no fault. */
  public boolean cancelled() {
    return exitCode == CANCELLED;
  }

  /** What a person would say: {@code pid 4711 was killed by signal 9}. */
  public String how() {
    String last = lastWords.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastWords);
    return "pid " + pid + " " + (ours.isEmpty() ? end() : "was ended: " + ours) + last;
  }

  private String end() {
    // The codes above 70 are those of a worker that ends itself.
    return switch (exitCode) {
      case 3 ->
          lastWords.stream().anyMatch(line -> line.contains("OutOfMemoryError"))
              ? "ran out of memory (exit code 3): it may have "
                  + (memory >> 20)
                  + " MiB, --worker-memory gives it more"
              : "ended with exit code 3";
      case 71 -> "ended because an older task did not stop (exit code 71)";
      case 72 -> "ended because its client was gone (exit code 72)";
      case 73 -> "ended because its broker did not answer (exit code 73)";
      case 74 -> "ended because a task left a thread behind (exit code 74)";
      case CANCELLED -> "ended because its task was cancelled and did not stop (exit code 75)";
      case 76 -> "ended because a process of a job did not end (exit code 76)";
      default ->
          exitCode > SIGNALLED && exitCode <= SIGNALLED + 64
              ? "was killed by signal " + (exitCode - SIGNALLED)
              : "ended with exit code " + exitCode;
    };
  }
}
