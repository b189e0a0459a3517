-- Answers of outside models as they came: the reasoning beside an answer, what was taken off it, what the server was really sent, and
-- questions that were paid for and got no answer, which are no answers with empty words any more.
ALTER TABLE paid_answer ADD COLUMN no_answer TEXT;                             -- why there is none, NULL for an answer
ALTER TABLE paid_answer ADD COLUMN reasoning TEXT NOT NULL DEFAULT '';
ALTER TABLE paid_answer ADD COLUMN content   TEXT;                             -- as the server sent it, NULL where the text is the same
ALTER TABLE paid_answer ADD COLUMN taken_off TEXT NOT NULL DEFAULT '[]';       -- JSON array
ALTER TABLE paid_answer ADD COLUMN sent      TEXT NOT NULL DEFAULT '{}';       -- JSON object of strings, empty where nobody recorded it

ALTER TABLE response_origin ADD COLUMN reasoning TEXT NOT NULL DEFAULT '';
ALTER TABLE response_origin ADD COLUMN content   TEXT;
ALTER TABLE response_origin ADD COLUMN taken_off TEXT NOT NULL DEFAULT '[]';
ALTER TABLE response_origin ADD COLUMN sent      TEXT NOT NULL DEFAULT '{}';

-- A context of a baseline that was asked and got no answer. It counts as asked, and no set of responses holds it.
CREATE TABLE baseline_no_answer (
  response_set      INTEGER NOT NULL REFERENCES response_set ON DELETE CASCADE,
  position          INTEGER NOT NULL,
  no_answer         TEXT NOT NULL,
  endpoint          TEXT NOT NULL,
  address           TEXT NOT NULL,
  model             TEXT NOT NULL,
  served_model      TEXT NOT NULL,
  prompt            INTEGER NOT NULL REFERENCES prompt,
  settings          TEXT NOT NULL,
  seed              INTEGER NOT NULL,
  asked_at          INTEGER NOT NULL,
  prompt_tokens     INTEGER,
  completion_tokens INTEGER,
  finish            TEXT NOT NULL,
  request           TEXT NOT NULL,
  reasoning         TEXT NOT NULL,
  content           TEXT,
  taken_off         TEXT NOT NULL,
  sent              TEXT NOT NULL,
  PRIMARY KEY (response_set, position)
) WITHOUT ROWID;

UPDATE paid_answer SET no_answer = CASE finish WHEN 'filtered' THEN 'filtered' WHEN 'length' THEN 'cut-off' ELSE 'empty' END WHERE trim(text) = '';

INSERT INTO baseline_no_answer
  SELECT o.response_set, o.position, CASE o.finish WHEN 'filtered' THEN 'filtered' WHEN 'length' THEN 'cut-off' ELSE 'empty' END, o.endpoint, o.address, o.model,
         o.served_model, o.prompt, o.settings, o.seed, o.asked_at, o.prompt_tokens, o.completion_tokens, o.finish, o.request, '', NULL, '[]', '{}'
  FROM response_origin o JOIN given_response g ON g.response_set = o.response_set AND g.position = o.position
  WHERE trim(g.text) = '' AND o.response_set IN (SELECT response_set FROM baseline);
DELETE FROM response_origin WHERE (response_set, position) IN (SELECT response_set, position FROM baseline_no_answer);
DELETE FROM given_response WHERE (response_set, position) IN (SELECT response_set, position FROM baseline_no_answer);
UPDATE response_set SET responses = (SELECT count(*) FROM given_response g WHERE g.response_set = response_set.id)
  WHERE id IN (SELECT response_set FROM baseline_no_answer);
