package freeworker.wire.job;

import freeworker.JobId;
import freeworker.wire.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a job runs.
 *
 * @param name what the profile calls it
 * @param how what kind of program it is
 * @param program the path of one of its files, or a command that the worker has
 * @param main the class to start of a jar; empty for the one that the jar names
 * @param arguments what the program is told, unchanged
 * @param files what lies in its folder
 * @param input the path of the file that is its standard input, empty for none
 * @param limit after how long it is ended; zero for never
 * @param memory how many bytes of memory it may have where the system allows to say so; 0 for any
 * @param kept how many bytes of its output, and of its error output, are kept
 * @param results which files of its folder come back, as patterns of {@code java.nio}'s globs
 * @param element which element of an array this is; {@link #ALONE} when it is none
 */
public record Script(
    String name,
    How how,
    String program,
    String main,
    List<String> arguments,
    List<Item> files,
    String input,
    Duration limit,
    long memory,
    long kept,
    List<String> results,
    long element) {
  /** The stream of its standard output. */
  public static final int OUTPUT = 1;

  /** The stream of its error output. */
  public static final int ERRORS = 2;

  /** The stream of the files that come back: of each its {@link Returned}, then its bytes. */
  public static final int FILES = 3;

  /** How many bytes of a file or of output travel at once. */
  public static final int PIECE = 128 << 10;

  /** What stands for the element of a job that is not of an array. */
  public static final long ALONE = JobId.ALONE;

  private static final int MOST_BYTES = 256 << 10;
  private static final int MOST_WORDS = 10_000;

  /** The kinds of programs. */
  public enum How {
    /** One of the files: run by what its first line says, or by what its ending says, or itself. */
    FILE,
    /** A command of the worker's machine. */
    COMMAND,
    /** A jar, which is one of the files. */
    JAR
  }

  public Script {
    Objects.requireNonNull(how, "how");
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
    results = List.copyOf(results);
    if (name.isEmpty() || program.isEmpty()) {
      throw new IllegalArgumentException("a script has a name and a program");
    }
    if (limit.isNegative() || memory < 0 || kept < 0 || element < ALONE) {
      throw new IllegalArgumentException("a script of less than nothing: " + name);
    }
  }

  /**
   * The same script as this element of an array; {@code {}} in its arguments becomes the number.
   */
  public Script as(long number) {
    String word = Long.toString(number);
    return new Script(
        name,
        how,
        program,
        main,
        arguments.stream().map(argument -> argument.replace("{}", word)).toList(),
        files,
        input,
        limit,
        memory,
        kept,
        results,
        number);
  }

  public byte[] encode() {
    return Bytes.write(this::write);
  }

  public static Script decode(byte[] bytes) throws IOException {
    return Bytes.read(bytes, Script::read);
  }

  void write(DataOutputStream out) throws IOException {
    Bytes.writeLongText(out, name);
    out.writeUTF(how.name());
    Bytes.writeLongText(out, program);
    Bytes.writeLongText(out, main);
    writeWords(out, arguments);
    out.writeInt(files.size());
    for (Item file : files) {
      file.write(out);
    }
    Bytes.writeLongText(out, input);
    out.writeLong(limit.toNanos());
    out.writeLong(memory);
    out.writeLong(kept);
    writeWords(out, results);
    out.writeLong(element);
  }

  static Script read(DataInputStream in) throws IOException {
    try {
      return new Script(
          Bytes.readLongText(in, MOST_BYTES),
          How.valueOf(in.readUTF()),
          Bytes.readLongText(in, MOST_BYTES),
          Bytes.readLongText(in, MOST_BYTES),
          readWords(in),
          readFiles(in),
          Bytes.readLongText(in, MOST_BYTES),
          Duration.ofNanos(in.readLong()),
          in.readLong(),
          in.readLong(),
          readWords(in),
          in.readLong());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void writeWords(DataOutputStream out, List<String> words) throws IOException {
    out.writeInt(words.size());
    for (String word : words) {
      Bytes.writeLongText(out, word);
    }
  }

  private static List<String> readWords(DataInputStream in) throws IOException {
    var words = new ArrayList<String>();
    for (int left = count(in); left > 0; left--) {
      words.add(Bytes.readLongText(in, MOST_BYTES));
    }
    return words;
  }

  private static List<Item> readFiles(DataInputStream in) throws IOException {
    var files = new ArrayList<Item>();
    for (int left = count(in); left > 0; left--) {
      files.add(Item.read(in));
    }
    return files;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_WORDS) {
      throw new IOException("A script has at most " + MOST_WORDS + " words, not " + count + ".");
    }
    return count;
  }
}
