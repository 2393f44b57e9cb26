package freeworker.challenge.words;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Goes through several sorted lists as if they were one. */
final class Merge extends Cursor {
  private final List<Cursor> lists;
  private final PriorityQueue<Cursor> heads;
  private final boolean adding;
  private @Nullable Cursor current;
  private boolean begun;
  private byte[] word = new byte[256];

  private Merge(List<Cursor> lists, Comparator<Cursor> order, boolean adding) {
    this.lists = new ArrayList<>(lists);
    this.heads = new PriorityQueue<>(Math.max(1, lists.size()), order);
    this.adding = adding;
  }

  /** Lists by word; the counts of one that is in several are added. */
  static Merge byWord(List<Cursor> lists) {
    return new Merge(lists, Cursor::compareWord, true);
  }

  /** Lists in the order of the result, no word in two of them. */
  static Cursor byRank(List<Cursor> lists) {
    return lists.size() == 1 ? lists.get(0) : new Merge(lists, Cursor::compareRank, false);
  }

  @Override
  boolean next() throws IOException {
    if (!begun) {
      begun = true;
      for (Cursor list : lists) {
        advance(list);
      }
    }
    if (current != null) {
      advance(current);
    }
    Cursor head = heads.poll();
    current = head;
    if (head == null) {
      return false;
    }
    bytes = head.bytes;
    start = head.start;
    length = head.length;
    count = head.count;
    if (adding) {
      addEqual(head);
    }
    return true;
  }

  /** Moves the word to where the lists do not overwrite it, and adds what the others have of it. */
  private void addEqual(Cursor head) throws IOException {
    Cursor other = heads.peek();
    if (other == null || other.compareWord(head) != 0) {
      return;
    }
    if (length > word.length) {
      word = new byte[length];
    }
    System.arraycopy(bytes, start, word, 0, length);
    bytes = word;
    start = 0;
    while (other != null && other.compareWord(this) == 0) {
      heads.poll();
      count += other.count;
      advance(other);
      other = heads.peek();
    }
  }

  private void advance(Cursor list) throws IOException {
    if (list.next()) {
      heads.add(list);
    }
  }
}
