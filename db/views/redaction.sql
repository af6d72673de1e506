-- A redaction stays: it says why an entry of the journal has no content any more.

CREATE TRIGGER redaction_not_changed BEFORE UPDATE ON redaction BEGIN SELECT RAISE(ABORT, 'redaction: what was purged does not come back'); END;
CREATE TRIGGER redaction_not_removed BEFORE DELETE ON redaction BEGIN SELECT RAISE(ABORT, 'redaction: what was purged does not come back'); END;
