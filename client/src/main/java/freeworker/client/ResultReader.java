package freeworker.client;

import freeworker.TaskFailed;
import freeworker.wire.parcel.Block;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Outcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what came back from a worker, and lets nothing in that the task did not bring there. */
public final class ResultReader {
  /**
   * The result of a task.
   *
   * @throws TaskFailed when it holds what may not be read here; the text says what
   */
  public @Nullable Object read(Block result, Packed task, int worker, int attempt) {
    try {
      return ObjectBytes.read(result, new ResultRules(task.shipment()));
    } catch (ObjectBytes.Refused e) {
      throw TaskFailed.unread(task.name() + " gave " + e.getMessage() + ".", e, worker, attempt);
    } catch (IOException
        | ClassNotFoundException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      throw TaskFailed.unread(
          "the bytes of " + task.name() + " cannot be read: " + e + ".", e, worker, attempt);
    }
  }

  /** The failure of a task, with the exception itself as its cause where it may be read here. */
  public TaskFailed failure(Outcome.Failed failed, Packed task, int worker, int attempt) {
    var failure = new TaskFailed(failed.type(), failed.message(), failed.stack(), worker, attempt);
    byte[] exception = failed.exception();
    if (exception != null) {
      Throwable original = original(exception, task);
      if (original != null) {
        failure.initCause(original);
      }
    }
    return failure;
  }

  private static @Nullable Throwable original(byte[] exception, Packed task) {
    try {
      return ObjectBytes.read(Block.of(exception), new ResultRules(task.shipment()))
              instanceof Throwable t
          ? t
          : null;
    } catch (IOException
        | ClassNotFoundException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      // Its text is there anyway.
      return null;
    }
  }
}
