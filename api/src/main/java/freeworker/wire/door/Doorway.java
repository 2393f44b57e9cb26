package freeworker.wire.door;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * RMI takes its callers from `accept` alone. So a thread of ours listens at the port, and hands over
 * whom it meets there exactly as those are handed over who are brought.
 */
/** Where callers come in by themselves, at a port, and where others are brought in. */
final class Doorway extends ServerSocket {
  private final Supplier<Caller> stranger;
  private final Consumer<Caller> came;
  private final SynchronousQueue<Arrival> arrivals = new SynchronousQueue<>();

  private record Arrival(@Nullable Caller caller, @Nullable IOException failure) {}

  /**
   * @param stranger makes a caller of whoever comes to the port
   * @param came told of everybody who came in
   */
  Doorway(Supplier<Caller> stranger, Consumer<Caller> came) throws IOException {
    this.stranger = stranger;
    this.came = came;
  }

  /** Listens at the port to which it was bound. */
  void open() {
    var thread = new Thread(this::listen, "doorway");
    thread.setDaemon(true);
    thread.start();
  }

  /** Hands over somebody who came another way. */
  void bring(Caller caller) throws InterruptedException {
    arrivals.put(new Arrival(caller, null));
  }

  private void listen() {
    try {
      do {
        arrivals.put(next());
      } while (!isClosed());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Arrival next() {
    try {
      Caller caller = stranger.get();
      implAccept(caller);
      return new Arrival(caller, null);
    } catch (IOException e) {
      return new Arrival(null, e);
    }
  }

  @Override
  public Socket accept() throws IOException {
    try {
      Arrival arrival = arrivals.take();
      Caller caller = arrival.caller();
      if (caller == null) {
        throw new IOException("nobody can be let in", arrival.failure());
      }
      came.accept(caller);
      return caller;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while nobody came");
    }
  }
}
