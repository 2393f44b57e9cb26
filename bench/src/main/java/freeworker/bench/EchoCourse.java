package freeworker.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** The laps of the floor below all others: four bytes there and back over one connection. */
final class EchoCourse implements Course {
  private static final int PATIENCE = 30_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * @param port where an {@link Echo} is
   */
  EchoCourse(int port) throws IOException {
    socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  @Override
  public Lap lap(int thread) {
    return round -> {
      // As an int it would be four writes.
      out.write(new byte[] {1, 2, (byte) (round >> 8), (byte) round});
      if (in.readInt() != (0x0102_0000 | (round & 0xFFFF))) {
        throw new IllegalStateException("Something else came back.");
      }
      return 1;
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
