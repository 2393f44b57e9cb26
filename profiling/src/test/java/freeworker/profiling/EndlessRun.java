package freeworker.profiling;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a profile until it is killed, refusing itself a second claim, and says when it has begun
 * to.
 */
final class EndlessRun {
  private EndlessRun() {}

  public static void main(String[] args) {
    ProfileWriter writer =
        ProfileWriter.open(
            Path.of(args[0]), 1, System::nanoTime, Sampler.UNKNOWN, System.err::println);
    boolean said = false;
    for (long lease = 1; ; lease++) {
      writer.add(event(Event.Kind.LENT, lease));
      LockSupport.parkNanos(Duration.ofNanos(100_000).toNanos());
      writer.add(event(Event.Kind.FREED, lease));
      if (!said && writer.rows() > 200) {
        said = true;
        System.out.println(refusesItself(writer.file()) ? "writing" : "claimed twice");
      }
    }
  }

  private static boolean refusesItself(Path file) {
    try {
      ProfileFiles.claim(file).close();
      return false;
    } catch (ProfileTaken e) {
      return true;
    }
  }

  private static Event event(Event.Kind kind, long lease) {
    return new Event(kind, 0, "t", "c", null, 0, 0, lease, System.nanoTime());
  }
}
