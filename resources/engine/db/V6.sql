-- Samples with their tokens, answers to fixed prompts, and notes at steps. A sample without tokens was written before they were recorded.

ALTER TABLE sample ADD COLUMN pieces TEXT;           -- JSON array of the tokens y_1 to y_T as the vocabulary spells them
ALTER TABLE sample ADD COLUMN kl TEXT;               -- as many numbers, log pi(y_t) - log rho(y_t), with blanks between them
ALTER TABLE sample ADD COLUMN prompt INTEGER;        -- which fixed prompt it answers, NULL for a response of the training itself

CREATE TABLE step_note (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  run         TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  step        INTEGER NOT NULL,
  text        TEXT NOT NULL,
  at          INTEGER NOT NULL
);
CREATE INDEX step_note_by_run ON step_note (run, step);
