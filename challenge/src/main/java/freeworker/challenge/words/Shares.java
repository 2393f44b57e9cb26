package freeworker.challenge.words;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides files among members, so that each has as many bytes: the files lie one after the other
 * and are cut into as many equal pieces as there are members.
 */
final class Shares {
  /** What opening a file costs, in bytes that could be read meanwhile. */
  private static final long OPENING = 16 * 1024;

  private Shares() {}

  /**
   * The parts of each member.
   *
   * @param sizes those of the files, by their numbers
   * @param whole files up to this size stay whole
   */
  static List<List<Part>> of(List<Long> sizes, int members, long whole) {
    long all = 0;
    for (long size : sizes) {
      all += OPENING + size;
    }
    List<List<Part>> shares = new ArrayList<>();
    for (int rank = 0; rank < members; rank++) {
      shares.add(new ArrayList<>());
    }
    long start = 0;
    int rank = 0;
    for (int file = 0; file < sizes.size(); file++) {
      long size = sizes.get(file);
      if (size <= whole) {
        long middle = start + (OPENING + size) / 2;
        while (middle >= end(all, rank, members)) {
          rank++;
        }
        shares.get(rank).add(new Part(file, 0, size, true));
      } else {
        long begin = 0;
        while (begin < size) {
          long left = end(all, rank, members) - start - OPENING;
          if (rank + 1 == members || left >= size) {
            shares.get(rank).add(new Part(file, begin, size, true));
            begin = size;
          } else {
            if (left > begin) {
              shares.get(rank).add(new Part(file, begin, left, false));
              begin = left;
            }
            rank++;
          }
        }
      }
      start += OPENING + size;
    }
    return shares;
  }

  private static long end(long all, int rank, int members) {
    return rank + 1 == members ? Long.MAX_VALUE : (long) ((double) all * (rank + 1) / members);
  }
}
