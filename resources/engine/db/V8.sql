-- What the models of runs are worth on a test split, and how the evaluation of a sweep's models stands.

CREATE TABLE evaluation (
  run     TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  asked   TEXT NOT NULL,                      -- JSON: contexts, identifiers, drawing, with the hashes of what can change
  model   TEXT NOT NULL,                      -- hash of the weights that answered
  report  TEXT NOT NULL,                      -- JSON, as the command evaluate writes it
  at      INTEGER NOT NULL,
  PRIMARY KEY (run, asked)
) WITHOUT ROWID;
CREATE INDEX evaluation_by_model ON evaluation (model, asked);

CREATE TABLE sweep_evaluation (
  sweep          TEXT PRIMARY KEY COLLATE NOCASE REFERENCES sweep ON DELETE CASCADE,
  asked          TEXT NOT NULL DEFAULT '',    -- what the sweep's table shows; empty before the first one knows
  state          TEXT NOT NULL,
  pid            INTEGER NOT NULL,
  fraction       REAL NOT NULL,
  what           TEXT NOT NULL,
  message        TEXT NOT NULL,
  stop_requested INTEGER NOT NULL DEFAULT 0,
  began_at       INTEGER NOT NULL,
  seen_at        INTEGER NOT NULL
) WITHOUT ROWID;
