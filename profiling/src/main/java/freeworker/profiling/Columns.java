package freeworker.profiling;

import java.util.List;

/** The columns of a profile: the original's four, then ours. */
final class Columns {
  /** What every profile has, the unnamed index first. */
  static final List<String> ORIGINAL = List.of("", "Timestamp", "Busy", "Finished");

  /** What our own profiles add; a reader finds them by name. */
  static final List<String> OURS =
      List.of(
          "Event",
          "Worker",
          "Task",
          "Client",
          "Waiting",
          "Cpu",
          "MemoryMiB",
          "Ok",
          "Lends",
          "Frees",
          "BusySeconds");

  private Columns() {}
}
