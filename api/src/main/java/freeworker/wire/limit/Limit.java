package freeworker.wire.limit;

import freeworker.wire.parcel.Limits;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A bound that an operator can see; most of them can be set. */
public enum Limit {
  CONNECTIONS(
      Unit.COUNT,
      2,
      1_000_000,
      // One inside TLS with a half of a call in its buffers, and as much again to spare.
      process -> Math.min(4_096, Math.max(2, process.heap() / (256 << 10))),
      "connections that clients have open in all"),
  CONNECTIONS_PER_KEY(
      Unit.COUNT,
      1,
      1_000_000,
      process -> Math.min(1_024, process.of(CONNECTIONS) / 2),
      "connections open with one key; a call by relay is two"),
  CONNECTIONS_PER_PROCESS(Unit.COUNT, 128, "connections that one worker process has open"),
  CONNECTIONS_UNPROVED(
      Unit.COUNT,
      1,
      100_000,
      process -> 256,
      "connections that have proved nothing yet; of more the oldest is cut"),
  PROOF_TIME(
      Unit.TIME,
      100_000_000L,
      600_000_000_000L,
      process -> 5_000_000_000L,
      "how long a connection may take to prove its key"),
  REQUEST_BYTES(
      Unit.BYTES, 192 << 10, 64 << 20, process -> 320 << 10, "one request at the broker's door"),
  REQUESTS_IN_MEMORY(
      Unit.BYTES,
      384 << 10,
      1L << 40,
      process -> process.heap() / 8,
      "all requests that are not answered yet, their first 4K aside"),
  SESSIONS(Unit.COUNT, 1, 1_000_000, process -> 8_192, "programs that borrow at the same time"),
  SESSIONS_PER_KEY(
      Unit.COUNT,
      1,
      1_000_000,
      process -> Math.max(1, process.of(SESSIONS) / 2),
      "programs that borrow with one key"),
  WAITERS(
      Unit.COUNT,
      1,
      1_000_000_000,
      process -> Math.min(1_000_000, Math.max(1_000, process.heap() / 1_024)),
      "borrowers that wait for a worker"),
  WAITERS_PER_SESSION(
      Unit.COUNT,
      1,
      1_000_000_000,
      process -> Math.max(1, process.of(WAITERS) / 2),
      "borrowers of one program that wait"),
  TASK_BYTES(Unit.BYTES, 1 << 10, Limits.PAYLOAD, process -> Limits.PAYLOAD, "one serialized task"),
  RESULT_BYTES(
      Unit.BYTES, 1 << 10, Limits.PAYLOAD, process -> Limits.PAYLOAD, "one serialized result"),
  CLASS_BYTES(
      Unit.BYTES,
      1 << 10,
      Limits.CLOSURE,
      process -> Limits.CLOSURE,
      "the class files, jars and resources of one task"),
  CLASS_FILES(
      Unit.COUNT, 1, Limits.CLASSES, process -> Limits.CLASSES, "the class files of one task"),
  CALL_BYTES(Unit.BYTES, Limits.FRAME, "tasks and classes that travel to a worker in one call"),
  ARGUMENT_DEPTH(Unit.COUNT, 2, "how deep objects are nested in an argument of a call"),
  ARGUMENT_OBJECTS(Unit.COUNT, 16, "objects in the arguments of a call"),
  RESULT_DEPTH(Unit.COUNT, Limits.DEPTH, "how deep objects are nested in a result"),
  RESULT_OBJECTS(Unit.COUNT, Limits.REFERENCES, "objects in a result"),
  WORKERS(Unit.COUNT, 0, 1_024, process -> 1_024, "workers, here and on other machines"),
  TURN(
      Unit.TIME,
      0,
      600_000_000_000L,
      process -> 50_000_000L,
      "within it all borrowers of one key who wait have a turn at workers that engines hold"),
  TURN_BETWEEN_KEYS(
      Unit.TIME,
      0,
      3_600_000_000_000L,
      process -> 1_000_000_000L,
      "the same between keys; ten times the processor time of a worker's start at least"),
  OUTPUT_LINES(
      Unit.COUNT, 1, 1_000_000, process -> 100, "lines a second that tasks of one worker print"),
  JOBS(Unit.COUNT, 0, 1_000_000_000, process -> 1_000_000, "jobs that wait for a worker"),
  JOB_BYTES(
      Unit.BYTES, 1 << 10, 1L << 40, process -> 64L << 20, "the files of one job, its script too"),
  JOB_OUTPUT(
      Unit.BYTES,
      0,
      1L << 40,
      process -> 1L << 30,
      "output of one job that may be kept, and errors"),
  JOB_AGE(
      Unit.TIME,
      1_000_000_000L,
      3_650L * 86_400_000_000_000L,
      process -> 7 * 86_400_000_000_000L,
      "how long a job that is over is kept, and what it wrote"),
  JOBS_STORED(
      Unit.BYTES,
      0,
      1L << 50,
      process -> 4L << 30,
      "output of all jobs that is kept; of more the oldest goes"),
  SEGMENT_BYTES(
      Unit.BYTES,
      1 << 20,
      1L << 40,
      process -> 1L << 30,
      "one file of the profile; another follows");

  private final Unit unit;
  private final long least;
  private final long most;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final ToLongFunction<Allowance> usual;

  private final String what;

  Limit(Unit unit, long least, long most, ToLongFunction<Allowance> usual, String what) {
    this.unit = unit;
    this.least = least;
    this.most = most;
    this.usual = usual;
    this.what = what;
  }

  /** A limit that is always the same. */
  Limit(Unit unit, long always, String what) {
    this(unit, always, always, process -> always, what + "; fixed");
  }

  /** The limit of this name, as operators write it. */
  public static Optional<Limit> of(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word().equals(word)).findFirst();
  }

  /** The names of all that can be set, for people. */
  public static String words() {
    return Arrays.stream(values())
        .filter(Limit::settable)
        .map(Limit::word)
        .collect(Collectors.joining(", "));
  }

  /** Its name, as operators write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether an operator can set it. */
  boolean settable() {
    return least < most;
  }

  /** What it bounds, in a phrase. */
  public String what() {
    return what;
  }

  public Unit unit() {
    return unit;
  }

  /** How each refusal says which limit was met: {@code (limit connections = 4096)}. */
  public String at(long value) {
    return "(limit " + word() + " = " + unit.text(value) + ")";
  }

  /** The same for a limit that is always the same. */
  public String at() {
    return at(always());
  }

  /** The value of a limit that is always the same. */
  public int always() {
    if (settable()) {
      throw new IllegalStateException(word() + " is not always the same");
    }
    return Math.toIntExact(least);
  }

  long usual(Allowance process) {
    return usual.applyAsLong(process);
  }

  /**
   * This value, if it can be.
   *
   * @throws IllegalArgumentException when it cannot; the message says which can
   */
  long checked(long value) {
    if (!settable()) {
      throw new IllegalArgumentException(
          word() + " is " + unit.text(least) + " and cannot be changed.");
    }
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          word()
              + " must be from "
              + unit.text(least)
              + " to "
              + unit.text(most)
              + ", not "
              + unit.text(value)
              + ".");
    }
    return value;
  }
}
