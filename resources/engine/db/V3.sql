-- Outside models: what they were asked and what it took; and conversations with any model. Only new tables.

-- A prompt is stored once, however many responses it led to.
CREATE TABLE prompt (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);

-- A set of responses that an outside model gives to a part of a split. What is missing is asked for when the person goes on.
CREATE TABLE baseline (
  response_set INTEGER PRIMARY KEY REFERENCES response_set ON DELETE CASCADE,
  dataset      TEXT NOT NULL,
  split        TEXT NOT NULL,
  limited_to   INTEGER NOT NULL,                 -- 0 for the whole split
  seed         INTEGER NOT NULL,
  wanted       INTEGER NOT NULL,
  endpoint     TEXT NOT NULL,
  address      TEXT NOT NULL,
  model        TEXT NOT NULL,
  prompt       INTEGER NOT NULL REFERENCES prompt,
  settings     TEXT NOT NULL                     -- JSON object of strings
);

-- Where one response came from. A key is never stored.
CREATE TABLE response_origin (
  response_set      INTEGER NOT NULL,
  position          INTEGER NOT NULL,
  endpoint          TEXT NOT NULL,
  address           TEXT NOT NULL,
  model             TEXT NOT NULL,               -- as asked for
  served_model      TEXT NOT NULL,               -- as the server says
  prompt            INTEGER NOT NULL REFERENCES prompt,
  settings          TEXT NOT NULL,
  seed              INTEGER NOT NULL,
  asked_at          INTEGER NOT NULL,
  prompt_tokens     INTEGER,                     -- NULL when the server did not say
  completion_tokens INTEGER,
  finish            TEXT NOT NULL,
  request           TEXT NOT NULL,
  PRIMARY KEY (response_set, position),
  FOREIGN KEY (response_set, position) REFERENCES given_response ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE conversation (
  id           INTEGER PRIMARY KEY,
  title        TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  changed_at   INTEGER NOT NULL,
  version      INTEGER NOT NULL,                 -- one more at each change
  participants TEXT NOT NULL,                    -- JSON array
  identifiers  TEXT NOT NULL,                    -- empty for none
  at_step      INTEGER NOT NULL                  -- the step that is shown last; 0 before the first
);

-- What the person said. Steps form a tree: another wording of a step, or another way to go on from it, is another step under the same parent.
CREATE TABLE conversation_step (
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  id           INTEGER NOT NULL,
  parent       INTEGER NOT NULL,                 -- 0 for none
  text         TEXT NOT NULL,
  said_at      INTEGER NOT NULL,
  chosen       TEXT NOT NULL,                    -- JSON array: which answer of each side holds; -1 for none yet
  PRIMARY KEY (conversation, id)
) WITHOUT ROWID;

CREATE TABLE conversation_answer (
  conversation INTEGER NOT NULL,
  step         INTEGER NOT NULL,
  side         INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  text         TEXT NOT NULL,
  system       TEXT NOT NULL,                    -- who answered; empty when the person wrote it
  facts        TEXT NOT NULL,                    -- JSON object of strings: seed, settings, model, tokens
  prompt       INTEGER REFERENCES prompt,
  answered_at  INTEGER NOT NULL,
  identifiers  TEXT NOT NULL,
  profile      TEXT,                             -- JSON object: mechanism key -> three probabilities
  PRIMARY KEY (conversation, step, side, number),
  FOREIGN KEY (conversation, step) REFERENCES conversation_step ON DELETE CASCADE
) WITHOUT ROWID;
