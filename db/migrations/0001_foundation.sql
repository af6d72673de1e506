-- The foundation: which tables hold records, how they get their ids and references, the journal of every change, drafts of
-- forms, the search index, the settings, the officers, and which moves between states exist. Nothing here knows agreements or visits.
--
-- Conventions of all migrations:
--   days      ISO text, held to be real days by `x IS date(x, '+0 days')`; times of day HH:MM; moments in UTC as 2026-11-23T08:50:12.345Z
--   money     <name>_minor in the smallest unit of <name>_currency; both or neither
--   choices   every choice is a table (code, label, position); code is what records hold, label is what people read
--   flags     INTEGER 0 or 1
--   parts     rows that live and die with one owner cascade from it; everything else refuses to be orphaned

-- One row per record table. The store records changes of exactly these tables, and searches those that have a view <name>_search.
CREATE TABLE record_kind (
  name       TEXT PRIMARY KEY,    -- the table's own name
  number     INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 120), -- high byte of the record's id in the search index
  prefix     TEXT UNIQUE CHECK (prefix IS NULL OR (length(prefix) = 3 AND prefix = upper(prefix))), -- AGR in AGR-2026-014; NULL: people never quote it
  label      TEXT NOT NULL,
  label_many TEXT NOT NULL,
  screen     TEXT                 -- the screen that shows it
) STRICT;

-- The next counter of each record kind; an id is site << 40 | counter, so that the records of two sites can meet.
CREATE TABLE sequence (
  name TEXT PRIMARY KEY REFERENCES record_kind(name),
  next INTEGER NOT NULL CHECK (next >= 1)
) STRICT;

-- The last number given in each year under each prefix.
CREATE TABLE reference_counter (
  prefix TEXT NOT NULL,
  year   INTEGER NOT NULL,
  last   INTEGER NOT NULL CHECK (last >= 0),
  PRIMARY KEY (prefix, year)
) STRICT, WITHOUT ROWID;

-- Every change ever made: who, when, what in words, the changeset itself, and a hash over the entry before and this one.
CREATE TABLE journal (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at          TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%fZ', at, '+0 seconds')),
  officer     TEXT NOT NULL,      -- the login, which stays when the officer has gone
  site        INTEGER NOT NULL CHECK (site BETWEEN 0 AND 65535),
  kind        TEXT NOT NULL CHECK (kind IN ('change', 'undo', 'redo', 'reveal', 'import', 'demo', 'open')),
  what        TEXT NOT NULL,
  record      TEXT,
  record_id   INTEGER,
  undoes      INTEGER REFERENCES journal(id),
  changeset   BLOB,               -- of SQLite's session extension; NULL where nothing but words is kept
  hash_before TEXT NOT NULL,
  hash        TEXT NOT NULL
) STRICT;
CREATE INDEX journal_record_entries ON journal(record, record_id, id);
CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;

-- Which records an entry touched, so that the history of one record is found without reading all changesets.
-- (Columns in the order of the key: quick_check of SQLite 3.40 calls a table without rowid damaged where they are not.)
CREATE TABLE journal_record (
  record    TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  entry_id  INTEGER NOT NULL REFERENCES journal(id),
  PRIMARY KEY (record, record_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_record_by_entry ON journal_record(entry_id);

-- Forms being typed. Not a record: it is not journalled and goes when the form is saved.
CREATE TABLE draft (
  id        INTEGER PRIMARY KEY,
  officer   TEXT NOT NULL,
  screen    TEXT NOT NULL,
  record_id INTEGER,              -- NULL: a new record
  title     TEXT,
  fields    TEXT NOT NULL, -- JSON
  saved_at  TEXT NOT NULL CHECK (saved_at IS strftime('%Y-%m-%dT%H:%M:%fZ', saved_at, '+0 seconds'))
) STRICT;
CREATE INDEX draft_of_officer ON draft(officer, saved_at);

-- What can be found: the folded text of each record, and the trigram index over it.
CREATE TABLE search_text (
  id    INTEGER PRIMARY KEY,      -- record_kind.number << 56 | record id
  title TEXT NOT NULL,
  body  TEXT NOT NULL             -- folded by the store: case, accents, width
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_text', content_rowid='id', tokenize='trigram', detail='none');
-- Records whose text must be folded again; the store empties it at each commit.
CREATE TABLE search_dirty (
  id INTEGER PRIMARY KEY          -- as in search_text
) STRICT;

-- While an undo is applied the triggers that refuse or complete a write stand aside: what they guard was true before.
CREATE TABLE store_state (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  undoing INTEGER NOT NULL DEFAULT 0 CHECK (undoing IN (0, 1))
) STRICT;
INSERT INTO store_state (id) VALUES (1);

-- 'today' (fixes the day, for tests and demonstrations), 'office', 'demo', 'banner' and the like.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT
) STRICT;
INSERT INTO setting (name, value) VALUES ('office', 'International Cooperative Programs Office');

CREATE TABLE role (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO role VALUES
  ('viewer', 'Viewer', 1), ('officer', 'Officer', 2), ('approver', 'Approver', 3), ('administrator', 'Administrator', 4);

CREATE TABLE officer (
  id        INTEGER PRIMARY KEY,
  login     TEXT NOT NULL UNIQUE CHECK (trim(login) <> ''),
  name      TEXT NOT NULL CHECK (trim(name) <> ''),
  role      TEXT NOT NULL DEFAULT 'officer' REFERENCES role(code),
  job_title TEXT,
  division  TEXT,
  email     TEXT,
  phone     TEXT,
  active    INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  notes     TEXT
) STRICT;
CREATE INDEX officer_name ON officer(name);

-- Which moves between states exist. What stands in the way of one is the view `gate`.
CREATE TABLE workflow (
  record     TEXT NOT NULL REFERENCES record_kind(name),
  from_state TEXT NOT NULL,
  to_state   TEXT NOT NULL CHECK (to_state <> from_state),
  role       TEXT NOT NULL REFERENCES role(code), -- the least role that makes it
  label      TEXT NOT NULL,
  PRIMARY KEY (record, from_state, to_state)
) STRICT, WITHOUT ROWID;

-- Fields shown masked, never printed, exported, searched or logged in clear; revealing one is journalled.
CREATE TABLE sensitive_field (
  record TEXT NOT NULL REFERENCES record_kind(name),
  field  TEXT NOT NULL,
  why    TEXT NOT NULL,
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('officer', 1, NULL, 'Officer', 'Officers', 'officers');
INSERT INTO sequence (name, next) VALUES ('officer', 1);
