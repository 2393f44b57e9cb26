package freeworker.wire.parcel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of one parcel. */
public sealed interface Outcome {
  /** The task ended; this is its serialized result. */
  record Done(Block result) implements Outcome {
    public Done(byte[] result) {
      this(Block.of(result));
    }
  }

  /**
   * The task ended with an exception, or its result cannot travel.
   *
   * @param type the class name of the exception
   * @param message its message, empty if it had none
   * @param stack its stack trace with all causes
   * @param exception the exception itself, serialized, where it can be
   */
  record Failed(String type, String message, String stack, byte @Nullable [] exception)
      implements Outcome {}

  /**
   * The first inputs of a {@link Batch} were tried, the rest was not begun.
   *
   * @param tried how many
   * @param results those of the inputs that gave one, in their order
   * @param failed the others, by their number
   */
  record Several(int tried, List<Results> results, Map<Integer, Failed> failed) implements Outcome {
    public Several {
      results = List.copyOf(results);
      failed = Collections.unmodifiableMap(new TreeMap<>(failed));
    }
  }

  /** So many results, as a serialized array of them. */
  record Results(int count, Block array) {
    public Results(int count, byte[] array) {
      this(count, Block.of(array));
    }
  }

  /**
   * Nothing of the frame was run, because the worker lacks classes.
   *
   * @param closure the id of the closure that is incomplete
   * @param lacking the files and jars that it lacks; none means that it needs the manifest first
   * @param java the feature version of the worker's Java
   */
  record NeedClasses(Hash closure, List<Hash> lacking, int java) implements Outcome {
    public NeedClasses {
      lacking = List.copyOf(lacking);
    }
  }

  /** The task was not begun, and may run elsewhere. */
  record NotRun() implements Outcome {}
}
