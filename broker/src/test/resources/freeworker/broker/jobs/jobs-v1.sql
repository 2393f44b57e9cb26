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
) STRICT;
INSERT INTO submission VALUES(1,'ana','hello',1800000000000000,-1,-1,0,0,0,0,0,0,0,1,0,0,0,1800000000000005,3,0,X'0000000568656c6c6f0007434f4d4d414e44000000046563686f000000000000000300000003612062000000027b7d00000005c3bc0a222700000000000000000000000df84758000000000000000000000000000400000000000000ffffffffffffffff');
INSERT INTO submission VALUES(2,'ana','hello',1800000000000000,1,3,0,0,2,2,0,2,1,0,0,0,0,0,0,0,X'0000000568656c6c6f0007434f4d4d414e44000000046563686f000000000000000300000003612062000000027b7d00000005c3bc0a222700000000000000000000000df84758000000000000000000000000000400000000000000ffffffffffffffff');
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
) STRICT, WITHOUT ROWID;
INSERT INTO job VALUES(1,-1,'done',1,0,'',0,1800000000000000,1800000000000005);
INSERT INTO job VALUES(2,1,'running',1,0,'',0,1800000000000000,0);
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
) STRICT;
INSERT INTO attempt VALUES(1,1,-1,1,0,1800000000000000,1800000000000005,'EXITED',0,'',3,0,0);
INSERT INTO attempt VALUES(2,2,1,1,0,1800000000000000,0,'',0,'',0,0,0);
CREATE TABLE output (
  id INTEGER PRIMARY KEY,
  attempt INTEGER NOT NULL REFERENCES attempt (id),
  stream INTEGER NOT NULL CHECK (stream IN (1, 2, 3)),
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (attempt, stream, start)
) STRICT;
INSERT INTO output VALUES(1,1,1,0,X'68690a');
CREATE TABLE content (
  id INTEGER PRIMARY KEY,
  hash BLOB UNIQUE,
  length INTEGER NOT NULL,
  have INTEGER NOT NULL DEFAULT 0 CHECK (have <= length),
  whole INTEGER NOT NULL DEFAULT 0,
  unused INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE content_piece (
  id INTEGER PRIMARY KEY,
  content INTEGER NOT NULL REFERENCES content (id),
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (content, start)
) STRICT;
CREATE TABLE submission_content (
  submission INTEGER NOT NULL REFERENCES submission (number),
  content INTEGER NOT NULL REFERENCES content (id),
  PRIMARY KEY (submission, content)
) STRICT, WITHOUT ROWID;
CREATE TABLE expired (
  number INTEGER NOT NULL,
  element INTEGER NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (number, element)
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('submission',2);
CREATE INDEX submission_owner ON submission (owner, number);
CREATE INDEX submission_queued ON submission (number, owner) WHERE queued > 0;
CREATE INDEX submission_running ON submission (number, owner) WHERE running > 0;
CREATE INDEX submission_done ON submission (number, owner) WHERE done > 0;
CREATE INDEX submission_failed ON submission (number, owner) WHERE failed > 0;
CREATE INDEX submission_cancelled ON submission (number, owner) WHERE cancelled > 0;
CREATE INDEX submission_lost ON submission (number, owner) WHERE lost > 0;
CREATE INDEX submission_over ON submission (over) WHERE over > 0;
CREATE INDEX submission_stored ON submission (stored) WHERE stored > 0;
CREATE INDEX submission_gone ON submission (number) WHERE gone > 0;
CREATE INDEX job_state ON job (submission, state, element);
CREATE INDEX attempt_kept ON attempt (ended) WHERE ended > 0 AND output + errors + files > 0;
CREATE INDEX submission_content_content ON submission_content (content);
PRAGMA application_id = 1180125762;
PRAGMA user_version = 1;
