package freeworker.wire.job;

import freeworker.wire.Bytes;
import freeworker.wire.parcel.Hash;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * A file that lies in the folder of a job.
 *
 * @param path where, from that folder: names with a slash between, none of them {@code ..}
 * @param executable whether it may be run as it is
 * @param content what is in it
 * @param length how many bytes that is
 */
public record Item(String path, boolean executable, Hash content, long length) {
  private static final int LONGEST_PATH = 4_096;

  public Item {
    Objects.requireNonNull(content, "content");
    if (!stays(path)) {
      throw new IllegalArgumentException("'" + path + "' is no path within a folder");
    }
    if (length < 0) {
      throw new IllegalArgumentException("a file has no " + length + " bytes");
    }
  }

  /** Whether a path stays within the folder in which it begins. */
  public static boolean stays(String path) {
    if (path.isEmpty() || path.length() > LONGEST_PATH || path.indexOf('\0') >= 0) {
      return false;
    }
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return true;
  }

  void write(DataOutputStream out) throws IOException {
    Bytes.writeLongText(out, path);
    out.writeBoolean(executable);
    out.write(content.bytes());
    out.writeLong(length);
  }

  static Item read(DataInputStream in) throws IOException {
    String path = Bytes.readLongText(in, 4 * LONGEST_PATH);
    boolean executable = in.readBoolean();
    byte[] hash = new byte[Hash.BYTES];
    in.readFully(hash);
    return new Item(path, executable, Hash.read(hash), in.readLong());
  }
}
