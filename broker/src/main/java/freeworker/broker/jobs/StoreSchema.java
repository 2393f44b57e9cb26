package freeworker.broker.jobs;

import freeworker.broker.jobs.JobStoreFailure.Kind;
import freeworker.wire.job.Script;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables, and how those of an older version become those of this one. docs/jobs.md says what
 * each of them means.
 */
final class StoreSchema {
  /** "FWJB": whose file it is. */
  static final int APPLICATION = 0x46574A42;

  // The script is the last column: a row that is looked at does not read it.
  private static final List<String> FIRST =
      List.of(
          """
          CREATE TABLE submission (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            retries INTEGER NOT NULL,
            once INTEGER NOT NULL,
            next INTEGER NOT NULL,
            fresh INTEGER NOT NULL,
            dropped INTEGER NOT NULL DEFAULT 0,
            queued INTEGER NOT NULL,
            running INTEGER NOT NULL DEFAULT 0,
            done INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            cancelled INTEGER NOT NULL DEFAULT 0,
            lost INTEGER NOT NULL DEFAULT 0,
            over INTEGER NOT NULL DEFAULT 0,
            stored INTEGER NOT NULL DEFAULT 0,
            gone INTEGER NOT NULL DEFAULT 0,
            script BLOB NOT NULL,
            CHECK (min(fresh, queued - fresh, running, done, failed, cancelled, lost, stored) >= 0),
            CHECK (queued + running + done + failed + cancelled + lost = last - first + 1)
          ) STRICT""",
          "CREATE INDEX submission_owner ON submission (owner, number)",
          "CREATE INDEX submission_queued ON submission (number, owner) WHERE queued > 0",
          "CREATE INDEX submission_running ON submission (number, owner) WHERE running > 0",
          "CREATE INDEX submission_done ON submission (number, owner) WHERE done > 0",
          "CREATE INDEX submission_failed ON submission (number, owner) WHERE failed > 0",
          "CREATE INDEX submission_cancelled ON submission (number, owner) WHERE cancelled > 0",
          "CREATE INDEX submission_lost ON submission (number, owner) WHERE lost > 0",
          "CREATE INDEX submission_over ON submission (over) WHERE over > 0",
          "CREATE INDEX submission_stored ON submission (stored) WHERE stored > 0",
          "CREATE INDEX submission_gone ON submission (number) WHERE gone > 0",
          """
          CREATE TABLE job (
            submission INTEGER NOT NULL REFERENCES submission (number),
            element INTEGER NOT NULL,
            state TEXT NOT NULL
              CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'lost')),
            attempts INTEGER NOT NULL,
            code INTEGER NOT NULL,
            why TEXT NOT NULL,
            worker INTEGER NOT NULL,
            began INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            PRIMARY KEY (submission, element)
          ) STRICT, WITHOUT ROWID""",
          "CREATE INDEX job_state ON job (submission, state, element)",
          """
          CREATE TABLE attempt (
            id INTEGER PRIMARY KEY,
            submission INTEGER NOT NULL,
            element INTEGER NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            worker INTEGER NOT NULL,
            began INTEGER NOT NULL,
            ended INTEGER NOT NULL DEFAULT 0,
            how TEXT NOT NULL DEFAULT '',
            code INTEGER NOT NULL DEFAULT 0,
            why TEXT NOT NULL DEFAULT '',
            output INTEGER NOT NULL DEFAULT 0,
            errors INTEGER NOT NULL DEFAULT 0,
            files INTEGER NOT NULL DEFAULT 0,
            UNIQUE (submission, element, number),
            FOREIGN KEY (submission, element) REFERENCES job (submission, element)
          ) STRICT""",
          "CREATE INDEX attempt_kept ON attempt (ended) WHERE ended > 0"
              + " AND output + errors + files > 0",
          """
          CREATE TABLE output (
            id INTEGER PRIMARY KEY,
            attempt INTEGER NOT NULL REFERENCES attempt (id),
            stream INTEGER NOT NULL CHECK (stream IN (1, 2, 3)),
            start INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (attempt, stream, start)
          ) STRICT""",
          """
          CREATE TABLE content (
            id INTEGER PRIMARY KEY,
            hash BLOB UNIQUE,
            length INTEGER NOT NULL,
            have INTEGER NOT NULL DEFAULT 0 CHECK (have <= length),
            whole INTEGER NOT NULL DEFAULT 0,
            unused INTEGER NOT NULL DEFAULT 0
          ) STRICT""",
          """
          CREATE TABLE content_piece (
            id INTEGER PRIMARY KEY,
            content INTEGER NOT NULL REFERENCES content (id),
            start INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (content, start)
          ) STRICT""",
          """
          CREATE TABLE submission_content (
            submission INTEGER NOT NULL REFERENCES submission (number),
            content INTEGER NOT NULL REFERENCES content (id),
            PRIMARY KEY (submission, content)
          ) STRICT, WITHOUT ROWID""",
          "CREATE INDEX submission_content_content ON submission_content (content)",
          """
          CREATE TABLE expired (
            number INTEGER NOT NULL,
            element INTEGER NOT NULL,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            why TEXT NOT NULL,
            PRIMARY KEY (number, element)
          ) STRICT, WITHOUT ROWID""");

  /** The steps; the version of a file is how many of them it has seen. None is ever changed. */
  static final List<List<String>> STEPS = List.of(FIRST);

  private StoreSchema() {}

  /** The column of an attempt that counts what is kept of this stream. */
  static String kept(int stream) {
    return switch (stream) {
      case Script.OUTPUT -> "output";
      case Script.ERRORS -> "errors";
      default -> "files";
    };
  }

  /** Brings the tables of this file to the last version, or refuses a file that has none. */
  static void migrate(Path file, StoreRows rows, List<List<String>> steps)
      throws SQLException, JobStoreFailure {
    long version = rows.number("PRAGMA user_version");
    if (!ours(rows, version)) {
      throw new JobStoreFailure(
          Kind.UNUSABLE, file + " is the file of another program. Move it away.");
    }
    if (version > steps.size()) {
      throw new JobStoreFailure(
          Kind.UNUSABLE,
          file
              + " was written by a newer Freeworker: its tables are of version "
              + version
              + ", this one knows "
              + steps.size()
              + ". Start that one, or move the file away.");
    }
    for (int step = (int) version; step < steps.size(); step++) {
      rows.command("BEGIN IMMEDIATE");
      for (String statement : steps.get(step)) {
        rows.command(statement);
      }
      rows.command("PRAGMA application_id = " + APPLICATION);
      rows.command("PRAGMA user_version = " + (step + 1));
      rows.command("COMMIT");
    }
  }

  private static boolean ours(StoreRows rows, long version) throws SQLException {
    long application = rows.number("PRAGMA application_id");
    boolean empty = rows.number("SELECT count(*) FROM sqlite_schema") == 0;
    return application == APPLICATION || (application == 0 && version == 0 && empty);
  }
}
