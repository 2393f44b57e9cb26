package freeworker.wire.parcel;

import java.util.Objects;

/**
 * A task on the wire.
 *
 * @param task its name, for people
 * @param closure the id of the closure that holds its classes
 * @param body the serialized task
 */
public record Parcel(String task, Hash closure, Block body) {
  static final int LEAST = 4 + Hash.BYTES + 4 + 1;

  public Parcel {
    if (task.length() > Limits.TASK_NAME) {
      task = task.substring(0, Limits.TASK_NAME);
    }
    Objects.requireNonNull(closure, "closure");
    if (body.length() > Limits.PAYLOAD) {
      throw new IllegalArgumentException(
          "a task has at most " + Limits.PAYLOAD + " bytes, not " + body.length());
    }
  }

  public Parcel(String task, Hash closure, byte[] body) {
    this(task, closure, Block.of(body));
  }

  void write(FrameWriter out) {
    out.text(task);
    out.hash(closure);
    out.object(body);
  }

  static Parcel read(FrameReader in) {
    return new Parcel(
        in.text("a task's name", 3 * Limits.TASK_NAME),
        in.hash("a closure's id"),
        in.object("a task", Limits.PAYLOAD));
  }
}
