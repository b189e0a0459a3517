-- Who works on a run and who let it wait: proved by a key that only the person has, since a workspace may come from anywhere.
ALTER TABLE run ADD COLUMN process   TEXT NOT NULL DEFAULT '';   -- the process that took it up: when it began, as the system counts
ALTER TABLE run ADD COLUMN proof     TEXT NOT NULL DEFAULT '';   -- that a program of this person took it up, with this process, in this folder
ALTER TABLE run ADD COLUMN queued_by TEXT NOT NULL DEFAULT '';   -- that this person put it into the queue, in this folder
ALTER TABLE run ADD COLUMN beside    TEXT NOT NULL DEFAULT '';   -- not used; databases of this form exist
