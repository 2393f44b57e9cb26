package freeworker.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/*
 * Guarded by this: links, held, delay, portion, torn, cut. Two threads a link carry its bytes, one each way; each asks
 * before it passes on what it read.
 */
/** A network between clients and a server on this machine that fails when it is told to. */
public final class FaultProxy implements AutoCloseable {
  /** Where bytes go. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private static final int BUFFER = 16 << 10;

  private final int target;
  private final ServerSocket door;
  private final List<Link> links = new ArrayList<>();
  private final Set<Direction> held = EnumSet.noneOf(Direction.class);
  private Duration delay = Duration.ZERO;
  private int portion = BUFFER;
  private int torn;
  private boolean cut;

  /** Carries to a port of this machine. */
  public FaultProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept, "proxy-door");
  }

  /** Where clients come in. */
  public int port() {
    return door.getLocalPort();
  }

  /** How many connections there are. */
  public synchronized int links() {
    return links.size();
  }

  /** Closes all connections, and each new one, until it is healed. */
  public synchronized void cut() {
    cut = true;
    closeAll(false);
  }

  /** Breaks all connections with a reset; new ones are carried. */
  public synchronized void reset() {
    closeAll(true);
  }

  /** Passes nothing on in these directions, and closes nothing; what is held comes when healed. */
  public synchronized void hold(Set<Direction> directions) {
    held.addAll(directions);
  }

  /** Passes everything on, but so much later. */
  public synchronized void delay(Duration time) {
    delay = time;
  }

  /** Passes everything on byte by byte, each so much later than the one before. */
  public synchronized void trickle(Duration time) {
    delay = time;
    portion = 1;
  }

  /** Breaks a connection with a reset within the next piece of more than so many bytes. */
  public synchronized void tear(int bytes) {
    torn = bytes;
  }

  /** A whole network again. */
  public synchronized void heal() {
    cut = false;
    portion = BUFFER;
    torn = 0;
    held.clear();
    delay = Duration.ZERO;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    door.close();
    synchronized (this) {
      cut = true;
      closeAll(false);
    }
  }

  private void closeAll(boolean reset) {
    List.copyOf(links).forEach(link -> link.close(reset));
    notifyAll();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (!carry(client)) {
          client.close();
        }
      } catch (IOException e) {
        // The door closed, or nobody is at the target: the client's connection says so.
      }
    }
  }

  private synchronized boolean carry(Socket client) throws IOException {
    if (cut) {
      return false;
    }
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    var link = new Link(client, server);
    links.add(link);
    daemon(() -> link.pump(client, server, Direction.TO_SERVER), "proxy-out-" + client.getPort());
    daemon(() -> link.pump(server, client, Direction.TO_CLIENT), "proxy-in-" + client.getPort());
    return true;
  }

  /** Waits until bytes may pass; answers false when their connection is closed. */
  private synchronized boolean pass(Link link, Direction direction) throws InterruptedException {
    long due = System.nanoTime() + delay.toNanos();
    while (!link.closed) {
      long left = due - System.nanoTime();
      if (held.contains(direction)) {
        wait();
      } else if (left > 0 && !delay.isZero()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } else {
        return true;
      }
    }
    return false;
  }

  private synchronized int portion() {
    return portion;
  }

  /** After how many bytes of this piece its connection breaks; 0 when it does not. */
  private synchronized int torn(int piece) {
    int bytes = torn < piece ? torn : 0;
    if (bytes > 0) {
      torn = 0;
    }
    return bytes;
  }

  private static void daemon(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One client's connection, and the one to the server that belongs to it. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private boolean closed;
    private int over;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pump(Socket from, Socket to, Direction direction) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          int torn = torn(n);
          if (!carry(buffer, torn > 0 ? torn : n, out, direction)) {
            return;
          }
          if (torn > 0) {
            close(true);
          }
        }
        if (pass(this, direction)) {
          to.shutdownOutput();
          oneWayOver();
        }
      } catch (IOException e) {
        close(false);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close(false);
      }
    }

    private boolean carry(byte[] bytes, int count, OutputStream out, Direction direction)
        throws IOException, InterruptedException {
      for (int sent = 0; sent < count; ) {
        if (!pass(this, direction)) {
          return false;
        }
        int some = Math.min(portion(), count - sent);
        out.write(bytes, sent, some);
        sent += some;
      }
      return true;
    }

    private void oneWayOver() {
      boolean both;
      synchronized (FaultProxy.this) {
        both = ++over == 2;
      }
      if (both) {
        close(false);
      }
    }

    void close(boolean reset) {
      synchronized (FaultProxy.this) {
        closed = true;
        links.remove(this);
        FaultProxy.this.notifyAll();
      }
      for (Socket socket : List.of(client, server)) {
        try {
          if (reset) {
            socket.setSoLinger(true, 0);
          }
          socket.close();
        } catch (IOException e) {
          // It is closed already.
        }
      }
    }
  }
}
