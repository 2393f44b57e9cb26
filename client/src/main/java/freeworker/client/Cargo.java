package freeworker.client;

import freeworker.JobId;
import freeworker.JobOrder;
import freeworker.JobRefused;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A job as it travels: what to run, and the files for it, which are read when they are asked for.
 */
final class Cargo {
  /** Where the standard input lies, beside whatever else has a name there. */
  private static final String INPUT = ".freeworker-input";

  private final List<Item> items = new ArrayList<>();
  private final Map<Hash, Path> files = new HashMap<>();
  private final Script script;

  /** Takes a piece of a file. */
  interface Bearer {
    void bear(long length, long offset, byte[] piece);
  }

  private Cargo(JobOrder order) throws IOException {
    boolean travels = order.kind() != JobOrder.Kind.COMMAND;
    String program = travels ? put(Path.of(order.program())) : order.program();
    for (Path file : order.beside()) {
      put(file);
    }
    String input = "";
    if (order.input().isPresent()) {
      input = INPUT;
      put(order.input().get(), INPUT);
    }
    script =
        new Script(
            order.name(),
            Script.How.valueOf(order.kind().name()),
            program,
            order.main(),
            order.arguments(),
            items,
            input,
            order.limit(),
            order.memory(),
            order.kept(),
            order.results(),
            JobId.ALONE);
  }

  /**
   * @throws IOException when a file cannot be read
   */
  static Cargo of(JobOrder order) throws IOException {
    try {
      return new Cargo(order);
    } catch (IllegalArgumentException e) {
      throw new JobRefused(JobRefused.Reason.UNFIT, String.valueOf(e.getMessage()) + ".");
    }
  }

  Script script() {
    return script;
  }

  private String put(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (items.stream().anyMatch(item -> item.path().equals(name))) {
      throw new FileSystemException(
          file.toString(), null, "is the second file of the job that is called " + name);
    }
    put(file, name);
    return name;
  }

  private void put(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      String what = Files.isDirectory(file) ? "a directory" : "no regular file";
      throw new FileSystemException(file.toString(), null, "is " + what);
    }
    Hash hash = hash(file);
    files.put(hash, file);
    items.add(new Item(name, Files.isExecutable(file), hash, Files.size(file)));
  }

  private static Hash hash(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[Script.PIECE];
      while (in.read(buffer) >= 0) {
        // The digest sees what is read.
      }
    }
    return Hash.read(digest.digest());
  }

  /** Hands over the pieces of a file in their order; one at least. */
  void pieces(Hash hash, Bearer bearer) throws IOException {
    Path file = Objects.requireNonNull(files.get(hash), "a file that nobody has");
    long length = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      long offset = 0;
      do {
        byte[] piece = in.readNBytes(Script.PIECE);
        bearer.bear(length, offset, piece);
        offset += piece.length;
        if (piece.length == 0) {
          return;
        }
      } while (offset < length);
    }
  }
}
