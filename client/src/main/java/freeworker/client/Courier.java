package freeworker.client;

import freeworker.TaskRefused;
import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Parcel;
import freeworker.wire.parcel.RunFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings tasks to one worker process, and remembers which closures that process knows, so that
 * classes travel once. A worker that was replaced needs a new courier.
 */
public final class Courier {
  private static final int ROUNDS = 5;
  private static final int REMEMBERED = 1024;

  /** The way to the worker: takes an encoded frame of tasks, answers their outcomes. */
  @FunctionalInterface
  public interface Way<X extends Exception> {
    List<Outcome> run(Freight frame) throws X;
  }

  private final Set<Hash> known = ConcurrentHashMap.newKeySet();

  /**
   * Brings tasks to the worker and their outcomes back: {@link Outcome.Done}, {@link
   * Outcome.Failed} or {@link Outcome.NotRun} for each task, in their order.
   *
   * @throws TaskRefused when this worker cannot read the classes, or they are too many bytes
   * @throws BadFrame when the worker answers nonsense
   */
  public <X extends Exception> List<Outcome> deliver(List<Packed> tasks, Way<X> way) throws X {
    // Their luggage may grow meanwhile; what is sent belongs together.
    List<Load> loads = tasks.stream().map(Load::of).toList();
    Set<Hash> unknown = new HashSet<>();
    Set<Hash> asked = new LinkedHashSet<>();
    for (Load load : loads) {
      if (!known.contains(load.closure())) {
        unknown.add(load.closure());
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      if (tooMuchAtOnce(loads, unknown, asked)) {
        ahead(loads, unknown, asked, way);
        asked.clear();
      }
      List<Outcome> outcomes = way.run(frame(loads, unknown, asked));
      if (outcomes.size() != tasks.size()) {
        throw new BadFrame(
            "The worker answered " + outcomes.size() + " outcomes for " + tasks.size() + " tasks.");
      }
      if (!needs(loads, outcomes, unknown, asked)) {
        remember(unknown);
        return outcomes;
      }
    }
    throw new BadFrame(
        "The worker asked for classes "
            + ROUNDS
            + " times and still lacks some. Its shelf may be too small for these tasks at once.");
  }

  /** A task and its classes, as they are at one moment. */
  private record Load(Parcel parcel, Shipment shipment) {
    static Load of(Packed task) {
      Shipment shipment = task.shipment();
      return new Load(task.parcel(shipment), shipment);
    }

    Hash closure() {
      return parcel.closure();
    }
  }

  /** Notes what the worker asks for; answers whether it asks for anything. */
  private boolean needs(
      List<Load> loads, List<Outcome> outcomes, Set<Hash> unknown, Set<Hash> asked) {
    boolean any = false;
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.NeedClasses need) {
        any = true;
        known.remove(need.closure());
        unknown.add(need.closure());
        asked.addAll(need.lacking());
        check(loads.get(i), need.java());
      }
    }
    return any;
  }

  private static void check(Load load, int java) {
    Shipment shipment = load.shipment();
    if (shipment.java() > java) {
      throw new TaskRefused(
          load.parcel().task()
              + " cannot run there: "
              + shipment.newest()
              + " was compiled for Java "
              + shipment.java()
              + ", and the worker runs Java "
              + java
              + ". Compile with --release "
              + java
              + ", or start the workers with Java "
              + shipment.java()
              + ".");
    }
  }

  /** Brings the classes of one closure after the other, before the tasks themselves. */
  private static <X extends Exception> void ahead(
      List<Load> loads, Set<Hash> unknown, Set<Hash> asked, Way<X> way) throws X {
    var brought = new HashSet<Hash>();
    for (Load load : loads) {
      if (unknown.contains(load.closure()) && brought.add(load.closure())) {
        List<byte[]> files = files(load, asked);
        way.run(new RunFrame(List.of(load.shipment().closure()), files, List.of()).encode());
      }
    }
  }

  private static boolean tooMuchAtOnce(List<Load> loads, Set<Hash> unknown, Set<Hash> asked) {
    long bytes = 0;
    for (Load load : loads) {
      bytes += load.parcel().body().length();
      if (unknown.contains(load.closure())) {
        bytes += 100L * load.shipment().closure().files().size();
        bytes += files(load, asked).stream().mapToLong(file -> file.length).sum();
      }
    }
    return !asked.isEmpty() && bytes > Limits.PAYLOAD;
  }

  private static List<byte[]> files(Load load, Set<Hash> asked) {
    return asked.stream().map(load.shipment().contents()::get).filter(Objects::nonNull).toList();
  }

  private static Freight frame(List<Load> loads, Set<Hash> unknown, Set<Hash> asked) {
    var manifests = new LinkedHashMap<Hash, Closure>();
    var files = new LinkedHashMap<Hash, byte[]>();
    var parcels = new ArrayList<Parcel>();
    long bytes = 0;
    for (Load load : loads) {
      parcels.add(load.parcel());
      bytes += load.parcel().body().length();
      if (unknown.contains(load.closure())) {
        manifests.put(load.closure(), load.shipment().closure());
        for (Hash hash : asked) {
          byte[] file = load.shipment().contents().get(hash);
          if (file != null && files.put(hash, file) == null) {
            bytes += file.length;
          }
        }
      }
    }
    Freight frame =
        bytes > Limits.FRAME
            ? Freight.of(new byte[0])
            : new RunFrame(List.copyOf(manifests.values()), List.copyOf(files.values()), parcels)
                .encode();
    if (frame.length() == 0 || frame.length() > Limits.FRAME) {
      throw new TaskRefused(
          parcels.get(0).task()
              + " cannot travel: with its classes it has "
              + Math.max(bytes, frame.length())
              + " bytes "
              + Limit.CALL_BYTES.at()
              + ".");
    }
    return frame;
  }

  private void remember(Set<Hash> closures) {
    if (!closures.isEmpty()) {
      if (known.size() > REMEMBERED) {
        known.clear();
      }
      known.addAll(closures);
    }
  }
}
