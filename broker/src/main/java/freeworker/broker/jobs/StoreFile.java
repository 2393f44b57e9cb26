package freeworker.broker.jobs;

import freeworker.broker.jobs.JobStoreFailure.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;

/** The file of the store, and the connections to it. */
final class StoreFile {
  private static final String NAME = "jobs.db";
  private static final String UNPACKING = "org.sqlite.tmpdir";
  private static final int PAGE = 4_096;
  private static final int BUSY_MILLIS = 5_000;

  private final Path file;
  private final long mostBytes;

  /**
   * @param folder where it is, a folder of this broker alone
   * @param mostBytes how large it may become
   */
  StoreFile(Path folder, long mostBytes) {
    this.file = folder.toAbsolutePath().resolve(NAME);
    this.mostBytes = mostBytes;
  }

  Path path() {
    return file;
  }

  /** The connection that writes, to a file that has the tables of this version from then on. */
  StoreRows writing(Point point, List<List<String>> steps) throws JobStoreFailure {
    create();
    load();
    try {
      var rows = new StoreRows(connection(new SQLiteConfig()), point);
      try {
        // Before there are tables, or not at all.
        rows.command("PRAGMA auto_vacuum = INCREMENTAL");
        rows.first("PRAGMA journal_mode = WAL", row -> row.getString(1));
        rows.command("PRAGMA synchronous = FULL");
        rows.command("PRAGMA wal_autocheckpoint = 4000");
        rows.first("PRAGMA journal_size_limit = 67108864", row -> row.getLong(1));
        rows.command("PRAGMA cache_size = -16384");
        rows.first("PRAGMA max_page_count = " + mostBytes / PAGE, row -> row.getLong(1));
        StoreSchema.migrate(file, rows, steps);
        rows.command("PRAGMA foreign_keys = ON");
        return rows;
      } catch (SQLException | JobStoreFailure e) {
        rows.close();
        throw e;
      }
    } catch (SQLException e) {
      throw JobStoreFailure.of(file, e);
    }
  }

  /** A connection that only reads, and sees what is committed. */
  StoreRows reading() throws SQLException {
    var rows = new StoreRows(connection(new SQLiteConfig()), Point.NONE);
    rows.command("PRAGMA query_only = ON");
    rows.command("PRAGMA cache_size = -4096");
    return rows;
  }

  private java.sql.Connection connection(SQLiteConfig config) throws SQLException {
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPageSize(PAGE);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setGetGeneratedKeys(false);
    // As an address, in which no character of a folder's name means anything.
    return config.createConnection("jdbc:sqlite:" + file.toUri().toASCIIString());
  }

  private void create() throws JobStoreFailure {
    try {
      Files.createDirectories(file.resolveSibling("."), attributes("rwx------"));
      Files.createFile(file, attributes("rw-------"));
    } catch (FileAlreadyExistsException e) {
      // What is in it is looked at next.
    } catch (IOException e) {
      throw new JobStoreFailure(
          Kind.UNUSABLE, file + " cannot be made: " + e + ". Make its folder writable.");
    }
  }

  /**
   * Loads SQLite's native library, which is unpacked beside the file and not in /tmp, where it
   * might not be run; it leaves nothing there. Where it is to go can be said by -D{@value
   * #UNPACKING}.
   */
  private void load() throws JobStoreFailure {
    synchronized (StoreFile.class) {
      Path chosen = file.resolveSibling("native");
      boolean ours = System.getProperty(UNPACKING) == null;
      try {
        if (ours) {
          Files.createDirectories(chosen, attributes("rwx------"));
          empty(chosen);
          System.setProperty(UNPACKING, chosen.toString());
        }
        SQLiteJDBCLoader.initialize();
      } catch (Exception | UnsatisfiedLinkError e) {
        throw new JobStoreFailure(
            Kind.UNUSABLE,
            "SQLite's library cannot be loaded from "
                + System.getProperty(UNPACKING, chosen.toString())
                + ". Start with -D"
                + UNPACKING
                + "=FOLDER, one from which programs may run: "
                + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
      } finally {
        if (ours) {
          System.clearProperty(UNPACKING);
          remove(chosen);
        }
      }
    }
  }

  /** What is loaded needs its file no more, except on Windows: there the next start removes it. */
  private static void remove(Path folder) {
    try {
      empty(folder);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It is empty, or its file is in use.
    }
  }

  private static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
      for (Path old : files) {
        Files.deleteIfExists(old);
      }
    }
  }

  private FileAttribute<?>[] attributes(String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
