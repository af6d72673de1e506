-- Drafting: a library of clauses in the office's own words, each kept in versions, and the texts of agreements that are put together from them. Which
-- articles an instrument usually has: after the texts of umbrella agreements and project arrangements in force; an office may change every row.

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('clause', 75, 'CLS', 'Clause', 'Clauses', 'clauses'),
  ('clause_version', 76, NULL, 'Wording of a clause', 'Wordings of clauses', 'clause_versions'),
  ('agreement_text', 77, NULL, 'Text of an agreement', 'Texts of agreements', 'agreement_texts'),
  ('text_clause', 78, NULL, 'Article of a text', 'Articles of texts', 'text_clauses');
INSERT INTO sequence (name, next) VALUES ('clause', 1), ('clause_version', 1), ('agreement_text', 1), ('text_clause', 1);

-- Sets of articles. `article` is what one of them is called in the text.
CREATE TABLE text_template (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, article TEXT NOT NULL) STRICT;
INSERT INTO text_template VALUES ('umbrella', 'Umbrella agreement', 1, 'Article'), ('arrangement', 'Project arrangement', 2, 'Section'),
  ('memorandum', 'Memorandum', 3, 'Paragraph');

-- Kinds of agreements that have one; a contract, a grant or a CRADA has a form of its own elsewhere.
CREATE TABLE agreement_kind_template (kind TEXT PRIMARY KEY REFERENCES agreement_kind(code), template TEXT NOT NULL REFERENCES text_template(code)) STRICT;
INSERT INTO agreement_kind_template VALUES
  ('bilateral', 'umbrella'), ('project_arrangement', 'arrangement'), ('implementing_arrangement', 'arrangement'), ('loan', 'arrangement'),
  ('personnel_exchange', 'arrangement'), ('mou', 'memorandum'), ('moc', 'memorandum'), ('letter_of_intent', 'memorandum'), ('joint_declaration', 'memorandum'),
  ('terms_of_reference', 'memorandum');

-- `numbered`: a preamble and the lines above the signatures have no number.
CREATE TABLE clause_topic (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, numbered INTEGER NOT NULL DEFAULT 1 CHECK (numbered IN (0, 1))) STRICT;
INSERT INTO clause_topic VALUES
  ('preamble', 'Preamble', 1, 0), ('introduction', 'Introduction', 2, 0), ('definitions', 'Definitions', 3, 1), ('objectives', 'Objectives', 4, 1),
  ('scope', 'Scope of cooperation', 5, 1), ('forms', 'Forms of cooperation', 6, 1), ('tasks', 'Tasks of each side', 7, 1), ('schedule', 'Schedule and milestones', 8, 1),
  ('management', 'Management', 9, 1), ('funding', 'Funding and resources', 10, 1), ('contracting', 'Contracting and procurement', 11, 1),
  ('equipment', 'Equipment and property', 12, 1), ('personnel', 'Exchange of personnel', 13, 1), ('information', 'Information', 14, 1),
  ('classification', 'Level of classification', 15, 1), ('intellectual_property', 'Intellectual property', 16, 1), ('security_visits', 'Security and visits', 17, 1),
  ('export_transfer', 'Export and transfer', 18, 1), ('liability', 'Liability and claims', 19, 1), ('customs_taxes', 'Customs, duties and taxes', 20, 1),
  ('other_parties', 'Participation of others', 21, 1), ('sites', 'Organisations and sites', 22, 1), ('character', 'Character of the memorandum', 23, 1),
  ('disputes', 'Consultation and disputes', 24, 1), ('amendment', 'Amendment', 25, 1), ('entry_duration', 'Entry into force, duration, end', 26, 1),
  ('signature', 'Signature', 27, 0);

-- The articles of each set, in their order.
CREATE TABLE template_topic (
  template TEXT NOT NULL REFERENCES text_template(code),
  position INTEGER NOT NULL,
  topic    TEXT NOT NULL REFERENCES clause_topic(code),
  PRIMARY KEY (template, position),
  UNIQUE (template, topic)
) STRICT;
INSERT INTO template_topic (template, position, topic)
SELECT 'umbrella', position, code FROM clause_topic WHERE code NOT IN ('introduction', 'tasks', 'schedule', 'classification', 'sites', 'character')
UNION ALL
SELECT 'arrangement', position, code FROM clause_topic WHERE code IN ('introduction', 'definitions', 'objectives', 'scope', 'tasks', 'schedule', 'management', 'funding',
  'contracting', 'equipment', 'personnel', 'information', 'classification', 'intellectual_property', 'export_transfer', 'sites', 'disputes', 'entry_duration', 'signature')
UNION ALL
SELECT 'memorandum', position, code FROM clause_topic WHERE code IN ('introduction', 'objectives', 'scope', 'forms', 'management', 'funding', 'information',
  'intellectual_property', 'character', 'disputes', 'entry_duration', 'signature');

CREATE TABLE clause_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO clause_state VALUES ('draft', 'Draft', 1), ('approved', 'Approved', 2), ('retired', 'Retired', 3);

CREATE TABLE clause (
  id           INTEGER PRIMARY KEY,
  ref          TEXT UNIQUE,
  title        TEXT NOT NULL CHECK (trim(title) <> ''),
  topic        TEXT NOT NULL REFERENCES clause_topic(code),
  template     TEXT REFERENCES text_template(code), -- for which kind of instrument; NULL: for all
  illustration INTEGER NOT NULL DEFAULT 0 CHECK (illustration IN (0, 1)), -- written to show the program: no legal text
  notes        TEXT
) STRICT;
CREATE INDEX clause_topic_template ON clause(topic, template);

-- One wording. Once approved it stays as it is; the next one is a new row.
CREATE TABLE clause_version (
  id          INTEGER PRIMARY KEY,
  clause_id   INTEGER NOT NULL REFERENCES clause(id) ON DELETE CASCADE,
  version     INTEGER CHECK (version > 0), -- given by the file when it is empty
  state       TEXT NOT NULL DEFAULT 'draft' REFERENCES clause_state(code),
  text        TEXT NOT NULL CHECK (trim(text) <> ''), -- with {{fields}}; each line is a numbered paragraph
  approved_by TEXT,
  approved_on TEXT CHECK (approved_on IS date(approved_on, '+0 days')),
  notes       TEXT,
  UNIQUE (clause_id, version),
  CONSTRAINT "an approved wording names who approved it and when" CHECK (state = 'draft' OR (approved_by IS NOT NULL AND approved_on IS NOT NULL))
) STRICT;

-- One version of an agreement's text. The newest can be worked on, those before it are kept as they were.
CREATE TABLE agreement_text (
  id           INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement(id) ON DELETE CASCADE,
  template     TEXT NOT NULL REFERENCES text_template(code),
  version      INTEGER NOT NULL CHECK (version > 0),
  made_on      TEXT NOT NULL CHECK (made_on IS date(made_on, '+0 days')),
  officer_id   INTEGER REFERENCES officer(id), -- who made it
  note         TEXT,                           -- why: "after the second round"
  UNIQUE (agreement_id, version)
) STRICT;
CREATE INDEX agreement_text_officer ON agreement_text(officer_id);

CREATE TABLE text_clause (
  id                INTEGER PRIMARY KEY,
  agreement_text_id INTEGER NOT NULL REFERENCES agreement_text(id) ON DELETE CASCADE,
  position          INTEGER NOT NULL,
  topic             TEXT NOT NULL REFERENCES clause_topic(code),
  clause_version_id INTEGER REFERENCES clause_version(id), -- NULL: written for this agreement
  title             TEXT NOT NULL CHECK (trim(title) <> ''),
  text              TEXT NOT NULL CHECK (trim(text) <> ''), -- with the agreement's own values
  edited            INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)) -- by hand, after it came from the library
) STRICT;
CREATE INDEX text_clause_order ON text_clause(agreement_text_id, position);
CREATE INDEX text_clause_version ON text_clause(clause_version_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('clause', NULL, '100'), ('clause_version', NULL, '300'), ('agreement_text', NULL, '4000'), ('text_clause', NULL, '40000');
