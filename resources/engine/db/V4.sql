-- What people say of runs, a trash that gives them back, and sweeps: settings by seeds as one thing.

ALTER TABLE run ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';     -- JSON array
ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN trashed_at INTEGER;                  -- NULL for a run that is not in the trash
ALTER TABLE run ADD COLUMN sweep TEXT NOT NULL DEFAULT '';      -- empty for a run that belongs to none
ALTER TABLE run ADD COLUMN sweep_row INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_by_sweep ON run (sweep);

CREATE TABLE sweep (
  name       TEXT PRIMARY KEY COLLATE NOCASE,
  plan       TEXT NOT NULL,                      -- JSON: recipe, rows, seeds
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
