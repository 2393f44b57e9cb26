package freeworker.wire.parcel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a {@link Want}.
 *
 * @param number that of the question
 * @param files what is at the path that was asked for, and at others that will be asked for next;
 *     no contents where there are none
 * @param refusal why nothing is brought, empty when something is
 */
public record Supply(int number, Map<String, List<byte[]>> files, String refusal) {
  private static final int MARK = 'S';
  private static final int VERSION = 1;

  public Supply {
    files = Map.copyOf(files);
    files.forEach(
        (path, contents) -> {
          if (contents.size() > Limits.SAME_PATH) {
            throw new IllegalArgumentException(
                path + " is there " + contents.size() + " times; the limit is " + Limits.SAME_PATH);
          }
        });
  }

  public byte[] encode() {
    var out = new FrameWriter(1024);
    out.oneByte(MARK);
    out.oneByte(VERSION);
    out.number(number);
    out.number(files.size());
    files.forEach(
        (path, contents) -> {
          out.text(path);
          out.oneByte(contents.size());
          contents.forEach(out::block);
        });
    out.text(refusal);
    return out.bytes();
  }

  /**
   * @throws BadFrame when the bytes are anything else
   */
  public static Supply decode(byte[] bytes) {
    var in = new FrameReader("supply of files", bytes, Limits.FRAME, MARK, VERSION);
    int number = in.number("its number");
    var files = new LinkedHashMap<String, List<byte[]>>();
    for (int left = in.count("files", Limits.FILES, 4 + 1); left > 0; left--) {
      String path = in.text("a path", Limits.NAME);
      var contents = new ArrayList<byte[]>();
      for (int more = in.oneByte("the number of files at a path"); more > 0; more--) {
        contents.add(in.block("a file", Limits.FRAME));
      }
      files.put(path, List.copyOf(contents));
    }
    var supply = new Supply(number, files, in.text("a refusal", 3 * Limits.TEXT));
    in.end();
    return supply;
  }
}
