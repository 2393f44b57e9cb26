package freeworker.wire.parcel;

/**
 * Something that a running task looks for and that did not travel with it.
 *
 * @param number which one of its worker; the answer has the same
 * @param closure the id of the closure that lacks it
 * @param path where it would be on the class path; a class is at {@link Closure#path}
 */
public record Want(int number, Hash closure, String path) {
  private static final int MARK = 'W';
  private static final int VERSION = 1;

  public byte[] encode() {
    var out = new FrameWriter(path.length() + 64);
    out.oneByte(MARK);
    out.oneByte(VERSION);
    out.number(number);
    out.hash(closure);
    out.text(path);
    return out.bytes();
  }

  /**
   * @throws BadFrame when the bytes are anything else
   */
  public static Want decode(byte[] bytes) {
    var in = new FrameReader("question for a file", bytes, Limits.NAME + 64, MARK, VERSION);
    var want =
        new Want(
            in.number("its number"), in.hash("a closure's id"), in.text("a path", Limits.NAME));
    in.end();
    return want;
  }
}
