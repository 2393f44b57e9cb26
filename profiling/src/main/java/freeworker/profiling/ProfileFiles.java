package freeworker.profiling;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where profiles lie, and how a new run takes the place of an older one without losing it. */
public final class ProfileFiles {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final String SUFFIX = ".csv";
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(\\.\\d{0,24})?([eE]\\+?\\d)?");
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final int HEAD = 1 << 20;

  /*
   * The one piece of static state: a lock of the operating system belongs to the whole process, and
   * closing any channel on its file drops it. So a second claim in this process must be refused
   * before the lock's file is touched.
   */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private ProfileFiles() {}

  /** The profile of a run that starts with so many workers. */
  public static Path results(Path folder, int workers) {
    return folder.resolve("results_" + workers + SUFFIX);
  }

  /** The name of a segment: the first one is the profile itself. */
  static Path segment(Path first, int number) {
    return number == 1 ? first : first.resolveSibling(stem(first) + ".s" + number + SUFFIX);
  }

  /**
   * Takes the file for a new run: an older profile, with all its segments, is renamed after its
   * first timestamp and never overwritten.
   *
   * @throws ProfileTaken if another live run writes it
   * @throws ProfileRefused if the folder does not allow it
   */
  public static Claim claim(Path file) {
    Path target = file.toAbsolutePath().normalize();
    try {
      Path folder = target.getParent();
      if (folder == null || Files.isDirectory(target)) {
        throw new ProfileRefused(file, file + " is a folder, not a profile. Name a file.");
      }
      Files.createDirectories(folder);
      Path real = folder.toRealPath().resolve(target.getFileName());
      Claim.Lock lock = lock(file, real);
      try {
        return new Claim(file, keep(file), lock);
      } catch (IOException | RuntimeException e) {
        release(lock);
        throw e;
      }
    } catch (IOException e) {
      throw ProfileRefused.unwritable(file, e);
    }
  }

  static void release(Claim.Lock lock) {
    try {
      lock.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException("lock " + lock.file() + " could not be closed", e);
    } finally {
      LOCKED_HERE.remove(lock.file());
    }
  }

  private static Claim.Lock lock(Path file, Path real) throws IOException {
    Path path = real.resolveSibling("." + stem(real) + ".lock");
    if (!LOCKED_HERE.add(path)) {
      throw new ProfileTaken(file, ProcessHandle.current().pid());
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (!locked(channel)) {
        throw new ProfileTaken(file, pid(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)),
          0);
      return new Claim.Lock(path, channel);
    } catch (IOException | RuntimeException e) {
      LOCKED_HERE.remove(path);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static long pid(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(24);
    channel.read(bytes, 0);
    String said = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).trim();
    return said.matches("\\d{1,18}") ? Long.parseLong(said) : 0;
  }

  /**
   * Renames what an older run left there; its first file goes last, so that a half-done rename is
   * seen.
   */
  private static @Nullable Path keep(Path file) throws IOException {
    List<Path> parts = parts(file);
    if (parts.isEmpty()) {
      return null;
    }
    String base = stem(file) + "." + STAMP.format(began(parts.get(parts.size() - 1)));
    String name = base;
    for (int copy = 2; taken(file, name); copy++) {
      name = base + "-" + copy;
    }
    Path kept = file.resolveSibling(name + SUFFIX);
    for (Path part : parts) {
      String tail = part.getFileName().toString().substring(stem(file).length());
      Files.move(part, file.resolveSibling(name + tail));
    }
    return kept;
  }

  /** The files of the run that lie there, the last segment first. */
  private static List<Path> parts(Path file) throws IOException {
    Pattern segment = Pattern.compile(Pattern.quote(stem(file)) + "\\.s(\\d{1,9})\\.csv");
    var numbers = new TreeMap<Integer, Path>(Comparator.reverseOrder());
    try (Stream<Path> siblings = Files.list(folder(file))) {
      siblings.forEach(
          path -> {
            Matcher matcher = segment.matcher(path.getFileName().toString());
            if (matcher.matches()) {
              numbers.put(Integer.parseInt(matcher.group(1)), path);
            }
          });
    }
    var parts = new ArrayList<Path>(numbers.values());
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      parts.add(file);
    }
    return parts;
  }

  private static boolean taken(Path file, String name) throws IOException {
    Path kept = file.resolveSibling(name + SUFFIX);
    return Files.exists(kept, LinkOption.NOFOLLOW_LINKS) || !parts(kept).isEmpty();
  }

  /** When the run began: its first timestamp, or else when the file was last written. */
  private static Instant began(Path file) throws IOException {
    Optional<Instant> first = firstTimestamp(file);
    return first.isPresent()
        ? first.get()
        : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  private static Optional<Instant> firstTimestamp(Path file) {
    try (var in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      try (var csv = new CSVReader(new StringReader(head))) {
        String[] header = csv.readNext();
        String[] row = csv.readNext();
        int column = header == null ? -1 : Arrays.asList(header).indexOf("Timestamp");
        return row == null || column < 0 || column >= row.length
            ? Optional.empty()
            : instant(row[column]);
      }
    } catch (IOException | CsvValidationException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String seconds) {
    if (!SECONDS.matcher(seconds).matches()) {
      return Optional.empty();
    }
    long whole = new BigDecimal(seconds).setScale(0, RoundingMode.FLOOR).longValue();
    return whole > LATEST ? Optional.empty() : Optional.of(Instant.ofEpochSecond(whole));
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " has no folder");
    }
    return folder;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
