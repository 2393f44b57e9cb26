package freeworker.crew;

import java.util.HexFormat;
import java.util.Objects;

/**
 * Where the worker processes of a crew find their broker, and where clients find them.
 *
 * @param certificate the fingerprint of the broker's certificate
 * @param sealed whether to speak TLS though the broker is on this machine
 * @param listen the address at which a worker's door is, empty for this machine alone
 */
public record Endpoint(String host, int port, byte[] certificate, boolean sealed, String listen) {
  public Endpoint {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(listen, "listen");
  }

  /** In words of one line, as a worker process reads them. */
  String words() {
    return host
        + " "
        + port
        + " "
        + (certificate.length == 0 ? "-" : HexFormat.of().formatHex(certificate))
        + " "
        + sealed
        + " "
        + (listen.isEmpty() ? "-" : listen);
  }
}
