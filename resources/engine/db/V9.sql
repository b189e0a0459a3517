-- What outside models answered to single questions: nothing that was paid for is lost, and nobody pays twice for the same.

CREATE TABLE paid_answer (
  id                INTEGER PRIMARY KEY,
  address           TEXT NOT NULL,
  model             TEXT NOT NULL,               -- as asked for
  prompt            INTEGER NOT NULL REFERENCES prompt,
  settings          TEXT NOT NULL,               -- JSON object of strings, names in order
  seed              INTEGER NOT NULL,
  context           TEXT NOT NULL,               -- JSON array of turns
  text              TEXT NOT NULL,
  endpoint          TEXT NOT NULL,               -- as the person called it
  served_model      TEXT NOT NULL,               -- as the server says
  asked_at          INTEGER NOT NULL,
  prompt_tokens     INTEGER,                     -- NULL when the server did not say
  completion_tokens INTEGER,
  finish            TEXT NOT NULL,
  request           TEXT NOT NULL,
  cost              REAL,                        -- NULL when no price was known
  currency          TEXT NOT NULL
);
CREATE INDEX paid_answer_by_question ON paid_answer (prompt, model, address, seed);
