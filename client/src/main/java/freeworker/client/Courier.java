package freeworker.client;

import freeworker.TaskRefused;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.OutcomeFrame;
import freeworker.wire.parcel.Parcel;
import freeworker.wire.parcel.RunFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings tasks to one worker process, and remembers which closures that process knows, so that
 * classes travel once. A worker that was replaced needs a new courier.
 */
public final class Courier {
  private static final int ROUNDS = 5;
  private static final int REMEMBERED = 1024;

  /** The way to the worker: takes an encoded frame of tasks, answers one of outcomes. */
  @FunctionalInterface
  public interface Way<X extends Exception> {
    byte[] run(byte[] frame) throws X;
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
    Set<Hash> unknown = new HashSet<>();
    Set<Hash> asked = new LinkedHashSet<>();
    for (Packed task : tasks) {
      if (!known.contains(task.parcel().closure())) {
        unknown.add(task.parcel().closure());
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      List<Outcome> outcomes =
          OutcomeFrame.decode(way.run(frame(tasks, unknown, asked))).outcomes();
      if (outcomes.size() != tasks.size()) {
        throw new BadFrame(
            "The worker answered " + outcomes.size() + " outcomes for " + tasks.size() + " tasks.");
      }
      if (!needs(tasks, outcomes, unknown, asked)) {
        remember(tasks);
        return outcomes;
      }
    }
    throw new BadFrame(
        "The worker asked for classes "
            + ROUNDS
            + " times and still lacks some. Its shelf may be too small for these tasks at once.");
  }

  /** Notes what the worker asks for; answers whether it asks for anything. */
  private boolean needs(
      List<Packed> tasks, List<Outcome> outcomes, Set<Hash> unknown, Set<Hash> asked) {
    boolean any = false;
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.NeedClasses need) {
        any = true;
        known.remove(need.closure());
        unknown.add(need.closure());
        asked.addAll(need.lacking());
        check(tasks.get(i), need.java());
      }
    }
    return any;
  }

  private static void check(Packed task, int java) {
    Shipment shipment = task.shipment();
    if (shipment.java() > java) {
      throw new TaskRefused(
          task.name()
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

  private static byte[] frame(List<Packed> tasks, Set<Hash> unknown, Set<Hash> asked) {
    var manifests = new LinkedHashMap<Hash, Closure>();
    var files = new LinkedHashMap<Hash, byte[]>();
    var parcels = new ArrayList<Parcel>();
    long bytes = 0;
    for (Packed task : tasks) {
      parcels.add(task.parcel());
      bytes += task.size();
      if (unknown.contains(task.parcel().closure())) {
        manifests.put(task.parcel().closure(), task.shipment().closure());
        for (Hash hash : asked) {
          byte[] file = task.shipment().files().get(hash);
          if (file != null && files.put(hash, file) == null) {
            bytes += file.length;
          }
        }
      }
    }
    byte[] frame =
        bytes > Limits.FRAME
            ? new byte[0]
            : new RunFrame(List.copyOf(manifests.values()), List.copyOf(files.values()), parcels)
                .encode();
    if (frame.length == 0 || frame.length > Limits.FRAME) {
      throw new TaskRefused(
          tasks.get(0).name()
              + " cannot travel: with its classes it has "
              + Math.max(bytes, frame.length)
              + " bytes; the limit is "
              + Limits.FRAME
              + ".");
    }
    return frame;
  }

  private void remember(List<Packed> tasks) {
    if (known.size() > REMEMBERED) {
      known.clear();
    }
    tasks.forEach(task -> known.add(task.parcel().closure()));
  }
}
