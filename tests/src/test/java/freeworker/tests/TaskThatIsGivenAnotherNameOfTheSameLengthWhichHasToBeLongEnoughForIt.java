package freeworker.tests;

import freeworker.Task;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Meets its test, and tries to take over the terminal of whoever reads what it writes. */
public final class TaskThatIsGivenAnotherNameOfTheSameLengthWhichHasToBeLongEnoughForIt
    implements Task<Long> {
  private final int port;
  private final byte[] token;

  public TaskThatIsGivenAnotherNameOfTheSameLengthWhichHasToBeLongEnoughForIt(
      int port, byte[] token) {
    this.port = port;
    this.token = token.clone();
  }

  @Override
  public Long run() throws Exception {
    System.out.println("said \u001b[2J\u202e\u009b31m");
    long pid = ProcessHandle.current().pid();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var out = new DataOutputStream(socket.getOutputStream());
      out.write(token);
      out.writeLong(pid);
      new DataInputStream(socket.getInputStream()).readByte();
    }
    return pid;
  }
}
