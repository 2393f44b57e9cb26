package freeworker.wire;

import java.io.IOException;

/** How a client introduces itself: the protocol it speaks, and a name for people. */
public record Card(int protocol, String name) {
  /** The protocol that this version speaks. */
  public static final int PROTOCOL = 5;

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(protocol);
          out.writeUTF(name);
        });
  }

  public static Card decode(byte[] bytes) throws IOException {
    return Bytes.read(bytes, in -> new Card(in.readInt(), in.readUTF()));
  }
}
