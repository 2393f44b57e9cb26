package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.Outcome;
import freeworker.RemoteFunction;
import freeworker.TaskCancelled;
import freeworker.TaskRefused;
import freeworker.wire.Grant;
import freeworker.wire.parcel.Batch;
import freeworker.wire.parcel.Call;
import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.Outcome.Several;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/*
 * The reader cuts inputs into pieces of as many as take about TARGET. Threads take pieces from the
 * queue, send each in one call, and fill it; the window has all that were cut and not read, in
 * order. A thread has its first worker before it takes a piece, so that what is read first does not
 * wait for a worker behind what is read later. A piece that came back in part, or that is to be
 * tried in smaller ones, is replaced in the window.
 * Guarded by lock: window, queue, running, threads, closed, looked. The inputs and what is read
 * of a piece belong to the reader.
 */
/** One call of {@link freeworker.Engine#map}. */
final class Bulk<A extends @Nullable Object, R extends @Nullable Object>
    implements Iterator<Outcome<R>> {
  private static final Logger LOG = System.getLogger("freeworker");
  private static final String UNREAD = "nobody reads its outcome any more";
  private static final long TARGET = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int GROWTH = 8;
  private static final int MOST_THREADS = 128;

  private final Iterator<? extends A> inputs;
  private final RemoteFunction<A, R> function;
  private final String name;
  private final Packer packer;
  private final Sender sender;
  private final Duration limit;
  private final Consumer<Grant> stop;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition queued = lock.newCondition();
  private final List<Piece<A>> window = new ArrayList<>();
  private final Deque<Piece<A>> queue = new ArrayDeque<>();
  private final Set<Request> running = new HashSet<>();
  private int threads;
  private boolean closed;
  private long looked = System.nanoTime() - LOOK;
  private volatile int size = 1;
  private long cut;
  private @Nullable Piece<A> reading;

  /**
   * @param limit how long one input may take
   * @param stop ends what runs under a grant; it must not wait for that
   * @param executor has a thread for each worker that is to be had
   */
  Bulk(
      Iterator<? extends A> inputs,
      RemoteFunction<A, R> function,
      Packer packer,
      Sender sender,
      Duration limit,
      Consumer<Grant> stop,
      Executor executor) {
    this.inputs = inputs;
    this.function = function;
    this.name = TaskName.of(function);
    this.packer = packer;
    this.sender = sender;
    this.limit = limit;
    this.stop = stop;
    this.executor = executor;
  }

  Stream<Outcome<R>> outcomes() {
    int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, ordered), false)
        .onClose(this::close);
  }

  // The reader

  @Override
  public boolean hasNext() {
    if (reading != null && reading.hasNext()) {
      return true;
    }
    reading = null;
    cutAhead();
    lock.lock();
    try {
      while (!window.isEmpty() && !window.get(0).done()) {
        enlist();
        long unused = filled.awaitNanos(LOOK);
      }
      reading = window.isEmpty() ? null : window.remove(0);
      return reading != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new TaskCancelled(true, name + " was cancelled: its caller was interrupted.");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome<R> next() {
    if (!hasNext() || reading == null) {
      throw new NoSuchElementException();
    }
    return reading.next();
  }

  /** Cuts as many pieces as keep all threads at work. */
  private void cutAhead() {
    while (inputs.hasNext() && lacksPieces()) {
      int count = size;
      List<A> taken = new ArrayList<>(count);
      while (taken.size() < count && inputs.hasNext()) {
        taken.add(inputs.next());
      }
      var piece = new Piece<A>(cut, taken);
      cut += taken.size();
      lock.lock();
      try {
        window.add(piece);
        queue.add(piece);
        queued.signal();
        enlist();
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean lacksPieces() {
    lock.lock();
    try {
      return !closed && queue.size() <= threads && window.size() <= 4 * threads + 4;
    } finally {
      lock.unlock();
    }
  }

  private void close() {
    List<Request> over;
    lock.lock();
    try {
      closed = true;
      over = List.copyOf(running);
      queue.clear();
      window.clear();
      queued.signalAll();
    } finally {
      lock.unlock();
    }
    over.forEach(request -> request.cancel(UNREAD));
  }

  // Those who send

  /**
   * One more thread where pieces wait: the first one in any case, others while workers are free.
   */
  private void enlist() {
    boolean first = threads == 0;
    if (closed
        || queue.isEmpty()
        || threads >= MOST_THREADS
        || (!first && System.nanoTime() - looked < LOOK)) {
      return;
    }
    looked = System.nanoTime();
    threads++;
    try {
      executor.execute(() -> send(first));
    } catch (RejectedExecutionException e) {
      threads--;
      var over = new FreeworkerException("The engine is closed.", e);
      queue.forEach(piece -> piece.fill(Reaped.nothing(piece.size(), over)));
      queue.clear();
      filled.signal();
    }
  }

  private void send(boolean first) {
    @Nullable Grant grant = worker(first);
    boolean found = grant != null;
    @Nullable Piece<A> piece = found || first ? next(found) : leave();
    if (grant != null && piece == null) {
      sender.putBack(grant);
    }
    while (piece != null) {
      try {
        deliver(piece, grant);
      } catch (FreeworkerException e) {
        fill(piece, Reaped.nothing(piece.size(), e));
      } catch (Throwable e) {
        fill(piece, Reaped.nothing(piece.size(), new FreeworkerException(name + ": " + e, e)));
      }
      grant = null;
      piece = next(false);
    }
  }

  /** A worker that is free just now; the first thread waits for one with its piece, if need be. */
  private @Nullable Grant worker(boolean first) {
    try {
      return first ? sender.ready() : sender.found();
    } catch (FreeworkerException e) {
      // The first one will hear of it again, and say it.
      return null;
    }
  }

  private @Nullable Piece<A> leave() {
    lock.lock();
    try {
      threads--;
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next piece to be sent; null when there is none for a while.
   *
   * @param fresh whether a worker was free just now, so that another one may be
   */
  private @Nullable Piece<A> next(boolean fresh) {
    lock.lock();
    try {
      long left = IDLE;
      while (queue.isEmpty() && !closed && left > 0) {
        left = queued.awaitNanos(left);
      }
      Piece<A> piece = queue.poll();
      if (piece == null || closed) {
        threads--;
        return null;
      }
      if (fresh) {
        looked = System.nanoTime() - LOOK;
      }
      enlist();
      return piece;
    } catch (InterruptedException e) {
      // The engine was closed, and this thread is not needed any more.
      threads--;
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends a piece.
   *
   * @param with a worker to begin with, or null
   */
  private void deliver(Piece<A> piece, @Nullable Grant with) {
    boolean single = piece.size() == 1;
    Packed packed;
    try {
      packed =
          single
              ? packer.pack(name, new Call<>(function, piece.inputs().get(0)))
              : packer.pack(name, Batch.of(function, piece.inputs()));
    } catch (RuntimeException | Error e) {
      if (with != null) {
        sender.putBack(with);
      }
      if (single || !(e instanceof TaskRefused)) {
        throw e;
      }
      // One of the inputs cannot travel, or all of them are too much at once.
      replace(piece, halves(piece));
      return;
    }
    if (single) {
      alone(piece, packed, with);
      return;
    }
    var request = new Request(packed, limit.plus(Batch.QUANTUM), stop);
    begin(request);
    try {
      together(piece, packed, request, with);
    } catch (TaskCancelled e) {
      // One of them took too long, unless nobody reads any more.
      replace(piece, singles(piece));
    } finally {
      end(request);
    }
  }

  private void alone(Piece<A> piece, Packed packed, @Nullable Grant with) {
    var request = new Request(packed, limit, stop);
    begin(request);
    try {
      List<@Nullable Object> result = new ArrayList<>();
      result.add(sender.run(request, true, 1, -1, with));
      learn(1, request.lasted());
      fill(piece, new Reaped(List.of((Object) result.toArray()), Map.of()));
    } finally {
      end(request);
    }
  }

  private void together(Piece<A> piece, Packed packed, Request request, @Nullable Grant with) {
    Sender.Sent sent = sender.send(request, packed, -1, with);
    if (sent.answer() instanceof Dispatch.Lost) {
      String died = sender.died(sent.grant(), packed, 0);
      LOG.log(
          Logger.Level.WARNING, died + " Running each of its " + piece.size() + " inputs alone.");
      replace(piece, singles(piece));
    } else if (((Dispatch.Answered) sent.answer()).outcome() instanceof Several several) {
      learn(several.tried(), request.lasted());
      int tried = Math.min(several.tried(), piece.size());
      Reaped reaped = Reaped.of(several, packed, sent.grant());
      if (tried == piece.size()) {
        fill(piece, reaped);
      } else {
        Piece<A> begun = piece.part(0, tried);
        begun.fill(reaped);
        replace(piece, List.of(begun, piece.part(tried)));
      }
    } else {
      // It could not be read there, so nothing of it was run.
      replace(piece, halves(piece));
    }
  }

  private List<Piece<A>> halves(Piece<A> piece) {
    int half = piece.size() / 2;
    return List.of(piece.part(0, half), piece.part(half));
  }

  private List<Piece<A>> singles(Piece<A> piece) {
    List<Piece<A>> singles = new ArrayList<>(piece.size());
    for (int i = 0; i < piece.size(); i++) {
      singles.add(piece.part(i, i + 1));
    }
    return singles;
  }

  private void begin(Request request) {
    boolean over;
    lock.lock();
    try {
      running.add(request);
      over = closed;
    } finally {
      lock.unlock();
    }
    if (over) {
      request.cancel(UNREAD);
    }
  }

  private void end(Request request) {
    lock.lock();
    try {
      running.remove(request);
    } finally {
      lock.unlock();
    }
  }

  private void learn(int count, Duration lasted) {
    long each = Math.max(1, lasted.toNanos() / count);
    // One call that took long for other reasons makes the next pieces smaller, but not tiny.
    long fit = Math.max(TARGET / each, size / 2);
    size = (int) Math.max(1, Math.min(fit, Math.min((long) size * GROWTH, Limits.BATCH)));
  }

  private void fill(Piece<A> piece, Reaped reaped) {
    lock.lock();
    try {
      piece.fill(reaped);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Puts others in the place of a piece; those that are not filled are sent before all others. */
  private void replace(Piece<A> piece, List<Piece<A>> others) {
    lock.lock();
    try {
      int at = window.indexOf(piece);
      if (at >= 0) {
        window.remove(at);
        window.addAll(at, others);
      }
      for (int i = others.size() - 1; i >= 0 && !closed; i--) {
        if (!others.get(i).done()) {
          queue.addFirst(others.get(i));
        }
      }
      queued.signalAll();
      filled.signal();
    } finally {
      lock.unlock();
    }
  }
}
