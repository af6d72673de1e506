-- A made-up record that has a field of every kind: equipment lent to partners. Only tests use it.
INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('loan', 101, 'LOA', 'Loan', 'Loans', 'loans'),
  ('loan_project', 102, NULL, 'Loan of a project', 'Loans of projects', NULL);
INSERT INTO sequence (name, next) VALUES ('loan', 1), ('loan_project', 1);

CREATE TABLE loan_condition (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO loan_condition VALUES ('new', 'As new', 1), ('worn', 'Worn', 2), ('broken', 'Broken', 3);

CREATE TABLE loan (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  notes          TEXT,
  pieces         INTEGER CHECK (pieces > 0),
  weight         REAL,
  worth_currency TEXT REFERENCES currency(code),
  worth_minor    INTEGER CHECK (worth_minor >= 0),
  insured        REAL CHECK (insured BETWEEN 0 AND 100),
  lent_on        TEXT CHECK (lent_on IS date(lent_on)),
  back_on        TEXT CHECK (back_on IS date(back_on)),
  collect_time   TEXT,
  condition      TEXT REFERENCES loan_condition(code),
  damage         TEXT,
  partner_id     INTEGER REFERENCES partner(id),
  country        TEXT REFERENCES country(code),
  fragile        INTEGER NOT NULL DEFAULT 0 CHECK (fragile IN (0, 1)),
  serial_no      TEXT,
  CHECK (back_on IS NULL OR lent_on IS NULL OR back_on >= lent_on)
) STRICT;

CREATE TABLE loan_project (
  id         INTEGER PRIMARY KEY,
  loan_id    INTEGER NOT NULL REFERENCES loan(id) ON DELETE CASCADE,
  project_id INTEGER NOT NULL REFERENCES project(id),
  UNIQUE (loan_id, project_id)
) STRICT;
