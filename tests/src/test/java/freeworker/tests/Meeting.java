package freeworker.tests;

import freeworker.Task;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;

/**
 * Where a test meets a task that runs on a worker: it learns its pid, and says when it may end. Who
 * does not say its token first is no such task: RMI dials ports of earlier tests for minutes.
 */
final class Meeting implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] token = new byte[16];

  Meeting() throws IOException {
    new SecureRandom().nextBytes(token);
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout((int) Program.LIMIT.toMillis());
  }

  int port() {
    return server.getLocalPort();
  }

  /** What who comes here says before its pid. */
  byte[] token() {
    return token.clone();
  }

  /** A task that comes here, says who it is, and waits to be let go. */
  Task<Long> task() {
    int port = server.getLocalPort();
    byte[] first = token;
    return () -> {
      long pid = ProcessHandle.current().pid();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        var out = new DataOutputStream(socket.getOutputStream());
        out.write(first);
        out.writeLong(pid);
        new DataInputStream(socket.getInputStream()).readByte();
      }
      return pid;
    };
  }

  /** A task that comes here, says who it is, waits to be interrupted, and says that it was. */
  Task<Long> patient() {
    int port = server.getLocalPort();
    byte[] first = token;
    return () -> {
      long pid = ProcessHandle.current().pid();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        var out = new DataOutputStream(socket.getOutputStream());
        out.write(first);
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
    while (true) {
      Socket socket = server.accept();
      socket.setSoTimeout((int) Program.LIMIT.toMillis());
      var in = new DataInputStream(socket.getInputStream());
      try {
        if (isToken(in)) {
          return new Guest(socket, in.readLong());
        }
      } catch (IOException e) {
        // It said too little, or nothing.
      }
      System.err.println("A stranger came to a meeting and was sent away: " + socket);
      socket.close();
    }
  }

  /** Read byte by byte, since a stranger that says a few waits for an answer then. */
  private boolean isToken(DataInputStream in) throws IOException {
    for (byte each : token) {
      if (in.readByte() != each) {
        return false;
      }
    }
    return true;
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
