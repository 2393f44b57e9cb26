package freeworker.wire.door;

/*
 * Guarded by this: what is taken, and what each share holds. Usually an eighth of the heap, because a
 * text that arrives takes up to four times its bytes until it is whole, and half of the heap belongs to
 * the program.
 */
/** The memory that the unanswered requests of all callers of a door may take together. */
final class Room {
  /** A request up to this size takes none, so that small ones always find room. */
  private static final int SMALL = 4 << 10;

  private final long size;
  private long taken;

  Room(long size) {
    this.size = size;
  }

  long size() {
    return size;
  }

  synchronized long taken() {
    return taken;
  }

  /** What one connection holds; nothing once it is closed. */
  final class Share {
    private volatile long held;
    private volatile boolean closed;

    /** Holds room for a request of so many bytes by now; false when there is not enough. */
    boolean hold(long bytes) {
      if (bytes <= SMALL && held == 0) {
        return true;
      }
      synchronized (Room.this) {
        long wanted = Math.max(0, bytes - SMALL);
        if (closed || (wanted > held && taken + wanted - held > size)) {
          return false;
        }
        taken += wanted - held;
        held = wanted;
        return true;
      }
    }

    /** Its request was answered. */
    void release() {
      hold(0);
    }

    void close() {
      synchronized (Room.this) {
        closed = true;
        taken -= held;
        held = 0;
      }
    }
  }
}
