package freeworker.worker;

import freeworker.wire.Roster;
import java.io.IOException;
import java.rmi.ConnectException;
import java.rmi.ConnectIOException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The broker as a worker on a busy machine sees it: what did not reach it is said again for a
 * while; what may have reached it, or was refused, is not.
 */
final class PatientRoster implements Roster {
  /** Longer than a door waits for a proof, so that one proof that came late is no end. */
  static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final Roster broker;
  private final Duration patience;

  /** Something that needs the broker. */
  interface Call<T> {
    T make() throws IOException;
  }

  PatientRoster(Roster broker, Duration patience) {
    this.broker = broker;
    this.patience = patience;
  }

  @Override
  public byte[] enrol(byte[] badge) throws RemoteException {
    return said(() -> broker.enrol(badge));
  }

  @Override
  public byte[] nextOrder() throws RemoteException {
    return said(broker::nextOrder);
  }

  @Override
  public void report(byte[] entries) throws RemoteException {
    said(
        () -> {
          broker.report(entries);
          return true;
        });
  }

  @Override
  public byte[] script(long lease) throws RemoteException {
    return said(() -> broker.script(lease));
  }

  @Override
  public byte[] piece(long lease, byte[] hash, long offset) throws RemoteException {
    return said(() -> broker.piece(lease, hash, offset));
  }

  @Override
  public void wrote(long lease, int stream, long offset, byte[] bytes) throws RemoteException {
    said(
        () -> {
          broker.wrote(lease, stream, offset, bytes);
          return true;
        });
  }

  @Override
  public void scriptEnded(long lease, byte[] ending) throws RemoteException {
    said(
        () -> {
          broker.scriptEnded(lease, ending);
          return true;
        });
  }

  private <T> T said(Call<T> call) throws RemoteException {
    try {
      return again(patience, call);
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw new RemoteException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Makes a call, again and again while the broker is not reached. */
  static <T> T again(Duration patience, Call<T> call) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return call.make();
      } catch (IOException e) {
        if (!missed(e) || System.nanoTime() - deadline >= 0) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /**
   * Whether the broker is there, but was not reached. Where nobody listens it is gone, and a door
   * that refuses knows why; both are a ConnectException of their own, with no other cause.
   */
  private static boolean missed(IOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean unsent =
        e instanceof ConnectException
            || e instanceof ConnectIOException
            || e instanceof java.net.ConnectException;
    return unsent && !(root instanceof java.net.ConnectException);
  }
}
