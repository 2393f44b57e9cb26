package freeworker.wire.job;

import freeworker.wire.Bytes;
import java.io.IOException;
import java.util.Objects;

/**
 * A piece of what a job wrote.
 *
 * @param attempt of which of the times that it began
 * @param ended whether nothing follows this piece
 */
public record Excerpt(int attempt, byte[] bytes, boolean ended) {
  public Excerpt {
    Objects.requireNonNull(bytes, "bytes");
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(attempt);
          Bytes.writeBlock(out, bytes);
          out.writeBoolean(ended);
        });
  }

  public static Excerpt decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in -> new Excerpt(in.readInt(), Bytes.readBlock(in, Script.PIECE), in.readBoolean()));
  }
}
