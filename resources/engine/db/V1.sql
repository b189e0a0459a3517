-- The first schema of a workspace. Times are milliseconds since 1970-01-01 UTC; a level is 0, 1, 2 or NULL when nobody labelled it.

CREATE TABLE dataset (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE UNIQUE,
  format      TEXT NOT NULL,
  source      TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  dialogues   INTEGER NOT NULL,
  utterances  INTEGER NOT NULL,
  responses   INTEGER NOT NULL,
  pairs       INTEGER NOT NULL,
  notices     TEXT NOT NULL                      -- JSON array of sentences
);

CREATE TABLE dialogue (
  id          INTEGER PRIMARY KEY,               -- order of import
  dataset     INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  split       TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
  emotion     TEXT NOT NULL,
  situation   TEXT NOT NULL,
  utterances  INTEGER NOT NULL,
  responses   INTEGER NOT NULL,
  UNIQUE (dataset, external_id)
);
CREATE INDEX dialogue_by_emotion ON dialogue (dataset, emotion, split);
CREATE INDEX dialogue_by_split ON dialogue (dataset, split, utterances, responses);

CREATE TABLE turn (
  dialogue    INTEGER NOT NULL REFERENCES dialogue ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  role        TEXT NOT NULL CHECK (role IN ('speaker', 'listener')),
  text        TEXT NOT NULL,
  er          INTEGER CHECK (er BETWEEN 0 AND 2),
  ip          INTEGER CHECK (ip BETWEEN 0 AND 2),
  ex          INTEGER CHECK (ex BETWEEN 0 AND 2),
  PRIMARY KEY (dialogue, position)
) WITHOUT ROWID;
CREATE INDEX turn_with_levels ON turn (dialogue, er, ip, ex) WHERE er IS NOT NULL OR ip IS NOT NULL OR ex IS NOT NULL;

CREATE TABLE pair (
  id          INTEGER PRIMARY KEY,               -- order of import
  dataset     INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  seeker_id   TEXT NOT NULL,
  split       TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
  context     TEXT NOT NULL,
  response    TEXT NOT NULL,
  er          INTEGER CHECK (er BETWEEN 0 AND 2),
  ip          INTEGER CHECK (ip BETWEEN 0 AND 2),
  ex          INTEGER CHECK (ex BETWEEN 0 AND 2),
  rationales  TEXT NOT NULL,                     -- JSON object: mechanism key -> array of parts
  UNIQUE (dataset, external_id)
);
CREATE INDEX pair_by_split ON pair (dataset, split);

CREATE TABLE model (
  name        TEXT PRIMARY KEY COLLATE NOCASE,
  kind        TEXT NOT NULL CHECK (kind IN ('generator', 'identifiers')),
  source      TEXT NOT NULL,
  run         TEXT NOT NULL,                     -- empty when no run made it; the run may be deleted and the model stay
  parameters  INTEGER NOT NULL,
  facts       TEXT NOT NULL,                     -- JSON object of strings
  created_at  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
  id             TEXT PRIMARY KEY,
  name           TEXT NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('generator', 'identifiers', 'ppo')),
  preset         TEXT NOT NULL,
  recipe         TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'stopped', 'failed', 'interrupted')),
  pid            INTEGER,
  created_at     INTEGER NOT NULL,
  started_at     INTEGER,
  finished_at    INTEGER,
  heartbeat_at   INTEGER,
  step           INTEGER NOT NULL DEFAULT 0,
  total_steps    INTEGER NOT NULL DEFAULT 0,
  message        TEXT NOT NULL DEFAULT '',
  model          TEXT NOT NULL DEFAULT '',
  stop_requested INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX run_by_state ON run (state);

-- One curve of one run. last_row only grows, so a reader that asks for "rows after N" never misses one, even after a rewind.
CREATE TABLE series (
  id          INTEGER PRIMARY KEY,
  run         TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  name        TEXT NOT NULL,
  last_row    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (run, name)
);

-- The points of a curve lie together, in order: reading one is one sweep however many others there are.
CREATE TABLE metric (
  series      INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
  row         INTEGER NOT NULL,
  step        INTEGER NOT NULL,
  value       REAL,                              -- NULL is not-a-number
  at          INTEGER NOT NULL,
  PRIMARY KEY (series, row)
) WITHOUT ROWID;

CREATE TABLE sample (
  row         INTEGER PRIMARY KEY AUTOINCREMENT,
  run         TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  step        INTEGER NOT NULL,
  context     TEXT NOT NULL,                     -- JSON array of turns
  response    TEXT NOT NULL,
  reference   TEXT NOT NULL,
  profile     TEXT,                              -- JSON object: mechanism key -> three probabilities
  er          INTEGER,                           -- target levels
  ip          INTEGER,
  ex          INTEGER,
  reward      REAL
);
CREATE INDEX sample_by_step ON sample (run, step);

CREATE TABLE event (
  row         INTEGER PRIMARY KEY AUTOINCREMENT,
  run         TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  text        TEXT NOT NULL
);
CREATE INDEX event_by_run ON event (run);

CREATE TABLE response_set (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE UNIQUE,
  system      TEXT NOT NULL,
  source      TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  responses   INTEGER NOT NULL
);

CREATE TABLE given_response (
  response_set INTEGER NOT NULL REFERENCES response_set ON DELETE CASCADE,
  position     INTEGER NOT NULL,
  emotion      TEXT NOT NULL,
  context      TEXT NOT NULL,                    -- JSON array of turns
  reference    TEXT NOT NULL,
  text         TEXT NOT NULL,
  PRIMARY KEY (response_set, position)
) WITHOUT ROWID;

-- Levels that a set of identifiers gave to an example's own response: the targets of PPO, computed once.
CREATE TABLE target_level (
  identifiers TEXT NOT NULL,
  example     TEXT NOT NULL,
  er          INTEGER NOT NULL CHECK (er BETWEEN 0 AND 2),
  ip          INTEGER NOT NULL CHECK (ip BETWEEN 0 AND 2),
  ex          INTEGER NOT NULL CHECK (ex BETWEEN 0 AND 2),
  PRIMARY KEY (identifiers, example)
) WITHOUT ROWID;
