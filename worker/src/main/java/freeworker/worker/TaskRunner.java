package freeworker.worker;

import freeworker.Member;
import freeworker.Task;
import freeworker.wire.Sizes;
import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Batch;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Enlistment;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Obstacle;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Parcel;
import freeworker.wire.parcel.RunFrame;
import freeworker.wire.parcel.Supply;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the tasks of a frame on the calling thread; knows nothing of leases and connections. */
public final class TaskRunner {
  /** What the caller sees of a frame while it runs, and how it stops it. */
  public interface Watch {
    /** Whether the next task may begin. */
    boolean goesOn();

    /** A task begins now. */
    void began(String task);

    /**
     * A task ended, with a result or without, or so many of a batch.
     *
     * @param failed how many of these gave no result
     */
    void ended(String task, int count, int failed);

    /**
     * Who the task is in its gang.
     *
     * @param roll an encoded {@link freeworker.wire.gang.Roll}
     */
    default Member member(byte[] roll) throws IOException {
      throw new IOException("nobody runs gangs here");
    }

    /** A task looks for something that its closure lacks; waits for the client's answer. */
    Supply lookFor(Hash closure, String path);
  }

  /** After so many nanoseconds a batch ends with the input that is being tried. */
  private static final long QUANTUM = Batch.QUANTUM.toNanos();

  private final LoaderShelf shelf;
  private final Supplier<Sizes> sizes;

  /**
   * @param parent what tasks see besides their own classes and the API
   * @param shelfBytes how many bytes of class files to keep for later tasks
   * @param sizes how large what travels may be; asked at each frame
   */
  public TaskRunner(ClassLoader parent, long shelfBytes, Supplier<Sizes> sizes) {
    this.sizes = sizes;
    this.shelf = new LoaderShelf(parent, shelfBytes);
  }

  /**
   * Runs the tasks in their order, or none of them when classes are lacking.
   *
   * @param frame an encoded {@link RunFrame}
   * @return one outcome for each task
   * @throws BadFrame when the frame is none, or holds more than it may; nothing was run
   */
  public List<Outcome> run(Freight frame, Watch watch) {
    RunFrame sent = RunFrame.decode(frame);
    check(sent, sizes.get());
    var loaders = new HashMap<Hash, ClosureLoader>();
    sent.parcels().forEach(parcel -> find(parcel.closure(), loaders));
    Map<Hash, List<Hash>> lacking = unpack(sent, loaders);
    boolean complete = sent.parcels().stream().map(Parcel::closure).allMatch(loaders::containsKey);
    return complete
        ? attended(sent.parcels(), loaders, watch)
        : ask(sent.parcels(), loaders, lacking);
  }

  /** A client of ours has checked all this before it sent anything. */
  private static void check(RunFrame sent, Sizes sizes) {
    for (Parcel parcel : sent.parcels()) {
      if (parcel.body().length() > sizes.task()) {
        throw new BadFrame(
            parcel.task()
                + " has "
                + parcel.body().length()
                + " bytes "
                + Limit.TASK_BYTES.at(sizes.task())
                + ".");
      }
    }
    var lengths = new HashMap<Hash, Integer>();
    sent.files().forEach(file -> lengths.put(Hash.of(file), file.length));
    for (Closure manifest : sent.manifests()) {
      long bytes =
          manifest.contents().stream().mapToLong(hash -> lengths.getOrDefault(hash, 0)).sum();
      long classes = manifest.files().keySet().stream().filter(Closure::isClass).count();
      if (bytes > sizes.classes()) {
        throw new BadFrame(
            "A closure of " + bytes + " bytes " + Limit.CLASS_BYTES.at(sizes.classes()) + ".");
      }
      if (classes > sizes.files()) {
        throw new BadFrame(
            "A closure of " + classes + " classes " + Limit.CLASS_FILES.at(sizes.files()) + ".");
      }
    }
  }

  private void find(Hash closure, Map<Hash, ClosureLoader> loaders) {
    if (!loaders.containsKey(closure)) {
      shelf.loader(closure).ifPresent(loader -> loaders.put(closure, loader));
    }
  }

  /** Puts what was sent on the shelf, and says what each closure still lacks. */
  private Map<Hash, List<Hash>> unpack(RunFrame sent, Map<Hash, ClosureLoader> loaders) {
    var supplied = new HashMap<Hash, byte[]>();
    sent.files().forEach(file -> supplied.put(Hash.of(file), file));
    var lacking = new HashMap<Hash, List<Hash>>();
    for (Closure manifest : sent.manifests()) {
      lacking.put(manifest.id(), shelf.put(manifest, supplied));
      // Taken at once, because the next manifest may push this closure off the shelf.
      find(manifest.id(), loaders);
    }
    return lacking;
  }

  private static List<Outcome> ask(
      List<Parcel> parcels, Map<Hash, ClosureLoader> here, Map<Hash, List<Hash>> lacking) {
    var asked = new HashSet<Hash>(here.keySet());
    var outcomes = new ArrayList<Outcome>();
    for (Parcel parcel : parcels) {
      List<Hash> files = lacking.getOrDefault(parcel.closure(), List.of());
      outcomes.add(
          asked.add(parcel.closure())
              ? new Outcome.NeedClasses(parcel.closure(), files, Runtime.version().feature())
              : new Outcome.NotRun());
    }
    return outcomes;
  }

  /** Runs the tasks while the client can be asked for what did not travel. */
  private List<Outcome> attended(
      List<Parcel> parcels, Map<Hash, ClosureLoader> loaders, Watch watch) {
    loaders.forEach(
        (closure, loader) ->
            loader.attended(
                path -> {
                  // What comes now is not named by the closure's id: nobody else may get it.
                  shelf.renew(closure, loader);
                  return watch.lookFor(closure, path);
                }));
    try {
      return run(parcels, loaders, watch);
    } finally {
      loaders.values().forEach(ClosureLoader::alone);
    }
  }

  private List<Outcome> run(List<Parcel> parcels, Map<Hash, ClosureLoader> loaders, Watch watch) {
    var outcomes = new ArrayList<Outcome>();
    long bytes = 0;
    while (outcomes.size() < parcels.size() && bytes < Limits.PACK && watch.goesOn()) {
      Parcel parcel = parcels.get(outcomes.size());
      watch.began(parcel.task());
      Outcome outcome = run(parcel, Objects.requireNonNull(loaders.get(parcel.closure())), watch);
      if (outcome instanceof Outcome.Several several) {
        watch.ended(parcel.task(), several.tried(), several.failed().size());
      } else {
        watch.ended(parcel.task(), 1, outcome instanceof Outcome.Done ? 0 : 1);
      }
      outcomes.add(outcome);
      bytes += size(outcome);
    }
    while (outcomes.size() < parcels.size()) {
      outcomes.add(new Outcome.NotRun());
    }
    return outcomes;
  }

  private Outcome run(Parcel parcel, ClosureLoader loader, Watch watch) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ThreadLocals locals = ThreadLocals.takenOff();
    thread.setContextClassLoader(loader);
    try {
      Object task = ObjectBytes.read(parcel.body(), name -> Class.forName(name, false, loader));
      if (task instanceof Batch batch) {
        return several(parcel.task(), batch, watch);
      }
      if (task instanceof Enlistment<?> enlisted) {
        return pack(parcel.task(), enlisted.task().run(watch.member(enlisted.roll())));
      }
      if (!(task instanceof Task)) {
        throw new ClassCastException("the bytes of " + parcel.task() + " are not a task");
      }
      return pack(parcel.task(), ((Task<?>) task).run());
    } catch (Throwable thrown) {
      return Failures.of(thrown);
    } finally {
      thread.setContextClassLoader(before);
      locals.putBack();
    }
  }

  /** Tries the inputs of a batch in their order, for as long as others may wait for it. */
  private Outcome several(String task, Batch batch, Watch watch) {
    long began = System.nanoTime();
    var harvest = new Harvest(result -> pack(task, result), sizes.get().result());
    int next = 0;
    do {
      try {
        harvest.add(batch.result(next));
      } catch (Throwable thrown) {
        harvest.add(Failures.of(thrown));
      }
      next++;
      // A function that interrupted itself must not interrupt the next one; whoever wants this one
      // to end has seen to it that it does not go on.
      Thread.interrupted();
    } while (next < batch.size()
        && !harvest.full()
        && System.nanoTime() - began < QUANTUM
        && watch.goesOn());
    return harvest.outcome();
  }

  private Outcome pack(String task, @Nullable Object result) {
    String name = "the result of " + task;
    int most = sizes.get().result();
    try {
      return new Outcome.Done(ObjectBytes.write(result, most, type -> {}));
    } catch (NotSerializableException e) {
      return Failures.of(
          e,
          Obstacle.in(Map.of(name, result == null ? "" : result))
              .map(Obstacle::toString)
              .orElse(name + " holds a " + e.getMessage() + ", which is not serializable."));
    } catch (ObjectBytes.TooLarge e) {
      return Failures.of(
          e, name + " cannot travel: " + e.getMessage() + " " + Limit.RESULT_BYTES.at(most) + ".");
    } catch (StackOverflowError e) {
      return Failures.of(
          e, name + " is nested too deeply to be serialized. Return a list or an array instead.");
    } catch (IOException | RuntimeException e) {
      return Failures.of(e, name + " cannot be serialized: " + e.getMessage() + ".");
    }
  }

  private static long size(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      return done.result().length();
    }
    if (outcome instanceof Outcome.Failed failed) {
      byte[] exception = failed.exception();
      return (long) failed.stack().length()
          + failed.message().length()
          + (exception == null ? 0 : exception.length);
    }
    if (outcome instanceof Outcome.Several several) {
      return several.results().stream().mapToLong(some -> some.array().length()).sum();
    }
    return 0;
  }
}
