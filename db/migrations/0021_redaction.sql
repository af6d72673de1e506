-- What was taken out of the history when personal data were purged: one row for each entry of the journal whose changeset went. Written by the same change that
-- purges, and recorded by it; the entry keeps its hash, so that the chain before and after it still holds.
CREATE TABLE redaction (
  id          INTEGER PRIMARY KEY,
  entry_id    INTEGER NOT NULL UNIQUE, -- of the journal
  entry_hash  TEXT NOT NULL,
  visit       TEXT NOT NULL,        -- reference of the visit that was redacted
  redacted_on TEXT NOT NULL CHECK (redacted_on IS date(redacted_on, '+0 days'))
) STRICT;
CREATE INDEX redaction_visit ON redaction(visit);

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('redaction', 46, NULL, 'Redaction', 'Redactions', 'redactions');
INSERT INTO sequence (name, next) VALUES ('redaction', 1);
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('redaction', 'redaction_visit', '5000 5');
