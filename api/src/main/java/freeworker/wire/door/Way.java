package freeworker.wire.door;

import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.net.Socket;
import java.rmi.server.RMIClientSocketFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to a remote object, part of its stub: dials what the user named, whatever the stub says,
 * and belongs to the visit over which the stub arrived.
 */
final class Way implements RMIClientSocketFactory, Serializable {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Visit visit;

  Way() {
    this(null);
  }

  private Way(@Nullable Visit visit) {
    this.visit = visit;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    if (visit == null) {
      throw new IOException(
          "This stub did not arrive by a visit, so nobody can say where to dial.");
    }
    return visit.dial(port);
  }

  private Object readResolve() throws ObjectStreamException {
    return new Way(Visit.current());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Way way && Objects.equals(visit, way.visit);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(visit);
  }
}
