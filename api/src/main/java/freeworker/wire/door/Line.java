package freeworker.wire.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One end of a connection: a socket of its own, or the inside of another connection. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the carrier has a monitor of its own
abstract class Line extends Socket {
  /** After 15 s of silence it is asked every 5 s, three times. */
  private static final Map<String, Integer> PROBES =
      Map.of("TCP_KEEPIDLE", 15, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3);

  private final @Nullable Socket carrier;

  /**
   * @param carrier what carries this connection's bytes; null when it is to be a socket of its own
   */
  Line(@Nullable Socket carrier) {
    this.carrier = carrier;
  }

  /** What arrives, as it arrives. */
  InputStream bareIn() throws IOException {
    return carrier == null ? super.getInputStream() : carrier.getInputStream();
  }

  OutputStream bareOut() throws IOException {
    return carrier == null ? super.getOutputStream() : carrier.getOutputStream();
  }

  /** Lets the system find out when the machine at the other end is gone, which says nothing. */
  @SuppressWarnings("unchecked") // the options of these names are whole numbers
  void probe() throws IOException {
    setKeepAlive(true);
    for (SocketOption<?> option : supportedOptions()) {
      Integer value = PROBES.get(option.name());
      if (value != null) {
        setOption((SocketOption<Integer>) option, value);
      }
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (carrier != null) {
      carrier.close();
    }
  }

  @Override
  public boolean isConnected() {
    return carrier == null ? super.isConnected() : carrier.isConnected();
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return carrier == null ? super.getSoTimeout() : carrier.getSoTimeout();
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    if (carrier == null) {
      super.setSoTimeout(millis);
    } else {
      carrier.setSoTimeout(millis);
    }
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    if (carrier == null) {
      super.setTcpNoDelay(on);
    } else {
      carrier.setTcpNoDelay(on);
    }
  }

  @Override
  public InetAddress getInetAddress() {
    return carrier == null ? super.getInetAddress() : carrier.getInetAddress();
  }

  @Override
  public int getPort() {
    return carrier == null ? super.getPort() : carrier.getPort();
  }

  @Override
  public InetAddress getLocalAddress() {
    return carrier == null ? super.getLocalAddress() : carrier.getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return carrier == null ? super.getLocalPort() : carrier.getLocalPort();
  }
}
