package freeworker.challenge.words;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds where within a group of frequencies a border is, from a few words of each member. */
final class Samples {
  private static final int MOST = 512;

  /** A stretch of words: where it begins, and how many bytes their lines have. */
  private record Stretch(Border begin, long bytes) {}

  private final List<Stretch> stretches = new ArrayList<>();

  /** Those of a member, as a letter. */
  static byte[] of(Ranking ranking, int group) throws IOException {
    Pen pen = Pen.letter(Kind.SAMPLES);
    long step = Math.max(1, ranking.histogram().bytes(group) / MOST);
    Cursor words = ranking.between(top(group), bottom(group));
    Border begin = Border.END;
    long bytes = 0;
    while (words.next()) {
      if (bytes == 0) {
        begin = Border.at(words);
      }
      bytes += Digits.line(words.length, words.count);
      if (bytes >= step) {
        begin.write(pen);
        pen.number(bytes);
        bytes = 0;
      }
    }
    if (bytes > 0) {
      begin.write(pen);
      pen.number(bytes);
    }
    return pen.copy();
  }

  /** Before the first word that can be in a group. */
  private static Border top(int group) {
    return Border.before(Histogram.above(group) - 1);
  }

  /** After the last one. */
  private static Border bottom(int group) {
    return Border.before(Histogram.lowest(group) - 1);
  }

  /** Adds those of a letter. */
  void add(Page letter) {
    while (letter.more()) {
      Border begin = Border.read(letter);
      stretches.add(new Stretch(begin, letter.number()));
    }
  }

  /** The border that has nearest to so many bytes of the group before it. */
  Border border(int group, long offset) {
    stretches.sort(Comparator.comparing(Stretch::begin, Border::compare));
    Border nearest = top(group);
    long least = offset;
    long before = 0;
    for (int i = 0; i <= stretches.size(); i++) {
      if (Math.abs(before - offset) < least) {
        least = Math.abs(before - offset);
        nearest = i < stretches.size() ? stretches.get(i).begin() : bottom(group);
      }
      if (i < stretches.size()) {
        before += stretches.get(i).bytes();
      }
    }
    return nearest;
  }
}
