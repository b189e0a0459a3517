-- What identifiers saw in responses, and how stored responses came to be.

CREATE TABLE judge (
  id          INTEGER PRIMARY KEY,
  hash        TEXT NOT NULL UNIQUE                -- of the identifiers' weights
);

-- Weights are hashed when they are loaded; a model that was not made anew since has the hash it had.
CREATE TABLE model_hash (
  model       TEXT NOT NULL COLLATE NOCASE,
  made_at     INTEGER NOT NULL,
  hash        TEXT NOT NULL,
  PRIMARY KEY (model, made_at)
) WITHOUT ROWID;

CREATE TABLE profile (
  judge       INTEGER NOT NULL REFERENCES judge ON DELETE CASCADE,
  pair        BLOB NOT NULL,                      -- SHA-256 of context and response
  profile     BLOB NOT NULL,                      -- nine doubles: a mechanism after the other, none, weak and strong
  PRIMARY KEY (judge, pair)
) WITHOUT ROWID;

ALTER TABLE response_set ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';   -- JSON object of strings
ALTER TABLE given_response ADD COLUMN log_probability REAL;             -- NULL when unknown
ALTER TABLE given_response ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0;

-- How a person left a page, so that it is found so again.
CREATE TABLE page_state (
  page        TEXT PRIMARY KEY,
  state       TEXT NOT NULL                       -- JSON
) WITHOUT ROWID;
