-- Cases: contexts with what was answered to them, kept to be read. A stored response's text, origin and levels never change.

CREATE TABLE case_collection (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE UNIQUE,
  note        TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  changed_at  INTEGER NOT NULL
);

CREATE TABLE case_study (
  id          INTEGER PRIMARY KEY,
  collection  INTEGER NOT NULL REFERENCES case_collection ON DELETE CASCADE,
  position    INTEGER NOT NULL,                  -- from 0, in the order that a person gave
  title       TEXT NOT NULL,
  emotion     TEXT NOT NULL,
  context     TEXT NOT NULL,                     -- JSON array of turns
  marks       TEXT NOT NULL,                     -- JSON array, for each turn an array of {from, to, mechanism}
  source      TEXT NOT NULL,
  note        TEXT NOT NULL,
  kept_at     INTEGER NOT NULL
);
CREATE INDEX case_study_by_position ON case_study (collection, position);

CREATE TABLE case_response (
  id          INTEGER PRIMARY KEY,
  study       INTEGER NOT NULL REFERENCES case_study ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  system      TEXT NOT NULL,
  kind        TEXT NOT NULL,
  model       TEXT NOT NULL,
  weights     TEXT NOT NULL,                     -- SHA-256, empty where there is none
  seed        INTEGER,
  settings    TEXT NOT NULL,                     -- JSON object of strings: how it was drawn
  made_at     INTEGER NOT NULL,
  text        TEXT NOT NULL,
  identifiers TEXT NOT NULL,                     -- empty when none read it
  readers     TEXT NOT NULL,                     -- SHA-256 of their weights
  profile     TEXT,                              -- JSON object: mechanism key -> three probabilities
  reward      REAL,
  empathy     INTEGER CHECK (empathy BETWEEN 1 AND 5),
  relevance   INTEGER CHECK (relevance BETWEEN 1 AND 5),
  fluency     INTEGER CHECK (fluency BETWEEN 1 AND 5),
  note        TEXT NOT NULL,
  marks       TEXT NOT NULL,
  renews      INTEGER NOT NULL DEFAULT 0         -- the response that it was generated anew of; that one may be gone
);
CREATE INDEX case_response_by_position ON case_response (study, position);
