package freeworker.challenge.words;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Sorted lists on disk, merged among themselves as soon as they are many. */
final class Runs implements Closeable {
  private static final int MANY = 16;

  private final Function<List<Cursor>, Cursor> merge;
  private final int piece;
  private final List<List<Run>> levels = new ArrayList<>();

  Runs(Function<List<Cursor>, Cursor> merge, int piece) {
    this.merge = merge;
    this.piece = piece;
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  /** Writes one more. */
  void add(Cursor sorted) throws IOException {
    put(0, Run.of(sorted, piece));
  }

  private void put(int level, Run run) throws IOException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Run> here = levels.get(level);
    here.add(run);
    if (here.size() == MANY) {
      Run merged = Run.of(merge.apply(here.stream().map(Run::all).toList()), piece);
      close(here);
      put(level + 1, merged);
    }
  }

  /** All of them as one. */
  Cursor all() {
    return merge.apply(runs().stream().map(Run::all).toList());
  }

  /** All of them as one from a border on, and perhaps some before it. */
  Cursor near(Border border) {
    return merge.apply(runs().stream().map(run -> run.near(border)).toList());
  }

  private List<Run> runs() {
    return levels.stream().flatMap(List::stream).toList();
  }

  private static void close(List<Run> runs) throws IOException {
    for (Run run : runs) {
      run.close();
    }
    runs.clear();
  }

  @Override
  public void close() throws IOException {
    for (List<Run> level : levels) {
      close(level);
    }
  }
}
