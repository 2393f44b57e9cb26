package freeworker.challenge.words;

import freeworker.Letter;
import freeworker.Member;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All letters that a member is sent, taken as they come by a thread that never sends: so a full box
 * always empties, whoever waits for whom, and nobody waits in a circle.
 */
final class Inbox implements AutoCloseable {
  /*
   * Guarded by this: what has arrived. The receiver puts it there, or into the group or a spool,
   * which go to disk when they are large; the member's own thread waits for it. When the receiver
   * fails, it interrupts that thread, which may wait for somebody who waits for this box.
   */
  private final Member member;
  private final Group group;
  private final List<Spool> spools = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private final Thread receiver = new Thread(this::receive, "words-inbox");

  private final List<byte[]> files = new ArrayList<>();
  private final Deque<byte[]> texts = new ArrayDeque<>();
  private final List<byte[]> samples = new ArrayList<>();
  private final @Nullable Border[] borders;
  private boolean allFiles;
  private int finishedWords;
  private int finishedLists;
  private long listBytes;
  private @Nullable List<Cut> cuts;
  private boolean told;
  private @Nullable Throwable failure;
  private boolean closing;

  Inbox(Member member, Group group, Room room) {
    this.member = member;
    this.group = group;
    borders = new Border[member.size()];
    var left = new AtomicLong(room.lists());
    for (int rank = 0; rank < member.size(); rank++) {
      spools.add(new Spool(left, room.piece()));
    }
    receiver.setDaemon(true);
    receiver.start();
  }

  private void receive() {
    try {
      boolean more = true;
      while (more) {
        more = take(member.receive());
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private synchronized void fail(Throwable e) {
    if (!closing) {
      failure = e;
      notifyAll();
      owner.interrupt();
    }
  }

  /** Answers whether another letter may come. */
  private boolean take(Letter letter) throws IOException {
    var page = new Page(letter.bytes());
    switch (page.kind()) {
      case WORDS -> group.add(letter.bytes());
      case LIST -> spools.get(letter.from()).add(letter.bytes());
      default -> note(page, letter.bytes());
    }
    return page.kind() != Kind.GO;
  }

  /** Takes a letter of the member to itself. */
  void take(byte[] letter) {
    note(new Page(letter), letter);
  }

  private synchronized void note(Page page, byte[] letter) {
    switch (page.kind()) {
      case FILES -> files.add(letter);
      case ALL_FILES -> allFiles = true;
      case TEXT, ALL_TEXTS -> texts.add(letter);
      case ALL_WORDS -> finishedWords++;
      case RANGES -> cuts = cuts(page);
      case SAMPLES -> samples.add(letter);
      case BORDER -> borders[page.small()] = Border.read(page);
      case ALL_LIST -> {
        finishedLists++;
        listBytes += page.number();
      }
      case GO -> told = true;
      default -> throw new IllegalStateException("a member was sent " + page.kind());
    }
    notifyAll();
  }

  private static List<Cut> cuts(Page page) {
    List<Cut> cuts = new ArrayList<>();
    while (page.more()) {
      cuts.add(new Cut(page.small(), page.number()));
    }
    return cuts;
  }

  /** What may be there. */
  private interface Arrived<T> {
    @Nullable T orNull();
  }

  private synchronized <T> T await(Arrived<T> arrived) throws InterruptedException {
    while (true) {
      T it = arrived.orNull();
      if (it != null) {
        return it;
      }
      if (failure != null) {
        throw new InterruptedException("the receiver of letters has failed");
      }
      wait();
    }
  }

  /** The letters with the names of the member's files, once all are there. */
  List<byte[]> files() throws InterruptedException {
    return await(() -> allFiles ? List.copyOf(files) : null);
  }

  /** The next letter of those with texts. */
  byte[] text() throws InterruptedException {
    return await(texts::poll);
  }

  /** Waits until the others have sent all their words. */
  void awaitWords() throws InterruptedException {
    await(() -> finishedWords == member.size() - 1 ? true : null);
  }

  List<Cut> cuts() throws InterruptedException {
    return await(() -> cuts);
  }

  /** The samples of all others. */
  List<byte[]> samples() throws InterruptedException {
    return await(() -> samples.size() == member.size() - 1 ? samples : null);
  }

  /** The border before the range of a member other than the first, as its owner has told it. */
  Border border(int rank) throws InterruptedException {
    return await(() -> borders[rank]);
  }

  /** Waits for the lists of all others, and answers how many bytes their lines have. */
  long awaitLists() throws InterruptedException {
    return await(() -> finishedLists == member.size() - 1 ? listBytes : null);
  }

  Cursor list(int rank) {
    return spools.get(rank).all();
  }

  /** Waits until the caller wants the lines. */
  void awaitGo() throws InterruptedException {
    await(() -> told ? true : null);
  }

  /** Why it ended before its time, if it did. */
  synchronized @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closing = true;
      if (failure != null) {
        // The interrupt has said what it had to.
        Thread.interrupted();
      }
    }
    receiver.interrupt();
    try {
      receiver.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Spool spool : spools) {
      spool.close();
    }
  }
}
