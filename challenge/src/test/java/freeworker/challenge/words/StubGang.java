package freeworker.challenge.words;

import freeworker.FreeworkerException;
import freeworker.Gang;
import freeworker.GangBroken;
import freeworker.GangTask;
import freeworker.Letter;
import freeworker.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A gang of threads of this process, with small boxes; it keeps what the caller was sent. */
final class StubGang implements Gang<Long> {
  private static final int BOX = 2;

  /** What the caller sent or was sent, in that order. */
  final List<byte[]> callers = new ArrayList<>();

  private final List<BlockingQueue<Letter>> boxes = new ArrayList<>();
  private final BlockingQueue<Letter> callersBox = new ArrayBlockingQueue<>(BOX);
  private final List<Thread> threads = new ArrayList<>();
  private final List<@Nullable Long> results = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch ended;

  StubGang(int size, GangTask<Long> task) {
    ended = new CountDownLatch(size);
    for (int rank = 0; rank < size; rank++) {
      boxes.add(new ArrayBlockingQueue<>(BOX));
      results.add(null);
    }
    for (int rank = 0; rank < size; rank++) {
      var member = new Seat(rank);
      threads.add(new Thread(() -> run(task, member), "stub-member-" + rank));
    }
    threads.forEach(Thread::start);
  }

  private void run(GangTask<Long> task, Seat member) {
    try {
      Long result = task.run(member);
      synchronized (results) {
        results.set(member.rank(), result);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      threads.stream().filter(t -> t != Thread.currentThread()).forEach(Thread::interrupt);
    } finally {
      ended.countDown();
    }
  }

  @Override
  public int size() {
    return boxes.size();
  }

  @Override
  public void send(int to, byte[] bytes) throws InterruptedException {
    callers.add(bytes);
    put(boxes.get(to), new Letter(Member.CALLER, bytes));
  }

  @Override
  public Letter receive() throws InterruptedException {
    Letter letter = poll(callersBox);
    callers.add(letter.bytes());
    return letter;
  }

  private Letter poll(BlockingQueue<Letter> box) throws InterruptedException {
    while (true) {
      Letter letter = box.poll(20, java.util.concurrent.TimeUnit.MILLISECONDS);
      if (letter != null) {
        return letter;
      }
      complain();
    }
  }

  private void put(BlockingQueue<Letter> box, Letter letter) throws InterruptedException {
    while (!box.offer(letter, 20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      complain();
    }
  }

  private void complain() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new FreeworkerException("a member failed: " + cause, cause);
    }
  }

  @Override
  public List<Long> results() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    complain();
    List<Long> all = new ArrayList<>();
    synchronized (results) {
      results.forEach(result -> all.add(result == null ? -1 : result));
    }
    return all;
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Where a member sits. */
  private final class Seat implements Member {
    private final int rank;

    Seat(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return boxes.size();
    }

    @Override
    public void send(int to, byte[] bytes) throws InterruptedException {
      if (to == rank) {
        throw new GangBroken("nobody needs letters to himself");
      }
      (to == CALLER ? callersBox : boxes.get(to)).put(new Letter(rank, bytes));
    }

    @Override
    public byte[] receive(int from) {
      throw new UnsupportedOperationException("its letters come from whomever");
    }

    @Override
    public Letter receive() throws InterruptedException {
      return boxes.get(rank).take();
    }

    @Override
    public void barrier() {
      throw new UnsupportedOperationException("nobody needs it");
    }
  }
}
