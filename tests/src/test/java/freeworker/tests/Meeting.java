package freeworker.tests;

import freeworker.Task;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Where a test meets a task that runs on a worker: it learns its pid, and says when it may end. */
final class Meeting implements AutoCloseable {
  private final ServerSocket server;

  Meeting() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout((int) Program.LIMIT.toMillis());
  }

  int port() {
    return server.getLocalPort();
  }

  /** A task that comes here, says who it is, and waits to be let go. */
  Task<Long> task() {
    int port = server.getLocalPort();
    return () -> {
      long pid = ProcessHandle.current().pid();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        new DataOutputStream(socket.getOutputStream()).writeLong(pid);
        new DataInputStream(socket.getInputStream()).readByte();
      }
      return pid;
    };
  }

  /** A task that comes here, says who it is, waits to be interrupted, and says that it was. */
  Task<Long> patient() {
    int port = server.getLocalPort();
    return () -> {
      long pid = ProcessHandle.current().pid();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeLong(pid);
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          out.writeByte(1);
        }
      }
      return pid;
    };
  }

  /** Waits for the next task to come. */
  Guest await() throws IOException {
    Socket socket = server.accept();
    socket.setSoTimeout((int) Program.LIMIT.toMillis());
    return new Guest(socket, new DataInputStream(socket.getInputStream()).readLong());
  }

  /** A task that waits. */
  record Guest(Socket socket, long pid) {
    void letGo() throws IOException {
      socket.getOutputStream().write(1);
    }

    /** Waits until a patient one says that it was interrupted. */
    boolean wasInterrupted() throws IOException {
      return socket.getInputStream().read() == 1;
    }

    void kill() throws IOException, InterruptedException {
      Program.signal("KILL", String.valueOf(pid));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
