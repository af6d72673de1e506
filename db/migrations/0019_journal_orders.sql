-- The list of all changes in the order of each of its columns: the journal is the one table that only ever grows.
CREATE INDEX journal_at ON journal(at);
CREATE INDEX journal_officer ON journal(officer);
CREATE INDEX journal_what ON journal(what);
CREATE INDEX journal_kind ON journal(kind);
