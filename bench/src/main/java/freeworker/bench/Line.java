package freeworker.bench;

import org.jspecify.annotations.Nullable;

/** A line of the table: some work, by some threads, and the floor that it stands on. */
enum Line {
  FLOOR_TCP("floor 4 bytes by TCP, 1 thread", Work.ECHO, 1, null),
  FLOOR_1X1("floor 1 call, 1 thread", Work.ONE, 1, null),
  L("L: run, 1 thread", Work.ONE, 1, FLOOR_1X1),
  L_LAMBDA("L: run of a lambda, 1 thread", Work.LAMBDA, 1, FLOOR_1X1),
  L_RELAYED("L: run by relay, 1 thread", Work.ONE, 1, L),
  MIB("run with 1 MiB there and back, 1 thread", Work.MIB, 1, L),
  MIB_RELAYED("run with 1 MiB by relay, 1 thread", Work.MIB, 1, MIB),
  FLOOR_1X8("floor 1 call, 8 threads", Work.ONE, 8, null),
  T("T: run, 8 threads", Work.ONE, 8, FLOOR_1X8),
  P("P: run, 8 processes", Work.ONE, 1, FLOOR_1X8),
  A("A: submit, 64 outstanding", Work.ASYNC, 1, FLOOR_1X8),
  FLOOR_3X1("floor 3 calls, 1 thread", Work.THREE, 1, null),
  OURS_3X1("3: borrow run close, 1 thread", Work.THREE, 1, FLOOR_3X1),
  FLOOR_3X8("floor 3 calls, 8 threads", Work.THREE, 8, null),
  OURS_3X8("3: borrow run close, 8 threads", Work.THREE, 8, FLOOR_3X8),
  FLOOR_PACK("floor pack of 1000, 2 threads", Work.PACK, 2, null),
  B("B: map, 1000 read at a time", Work.PACK, 1, FLOOR_PACK),
  FLOOR_PINNED("floor 1 call, pinned", Work.ONE, 1, null),
  L_PINNED("L: run, pinned", Work.ONE, 1, FLOOR_PINNED);

  /** The tasks of one pack. */
  static final int PACK = 1000;

  /** The tasks that are under way at a time where they are not awaited one by one. */
  static final int OUTSTANDING = 64;

  /** What one lap does. */
  enum Work {
    ECHO,
    ONE,
    LAMBDA,
    ASYNC,
    MIB,
    THREE,
    PACK
  }

  private final String words;
  private final Work work;
  private final int threads;
  private final @Nullable Line floor;

  Line(String words, Work work, int threads, @Nullable Line floor) {
    this.words = words;
    this.work = work;
    this.threads = threads;
    this.floor = floor;
  }

  /** What it measures, for people. */
  String words() {
    return words;
  }

  Work work() {
    return work;
  }

  int threads() {
    return threads;
  }

  /** The line it is compared with, or nothing for a floor. */
  @Nullable Line floor() {
    return floor;
  }

  boolean isFloor() {
    return floor == null;
  }

  /** Whether the peers run it as well. */
  boolean isPeers() {
    return this == L || this == T || this == A || this == B;
  }

  /** How many client processes run it, each with its threads. */
  int clients() {
    return this == P ? 8 : 1;
  }

  /** Whether the tasks go through the broker. */
  boolean relayed() {
    return this == L_RELAYED || this == MIB_RELAYED;
  }

  /** Whether client and worker 0 stay on a core each. */
  boolean pinned() {
    return this == FLOOR_PINNED || this == L_PINNED;
  }
}
