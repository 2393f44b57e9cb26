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

  public TaskThatIsGivenAnotherNameOfTheSameLengthWhichHasToBeLongEnoughForIt(int port) {
    this.port = port;
  }

  @Override
  public Long run() throws Exception {
    System.out.println("said \u001b[2J\u202e\u009b31m");
    long pid = ProcessHandle.current().pid();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      new DataOutputStream(socket.getOutputStream()).writeLong(pid);
      new DataInputStream(socket.getInputStream()).readByte();
    }
    return pid;
  }
}
