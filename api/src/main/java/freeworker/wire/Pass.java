package freeworker.wire;

import java.io.IOException;
import java.util.Objects;

/**
 * What lets a client in at the worker that was lent to it.
 *
 * @param stub the worker's remote reference, serialized
 * @param host where to dial it, empty for the host of the broker
 * @param certificate the fingerprint of its certificate, empty when it has none
 * @param ticket the name of the ticket that its door asks for
 * @param secret the ticket's secret
 * @param proof shows to the worker that the lease is this client's
 * @param relayed whether to reach it through the broker instead
 */
public record Pass(
    byte[] stub,
    String host,
    byte[] certificate,
    String ticket,
    byte[] secret,
    byte[] proof,
    boolean relayed) {
  private static final int LIMIT = 16 * 1024;

  public Pass {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(ticket, "ticket");
  }

  /** The session that the ticket is for. */
  public long session() throws IOException {
    String[] parts = ticket.split(":", -1);
    try {
      return Long.parseLong(parts.length == 3 ? parts[1] : "");
    } catch (NumberFormatException e) {
      throw new IOException("'" + ticket + "' is no ticket", e);
    }
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          Bytes.writeBlock(out, stub);
          out.writeUTF(host);
          Bytes.writeBlock(out, certificate);
          out.writeUTF(ticket);
          Bytes.writeBlock(out, secret);
          Bytes.writeBlock(out, proof);
          out.writeBoolean(relayed);
        });
  }

  public static Pass decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in ->
            new Pass(
                Bytes.readBlock(in, LIMIT),
                in.readUTF(),
                Bytes.readBlock(in, LIMIT),
                in.readUTF(),
                Bytes.readBlock(in, LIMIT),
                Bytes.readBlock(in, LIMIT),
                in.readBoolean()));
  }
}
