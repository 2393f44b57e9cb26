package freeworker.profiling;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The columns of a sweep: the original's three, then ours; all of them floats. */
final class SweepColumns {
  static final List<String> ORIGINAL = List.of("Workers", "Functions", "Throughput");

  /** How a cell was measured; a reader finds them by name. */
  static final List<String> RUN =
      List.of("Tasks", "Seconds", "TaskSeconds", "ThinkSeconds", "ProcessSeconds");

  /** What follows from the others, for readers who do not compute. */
  private static final List<String> SHARES =
      List.of("ShareOfLimit", "ShareOfBest", "ShareOfBestWithCost");

  static final List<String> ALL = Stream.of(ORIGINAL, RUN, SHARES).flatMap(List::stream).toList();

  private SweepColumns() {}

  /** A cell as a line. */
  static List<String> fields(SweepCell cell) {
    var fields = new ArrayList<String>();
    fields.add(plain(cell.workers()));
    fields.add(plain(cell.clients()));
    fields.add(plain(cell.throughput()));
    Optional<SweepRun> run = cell.run();
    if (run.isPresent()) {
      fields.add(plain(run.get().tasks()));
      fields.add(plain(run.get().seconds()));
      fields.add(plain(run.get().taskSeconds()));
      fields.add(plain(run.get().thinkSeconds()));
      fields.add(plain(run.get().processSeconds()));
    } else {
      fields.addAll(Collections.nCopies(RUN.size(), ""));
    }
    fields.add(plain(cell.shareOfLimit()));
    fields.add(plain(cell.shareOfBest()));
    OptionalDouble withCost = cell.shareOfBestWithCost();
    fields.add(withCost.isPresent() ? plain(withCost.getAsDouble()) : "");
    return fields;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).toPlainString();
  }
}
