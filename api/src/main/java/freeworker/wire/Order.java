package freeworker.wire;

import java.io.IOException;
import java.util.Objects;

/** What the broker tells a worker to do with a lease, all older ones included. */
public record Order(Kind kind, long lease) {
  /** The kinds of orders. */
  public enum Kind {
    /** There is nothing to do; ask again. */
    NOTHING,
    /** Give the lease back between two tasks. */
    RECALL,
    /** The same, but not before the first call of the lease has run a task. */
    LAST,
    /** The client is gone: stop at once, and confirm that nothing of the lease runs. */
    CLEAR,
    /** The lease is over: interrupt what runs of it, and confirm when nothing does, or end. */
    CANCEL,
    /**
     * A client waits at the broker: dial that and name this number, which stands for a lease here.
     */
    COME,
    /** The lease is a job's: ask for its script, and run that. */
    JOB,
    /** End the process. */
    STOP
  }

  public static final Order NOTHING = new Order(Kind.NOTHING, 0);

  public Order {
    Objects.requireNonNull(kind, "kind");
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeUTF(kind.name());
          out.writeLong(lease);
        });
  }

  public static Order decode(byte[] bytes) throws IOException {
    return Bytes.read(bytes, in -> new Order(kind(in.readUTF()), in.readLong()));
  }

  private static Kind kind(String name) throws IOException {
    try {
      return Kind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + name + "' is no order", e);
    }
  }
}
