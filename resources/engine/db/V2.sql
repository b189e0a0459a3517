-- Runs that can be paused, wait in a queue, and go on: a new table, since SQLite cannot change a CHECK. Foreign keys are off meanwhile.

CREATE TABLE run_2 (
  id                    TEXT PRIMARY KEY,
  name                  TEXT NOT NULL,
  kind                  TEXT NOT NULL CHECK (kind IN ('generator', 'identifiers', 'ppo')),
  preset                TEXT NOT NULL,
  recipe                TEXT NOT NULL,
  state                 TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'finished', 'stopped', 'failed', 'interrupted')),
  pid                   INTEGER,
  created_at            INTEGER NOT NULL,
  started_at            INTEGER,
  finished_at           INTEGER,
  heartbeat_at          INTEGER,
  step                  INTEGER NOT NULL DEFAULT 0,
  total_steps           INTEGER NOT NULL DEFAULT 0,
  message               TEXT NOT NULL DEFAULT '',
  model                 TEXT NOT NULL DEFAULT '',
  stop_requested        INTEGER NOT NULL DEFAULT 0,
  pause_requested       INTEGER NOT NULL DEFAULT 0,
  checkpoints_requested INTEGER NOT NULL DEFAULT 0,  -- how often since it was taken up
  device                TEXT NOT NULL DEFAULT 'cpu',
  place                 TEXT NOT NULL DEFAULT '',    -- folder of the workspace as its process opened it: a copy of the workspace has another
  origin                TEXT NOT NULL DEFAULT '',    -- run@step that it branched from
  worked                INTEGER NOT NULL DEFAULT 0,  -- milliseconds of earlier sittings
  queue_place           INTEGER,                     -- NULL when it does not wait for its device
  launched_at           INTEGER                      -- when a process was started for it that has not taken it up yet
) WITHOUT ROWID;

INSERT INTO run_2 (id, name, kind, preset, recipe, state, pid, created_at, started_at, finished_at, heartbeat_at, step, total_steps, message, model, stop_requested, worked)
  SELECT id, name, kind, preset, recipe, state, pid, created_at, started_at, finished_at, heartbeat_at, step, total_steps, message, model, stop_requested,
    CASE WHEN state NOT IN ('queued', 'running') AND finished_at > started_at THEN finished_at - started_at ELSE 0 END FROM run;

DROP TABLE run;
ALTER TABLE run_2 RENAME TO run;
CREATE INDEX run_by_state ON run (state);
