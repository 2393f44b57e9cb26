package freeworker.broker.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** The store cannot do what was asked; nothing of that was recorded. Its message is one line. */
final class JobStoreFailure extends IOException {
  private static final long serialVersionUID = 1;

  /** What a caller can do about it. */
  enum Kind {
    /** There is no room: later there may be. */
    FULL,
    /** A file of the script is not here: bring it, submit again. */
    LACKING,
    /** The file of the store is of another program or version, damaged, or cannot be used. */
    UNUSABLE,
    /** What was asked makes no sense. */
    REFUSED,
    /** Another program is in a transaction of its own. */
    HELD,
    /** Something else of the disk or of SQLite. */
    BROKEN
  }

  private final Kind kind;

  JobStoreFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  private JobStoreFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What SQLite says of this file, as a person should hear it. */
  static JobStoreFailure of(Path file, Throwable cause) {
    String said = oneLine(cause);
    if (!(cause instanceof SQLException)) {
      return new JobStoreFailure(Kind.BROKEN, file + ": nothing was recorded: " + said, cause);
    }
    String code = code(cause);
    if (code.equals("SQLITE_FULL")) {
      return new JobStoreFailure(
          Kind.FULL,
          file + " has no room: nothing was recorded. Make room; what was accepted is kept.",
          cause);
    }
    if (code.equals("SQLITE_CORRUPT") || code.equals("SQLITE_NOTADB")) {
      return new JobStoreFailure(
          Kind.UNUSABLE,
          file + " is damaged: " + said + " Move it away, or put a copy in its place.",
          cause);
    }
    if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
      return new JobStoreFailure(
          Kind.HELD,
          file + " is held by another program: nothing was recorded. End that one's transaction.",
          cause);
    }
    if (code.startsWith("SQLITE_IOERR") || code.startsWith("SQLITE_READONLY")) {
      return new JobStoreFailure(
          Kind.BROKEN, file + " cannot be written: nothing was recorded. " + said, cause);
    }
    return new JobStoreFailure(Kind.BROKEN, file + ": nothing was recorded: " + said, cause);
  }

  private static String code(Throwable cause) {
    return cause instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
  }

  private static String oneLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
  }
}
