-- A store as version 1 of it was made, with a run that finished, one that was killed, and one in the trash.
PRAGMA foreign_keys = OFF;
PRAGMA journal_mode = WAL;
PRAGMA application_id = 1383427699;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE artifacts (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (run_id, name)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    step INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (run_id, file)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
INSERT INTO "kysely_migration" VALUES('0001-runs','2026-11-26T02:51:15.333Z');
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
INSERT INTO "kysely_migration_lock" VALUES('migration_lock',0);
CREATE TABLE openings (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    test_hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    opened_at INTEGER NOT NULL
  ) STRICT;
INSERT INTO "openings" VALUES(1,1,'c3d4','evaluation',1795661475370);
CREATE TABLE points (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    epoch REAL NOT NULL,
    at INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (series_id, step)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "points" VALUES(1,1,0.2,2001,1.0);
INSERT INTO "points" VALUES(1,2,0.4,2002,0.5);
INSERT INTO "points" VALUES(1,3,0.6,2003,NULL);
INSERT INTO "points" VALUES(1,4,0.8,2004,0.25);
INSERT INTO "points" VALUES(1,5,1.0,2005,0.2);
CREATE TABLE ranges (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    bucket INTEGER NOT NULL,
    first_step INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    low REAL,
    high REAL,
    points INTEGER NOT NULL,
    PRIMARY KEY (series_id, bucket)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "ranges" VALUES(1,0,1,5,0.2,1.0,5);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    study_id INTEGER NOT NULL REFERENCES studies (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    heartbeat_at INTEGER,
    pid INTEGER,
    record_json TEXT NOT NULL,
    scores_json TEXT NOT NULL,
    message TEXT,
    note TEXT NOT NULL,
    trashed_at INTEGER
  ) STRICT;
INSERT INTO "runs" VALUES(1,1,'Iris','finished',1000,2000,3000,2500,4711,'{"seed":7,"dataHashes":{"all":"a1b2"},"splitHash":"c3d4","device":"cpu","threads":2,"optimization":"all","versions":{"echotrain":"0.1.0"},"processorFlags":["avx2"],"git":{"commit":"67789de","isChanged":false},"environment":{}}','{"test/accuracy":0.96}',NULL,'the first',NULL);
INSERT INTO "runs" VALUES(2,1,'Iris','running',4000,5000,NULL,5500,4712,'{"seed":7,"dataHashes":{"all":"a1b2"},"splitHash":"c3d4","device":"cpu","threads":2,"optimization":"all","versions":{"echotrain":"0.1.0"},"processorFlags":["avx2"],"git":{"commit":"67789de","isChanged":false},"environment":{}}','{}',NULL,'',NULL);
INSERT INTO "runs" VALUES(3,1,'Iris','failed',6000,NULL,NULL,NULL,NULL,'{"seed":7,"dataHashes":{"all":"a1b2"},"splitHash":"c3d4","device":"cpu","threads":2,"optimization":"all","versions":{"echotrain":"0.1.0"},"processorFlags":["avx2"],"git":{"commit":"67789de","isChanged":false},"environment":{}}','{}','no data','',7000);
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (run_id, name)
  ) STRICT;
INSERT INTO "series" VALUES(1,1,'step/loss');
CREATE TABLE studies (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
INSERT INTO "studies" VALUES(1,'Iris','a2e88263456e6082a1afa295023ceb75aec8da354ca4b85443082a4fbef66507','name: Iris
data: iris
',1000);
CREATE TABLE tags (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (run_id, tag)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "tags" VALUES(1,'paper');
CREATE INDEX runs_by_study ON runs (study_id);
CREATE INDEX runs_by_status ON runs (status);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('runs',3);
COMMIT;
