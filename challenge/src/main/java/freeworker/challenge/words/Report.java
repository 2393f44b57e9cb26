package freeworker.challenge.words;

import java.time.Duration;
import java.util.List;

/**
 * What a count has found, and what it cost.
 *
 * @param bytes those that were read
 * @param words all that were found
 * @param distinct those in the result, each once
 * @param troubles what was not read, as far as it is known one by one
 * @param unread how many parts of files were not read
 * @param oddities broken bytes and words that were left out, as far as they are known one by one
 * @param phases one for each, in their order
 * @param spans when each member did what
 * @param disk how many members had to put words on disk
 * @param writing how long the caller wrote the result
 */
public record Report(
    int members,
    int files,
    long bytes,
    long words,
    long distinct,
    List<Trouble> troubles,
    long unread,
    List<Oddity> oddities,
    long brokenFiles,
    long brokenBytes,
    long leftOut,
    List<PhaseCost> phases,
    List<Span> spans,
    List<Range> ranges,
    Balance balance,
    int disk,
    Duration writing) {
  public Report {
    troubles = List.copyOf(troubles);
    oddities = List.copyOf(oddities);
    phases = List.copyOf(phases);
    spans = List.copyOf(spans);
    ranges = List.copyOf(ranges);
  }

  /** A file with broken bytes, or words too long to be counted. */
  public record Oddity(String file, long brokenBytes, long leftOut) {}

  /**
   * What a phase cost.
   *
   * @param callerLetters those that the caller sent or got
   * @param letters those that went from member to member
   */
  public record PhaseCost(
      Phase phase,
      Duration time,
      long callerLetters,
      long callerBytes,
      long letters,
      long memberBytes) {}

  /**
   * When a member, or the caller as rank -1, was at a phase, counted from the begin of the whole.
   */
  public record Span(Phase phase, int rank, Duration begin, Duration end) {}

  /** The frequencies of a member's words; both ends may be shared with its neighbours. */
  public record Range(long from, long to) {}

  /**
   * The largest share over the mean one.
   *
   * @param read of the bytes that a member reads
   * @param owned of the bytes of the words that it owns
   * @param ranged of the bytes of its range
   */
  public record Balance(double read, double owned, double ranged) {
    /** Of some shares; 1 when there is nothing to share. */
    static double of(long[] shares) {
      long most = 0;
      long sum = 0;
      for (long share : shares) {
        most = Math.max(most, share);
        sum += share;
      }
      return sum == 0 ? 1 : most * (double) shares.length / sum;
    }
  }

  /** Whether all was counted that was to be. */
  public boolean whole() {
    return unread == 0 && troubles.isEmpty() && leftOut == 0;
  }

  /** How long the six phases took. */
  public Duration elapsed() {
    return phases.stream().map(PhaseCost::time).reduce(Duration.ZERO, Duration::plus);
  }

  /** How long only the caller worked: names out, redistribution, and writing what it collects. */
  public Duration serial() {
    return time(Phase.NAMES_OUT).plus(time(Phase.REDISTRIBUTION)).plus(writing);
  }

  private Duration time(Phase phase) {
    return phases.stream()
        .filter(cost -> cost.phase() == phase)
        .map(PhaseCost::time)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * Which share of all work only one party can do, where the members' work is their time taken as
   * often as there are members.
   */
  public double serialShare() {
    double alone = serial().toNanos();
    double together = elapsed().toNanos() - alone;
    double all = alone + together * members;
    return all == 0 ? 0 : alone / all;
  }

  /** How many times as fast as one so many members can be at most, by Amdahl's law. */
  public double bound(int workers) {
    return 1 / (serialShare() + (1 - serialShare()) / workers);
  }
}
