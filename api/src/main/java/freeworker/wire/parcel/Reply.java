package freeworker.wire.parcel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a worker answers.
 *
 * @param kind whether the tasks were taken at all
 * @param over whether the lease is over with this answer
 * @param nanos how long the worker was at the tasks
 * @param outcomes one for each parcel, in their order; none when they were not taken
 */
public record Reply(Kind kind, boolean over, long nanos, List<Outcome> outcomes) {
  /** What became of the call. */
  public enum Kind {
    /** The outcomes say what became of each task. */
    ANSWERED,
    /** The lease is over; nothing was run. */
    STALE,
    /** The worker is about to be replaced; nothing was run. */
    CLOSING
  }

  public static final Reply STALE = new Reply(Kind.STALE, true, 0, List.of());
  public static final Reply CLOSING = new Reply(Kind.CLOSING, true, 0, List.of());

  /** By their numbers in a frame. */
  private static final List<Kind> KINDS = List.of(Kind.ANSWERED, Kind.STALE, Kind.CLOSING);

  private static final int MARK = 'O';
  private static final int VERSION = 4;
  private static final int NOT_RUN = 0;
  private static final int DONE = 1;
  private static final int FAILED = 2;
  private static final int NEED_CLASSES = 3;
  private static final int SEVERAL = 4;

  public Reply {
    Objects.requireNonNull(kind, "kind");
    outcomes = List.copyOf(outcomes);
  }

  /** An answer after which the lease goes on. */
  public static Reply of(List<Outcome> outcomes) {
    return new Reply(Kind.ANSWERED, false, 0, outcomes);
  }

  public Freight encode() {
    var out = new FrameWriter(256);
    out.oneByte(MARK);
    out.oneByte(VERSION);
    out.oneByte(KINDS.indexOf(kind));
    out.oneByte(over ? 1 : 0);
    out.longNumber(nanos);
    out.number(outcomes.size());
    outcomes.forEach(outcome -> write(outcome, out));
    return out.freight();
  }

  /**
   * @throws BadFrame when it is anything else than an encoded reply
   */
  public static Reply decode(Freight freight) {
    var in = new FrameReader("reply", freight, Limits.OUTCOMES, MARK, VERSION);
    int kind = in.oneByte("its kind");
    if (kind >= KINDS.size()) {
      throw in.bad("is of the unknown kind " + kind);
    }
    boolean over = in.oneByte("whether the lease is over") != 0;
    long nanos = in.longNumber("how long it took");
    var outcomes = new ArrayList<Outcome>();
    for (int left = in.count("outcomes", Limits.PARCELS, 1); left > 0; left--) {
      outcomes.add(read(in));
    }
    in.end();
    return new Reply(KINDS.get(kind), over, nanos, outcomes);
  }

  private static void write(Outcome outcome, FrameWriter out) {
    if (outcome instanceof Outcome.Done done) {
      out.oneByte(DONE);
      out.object(done.result());
    } else if (outcome instanceof Outcome.Failed failed) {
      out.oneByte(FAILED);
      write(failed, out);
    } else if (outcome instanceof Outcome.Several several) {
      out.oneByte(SEVERAL);
      out.number(several.tried());
      out.number(several.results().size());
      for (Outcome.Results results : several.results()) {
        out.number(results.count());
        out.object(results.array());
      }
      out.number(several.failed().size());
      several
          .failed()
          .forEach(
              (number, failed) -> {
                out.number(number);
                write(failed, out);
              });
    } else if (outcome instanceof Outcome.NeedClasses need) {
      out.oneByte(NEED_CLASSES);
      out.hash(need.closure());
      out.number(need.lacking().size());
      need.lacking().forEach(out::hash);
      out.number(need.java());
    } else {
      out.oneByte(NOT_RUN);
    }
  }

  private static void write(Outcome.Failed failed, FrameWriter out) {
    out.text(failed.type());
    out.text(failed.message());
    out.text(failed.stack());
    byte[] exception = failed.exception();
    out.oneByte(exception == null ? 0 : 1);
    if (exception != null) {
      out.block(exception);
    }
  }

  private static Outcome read(FrameReader in) {
    int kind = in.oneByte("an outcome");
    return switch (kind) {
      case NOT_RUN -> new Outcome.NotRun();
      case DONE -> new Outcome.Done(in.object("a result", Limits.PAYLOAD));
      case FAILED -> failed(in);
      case SEVERAL -> several(in);
      case NEED_CLASSES -> need(in);
      default -> throw in.bad("has an outcome of the unknown kind " + kind);
    };
  }

  private static Outcome.Failed failed(FrameReader in) {
    return new Outcome.Failed(
        in.text("an exception's class", Limits.NAME),
        in.text("an exception's message", 3 * Limits.TEXT),
        in.text("an exception's stack", 3 * Limits.TEXT),
        in.oneByte("an exception") == 0 ? null : in.block("an exception", Limits.EXCEPTION));
  }

  private static Outcome several(FrameReader in) {
    int tried = in.number("how many inputs were tried");
    if (tried < 1 || tried > Limits.BATCH) {
      throw in.bad("says that " + tried + " inputs were tried");
    }
    var results = new ArrayList<Outcome.Results>();
    int given = 0;
    for (int left = in.count("pieces of results", tried, 9); left > 0; left--) {
      int count = in.number("how many results there are");
      if (count < 1 || count > tried - given) {
        throw in.bad("has " + count + " results too many or too few");
      }
      given += count;
      results.add(new Outcome.Results(count, in.object("results", Limits.PAYLOAD)));
    }
    var failed = new TreeMap<Integer, Outcome.Failed>();
    for (int left = in.count("failures", tried, 4); left > 0; left--) {
      int number = in.number("the number of an input");
      if (number < 0 || number >= tried || failed.put(number, failed(in)) != null) {
        throw in.bad("has a failure of input " + number + ", which is none or has one already");
      }
    }
    if (given + failed.size() != tried) {
      throw in.bad(
          "has " + given + " results and " + failed.size() + " failures of " + tried + " inputs");
    }
    return new Outcome.Several(tried, results, failed);
  }

  private static Outcome need(FrameReader in) {
    Hash closure = in.hash("a closure's id");
    var lacking = new ArrayList<Hash>();
    for (int left = in.count("lacking files", Limits.FILES + Limits.JARS, Hash.BYTES);
        left > 0;
        left--) {
      lacking.add(in.hash("the hash of a lacking file"));
    }
    return new Outcome.NeedClasses(closure, lacking, in.number("the worker's Java version"));
  }
}
