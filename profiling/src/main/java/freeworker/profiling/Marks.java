package freeworker.profiling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Marks of any number, of which a bounded part is kept that is spread over the whole run. */
final class Marks {
  /** Of each kind no more are kept. */
  static final int MOST = 500;

  private final Map<Mark.Kind, OfKind> kinds = new EnumMap<>(Mark.Kind.class);

  void add(Mark mark) {
    kinds.computeIfAbsent(mark.kind(), kind -> new OfKind()).add(mark);
  }

  /** How many there were of a kind, the ones that were not kept included. */
  long count(Mark.Kind kind) {
    OfKind of = kinds.get(kind);
    return of == null ? 0 : of.count;
  }

  /** The marks that were kept, in the order of time. */
  List<Mark> kept() {
    List<Mark> all = new ArrayList<>();
    kinds.values().forEach(of -> all.addAll(of.kept));
    all.sort(Comparator.comparingDouble(Mark::seconds));
    return all;
  }

  /** Every mark while they are few, then every second one, every fourth, and so on. */
  private static final class OfKind {
    private List<Mark> kept = new ArrayList<>();
    private long count;
    private long stride = 1;

    void add(Mark mark) {
      if (count++ % stride != 0) {
        return;
      }
      kept.add(mark);
      if (kept.size() > MOST) {
        List<Mark> half = new ArrayList<>();
        for (int i = 0; i < kept.size(); i += 2) {
          half.add(kept.get(i));
        }
        kept = half;
        stride *= 2;
      }
    }
  }
}
