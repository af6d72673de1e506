-- Agreements in full: clocks that say what they run on, the transmittal package, the criteria by which it is decided whether a text binds, what a changed text asks
-- the reviewers again, the foreign-party test of a CRADA, and the register of guidance.

-- Which columns a clock runs on. `law_field` decides by which day the law of its time is chosen (NULL: the start); `counts` what its days are.
ALTER TABLE clock ADD COLUMN start_field TEXT; -- of agreement; NULL: the clock runs elsewhere
ALTER TABLE clock ADD COLUMN met_field TEXT;   -- the day that stops it; NULL: nothing does
ALTER TABLE clock ADD COLUMN law_field TEXT;
ALTER TABLE clock ADD COLUMN characters TEXT;  -- legal characters, with semicolons; NULL: all
ALTER TABLE clock ADD COLUMN kinds TEXT;       -- agreement kinds, with semicolons; NULL: all
ALTER TABLE clock ADD COLUMN counts TEXT NOT NULL DEFAULT 'calendar' CHECK (counts IN ('calendar', 'working'));
ALTER TABLE clock ADD COLUMN direction TEXT NOT NULL DEFAULT 'after' CHECK (direction IN ('after', 'before', 'month_end'));
ALTER TABLE clock ADD COLUMN whose TEXT NOT NULL DEFAULT 'office' CHECK (whose IN ('office', 'state', 'partner'));
DELETE FROM rule_table WHERE name = 'clock'; -- so that its rows are loaded with the new columns

-- What a CRADA needs before the agency looks at it: does the partner's government let US entities do the same (E.O. 12591), and was the Trade Representative asked.
ALTER TABLE agreement ADD COLUMN foreign_party_test TEXT; -- what was found, in words
ALTER TABLE agreement ADD COLUMN foreign_party_tested_on TEXT CHECK (foreign_party_tested_on IS date(foreign_party_tested_on, '+0 days'));
ALTER TABLE agreement ADD COLUMN work_statement_on TEXT CHECK (work_statement_on IS date(work_statement_on, '+0 days'));   -- joint work statement presented
ALTER TABLE agreement ADD COLUMN agency_presented_on TEXT CHECK (agency_presented_on IS date(agency_presented_on, '+0 days')); -- to the agency for its review
ALTER TABLE agreement ADD COLUMN agency_answered_on TEXT CHECK (agency_answered_on IS date(agency_answered_on, '+0 days'));
ALTER TABLE agreement ADD COLUMN text_changed_sent_on TEXT CHECK (text_changed_sent_on IS date(text_changed_sent_on, '+0 days')); -- the changed text arrived at State
CREATE INDEX agreement_change_to_send ON agreement(text_changed_on) WHERE text_changed_on IS NOT NULL AND text_changed_sent_on IS NULL;

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('transmittal_part', 70, NULL, 'Part of a transmittal', 'Parts of transmittals', 'transmittal_parts'),
  ('binding_answer', 71, NULL, 'Criterion', 'Criteria', 'binding_answers'),
  ('guidance', 72, 'GDN', 'Guidance', 'Guidance', 'guidance'),
  ('guidance_subject', 73, NULL, 'Subject of guidance', 'Subjects of guidance', 'guidance_subjects');
INSERT INTO sequence (name, next) VALUES ('transmittal_part', 1), ('binding_answer', 1), ('guidance', 1), ('guidance_subject', 1);

-- The transmittal package (22 CFR 181.7(a)(1); for a qualifying non-binding instrument what the memo must hold). A row for each agreement comes when it is signed.
CREATE TABLE transmittal_item (
  code       TEXT PRIMARY KEY,
  label      TEXT NOT NULL,
  position   INTEGER NOT NULL,
  characters TEXT NOT NULL, -- with semicolons
  cite       TEXT NOT NULL
) STRICT;
INSERT INTO transmittal_item VALUES
  ('originals', 'Signed originals or certified copies, all languages, with annexes and side letters', 1, 'binding', '22 CFR 181.7(a)(1)'),
  ('implementing', 'Implementing documents made at the same time', 2, 'binding', '22 CFR 181.7(a)(1)'),
  ('language_memo', 'Memorandum on the conformity of the languages', 3, 'binding', '22 CFR 181.7(a)(1)'),
  ('signatories', 'Names and titles of all signatories, where they are not clear', 4, 'binding', '22 CFR 181.7(a)(1)'),
  ('authority', 'Reference of the Circular 175 authorisation', 5, 'binding', '22 CFR 181.7(a)(1)'),
  ('notes', 'Diplomatic notes', 6, 'binding', '22 CFR 181.7(a)(1)'),
  ('entry_notes', 'Notes on the entry into force', 7, 'binding', '22 CFR 181.7(a)(1)'),
  ('text', 'The text of the instrument', 8, 'qualifying_non_binding', '22 CFR 181.7'),
  ('legal_authority', 'Detailed citation of the legal authority, with article and section', 9, 'binding;qualifying_non_binding', '22 CFR 181.7'),
  ('new_authority', 'Whether new or amended domestic authority is needed', 10, 'binding;qualifying_non_binding', '22 CFR 181.7'),
  ('published', 'Whether the text was published', 11, 'qualifying_non_binding', '22 CFR 181.7');

CREATE TABLE part_standing (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, settled INTEGER NOT NULL) STRICT;
INSERT INTO part_standing VALUES ('missing', 'Missing', 1, 0), ('ready', 'Ready', 2, 1), ('none', 'There is none', 3, 1);

CREATE TABLE transmittal_part (
  id           INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement(id) ON DELETE CASCADE,
  item         TEXT NOT NULL REFERENCES transmittal_item(code),
  standing     TEXT NOT NULL DEFAULT 'missing' REFERENCES part_standing(code),
  document_id  INTEGER REFERENCES document(id),
  notes        TEXT,
  UNIQUE (agreement_id, item)
) STRICT;
CREATE INDEX transmittal_part_document ON transmittal_part(document_id);

-- Does the text bind under international law (22 CFR 181.2); does a non-binding one qualify (22 CFR 181.4)? The criteria inform the official, who decides.
CREATE TABLE binding_criterion (
  code     TEXT PRIMARY KEY,
  label    TEXT NOT NULL,
  position INTEGER NOT NULL,
  family   TEXT NOT NULL CHECK (family IN ('binding', 'qualifying')),
  cite     TEXT NOT NULL,
  needed   INTEGER NOT NULL CHECK (needed IN (0, 1)) -- answered before the question is put to whoever decides
) STRICT;
INSERT INTO binding_criterion VALUES
  ('parties', 'Are the parties states, state agencies or intergovernmental organisations?', 1, 'binding', '22 CFR 181.2(a)(1)', 1),
  ('intent', 'Do the parties intend to be bound under international law?', 2, 'binding', '22 CFR 181.2(a)(1)', 1),
  ('significance', 'Is the undertaking significant?', 3, 'binding', '22 CFR 181.2(a)(2)', 1),
  ('specificity', 'Is it specific, with objective criteria by which it could be enforced?', 4, 'binding', '22 CFR 181.2(a)(3)', 1),
  ('two_parties', 'Are there two or more parties?', 5, 'binding', '22 CFR 181.2(a)(4)', 1),
  ('implementing', 'Is it an implementing or project annex under an agreement that is not general?', 6, 'binding', '22 CFR 181.2(c)', 1),
  ('extension', 'Does it extend or modify an agreement?', 7, 'binding', '22 CFR 181.2(d)', 1),
  ('oral', 'Was it agreed orally and then reduced to writing?', 8, 'binding', '22 CFR 181.2(e)', 0),
  ('relations', 'Relations with another country, or a new initiative', 11, 'qualifying', '22 CFR 181.4 (factor A)', 0),
  ('rights', 'Rights of US persons', 12, 'qualifying', '22 CFR 181.4 (factor B)', 0),
  ('state_laws', 'Laws of the States', 13, 'qualifying', '22 CFR 181.4 (factor C)', 0),
  ('budget', 'The budget', 14, 'qualifying', '22 CFR 181.4 (factor D)', 0),
  ('law_change', 'A change of US law', 15, 'qualifying', '22 CFR 181.4 (factor E)', 0),
  ('commitment', 'A new commitment or risk for the nation', 16, 'qualifying', '22 CFR 181.4 (factor F)', 0),
  ('interest', 'Interest of Congress or the public', 17, 'qualifying', '22 CFR 181.4 (factor G)', 0),
  ('asked', 'Asked for by a chair or ranking member', 18, 'qualifying', '22 CFR 181.4', 0);

CREATE TABLE binding_answer (
  id           INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement(id) ON DELETE CASCADE,
  criterion    TEXT NOT NULL REFERENCES binding_criterion(code),
  answer       TEXT REFERENCES answer_value(code), -- NULL: not answered yet
  note         TEXT,
  answered_by  TEXT,
  answered_on  TEXT CHECK (answered_on IS date(answered_on, '+0 days')),
  UNIQUE (agreement_id, criterion)
) STRICT;

-- Which reviewer is asked again when a field of the text changes before signature.
CREATE TABLE clearance_touch (
  field TEXT NOT NULL, -- of agreement
  kind  TEXT NOT NULL REFERENCES clearance_kind(code),
  label TEXT NOT NULL, -- of the field, for the words that say why
  PRIMARY KEY (field, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO clearance_touch (field, kind, label) VALUES
  ('title', 'counsel', 'title'), ('kind', 'counsel', 'kind'), ('partner_id', 'counsel', 'partner'), ('partner_id', 'international_affairs', 'partner'), ('partner_id', 'export_control', 'partner'),
  ('partner_id', 'security', 'partner'), ('languages', 'language_conformity', 'languages'), ('legal_character', 'counsel', 'legal character'), ('legal_character', 'international_affairs', 'legal character'),
  ('in_force_method', 'counsel', 'entry into force'), ('ends_on', 'counsel', 'end'), ('ends_on', 'budget', 'end'), ('survival', 'counsel', 'survival'), ('ceiling_minor', 'budget', 'cost ceiling'),
  ('ceiling_minor', 'program', 'cost ceiling'), ('us_share_minor', 'budget', 'US share'), ('foreign_share_minor', 'budget', 'partner share'), ('in_kind_minor', 'budget', 'in-kind value'),
  ('funds_availability', 'budget', 'funds clause'), ('objectives', 'program', 'objectives'), ('objectives', 'international_affairs', 'objectives'), ('technical_annex', 'program', 'technical annex'),
  ('technical_annex', 'export_control', 'technical annex'), ('deliverables', 'program', 'deliverables'), ('deliverables', 'export_control', 'deliverables'), ('schedule', 'program', 'schedule'),
  ('sites', 'security', 'sites'), ('sites', 'export_control', 'sites'), ('classification_ceiling', 'security', 'level'), ('cui_categories', 'security', 'CUI categories'),
  ('disclosure_and_use', 'intellectual_property', 'disclosure and use'), ('third_party_transfer', 'export_control', 'third parties'), ('third_party_transfer', 'intellectual_property', 'third parties'),
  ('export_clause', 'export_control', 'export clause'), ('visit_annex', 'security', 'visits'), ('personnel_exchange', 'privacy', 'personnel'), ('personnel_exchange', 'security', 'personnel'),
  ('security_instruction', 'security', 'security instruction'), ('privacy', 'privacy', 'privacy'), ('ip_annex_version', 'intellectual_property', 'IP annex'), ('ip_background', 'intellectual_property', 'IP background'),
  ('ip_foreground', 'intellectual_property', 'IP foreground'), ('ip_ownership', 'intellectual_property', 'IP owners'), ('ip_march_in', 'intellectual_property', 'march-in'), ('liability', 'counsel', 'liability'),
  ('insurance', 'counsel', 'insurance'), ('customs_and_taxes', 'counsel', 'customs and taxes'), ('dispute_resolution', 'counsel', 'disputes');
INSERT INTO consequence_fact (record, field) SELECT DISTINCT 'agreement', field FROM clearance_touch;

-- A text that all agreed to and that changes goes back to its reviewers.
INSERT INTO workflow (record, from_state, to_state, role, label) VALUES
  ('agreement', 'language_conformity', 'reclearance', 'officer', 'Clear the text again'),
  ('agreement', 'ready_to_sign', 'reclearance', 'officer', 'Clear the text again');

-- Guidance on international law and intellectual property, and what it is about.
CREATE TABLE guidance_topic (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO guidance_topic VALUES ('international_law', 'International law', 1), ('intellectual_property', 'Intellectual property', 2), ('export_control', 'Export control', 3), ('privacy', 'Privacy', 4), ('fiscal', 'Fiscal law', 5), ('other', 'Other', 6);

CREATE TABLE guidance (
  id            INTEGER PRIMARY KEY,
  ref           TEXT UNIQUE,
  title         TEXT NOT NULL CHECK (trim(title) <> ''), -- the question in short
  topic         TEXT NOT NULL DEFAULT 'international_law' REFERENCES guidance_topic(code),
  question      TEXT NOT NULL CHECK (trim(question) <> ''),
  advice        TEXT,
  asked_by      TEXT,
  asked_on      TEXT NOT NULL CHECK (asked_on IS date(asked_on, '+0 days')),
  given_by      TEXT,
  given_on      TEXT CHECK (given_on IS date(given_on, '+0 days')),
  valid_until   TEXT CHECK (valid_until IS date(valid_until, '+0 days')),
  supersedes_id INTEGER REFERENCES guidance(id),
  sources       TEXT,
  officer_id    INTEGER REFERENCES officer(id),
  notes         TEXT,
  CONSTRAINT "advice has its day and who gave it" CHECK ((coalesce(trim(advice), '') = '') = (given_on IS NULL) AND (given_on IS NULL OR coalesce(trim(given_by), '') <> '')),
  CONSTRAINT "advice is given on or after the day it was asked" CHECK (given_on >= asked_on),
  CONSTRAINT "guidance cannot supersede itself" CHECK (supersedes_id <> id)
) STRICT;
CREATE INDEX guidance_asked ON guidance(asked_on);
CREATE INDEX guidance_title ON guidance(title);
CREATE INDEX guidance_officer ON guidance(officer_id);
CREATE INDEX guidance_supersedes ON guidance(supersedes_id);
CREATE INDEX guidance_valid ON guidance(valid_until) WHERE valid_until IS NOT NULL;

CREATE TABLE guidance_subject (
  id             INTEGER PRIMARY KEY,
  guidance_id    INTEGER NOT NULL REFERENCES guidance(id) ON DELETE CASCADE,
  agreement_id   INTEGER REFERENCES agreement(id) ON DELETE CASCADE,
  project_id     INTEGER REFERENCES project(id) ON DELETE CASCADE,
  export_case_id INTEGER REFERENCES export_case(id) ON DELETE CASCADE,
  partner_id     INTEGER REFERENCES partner(id) ON DELETE CASCADE,
  CONSTRAINT "guidance is about one agreement, project, case or partner in each row"
    CHECK ((agreement_id IS NOT NULL) + (project_id IS NOT NULL) + (export_case_id IS NOT NULL) + (partner_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX guidance_subject_guidance ON guidance_subject(guidance_id);
CREATE INDEX guidance_subject_agreement ON guidance_subject(agreement_id);
CREATE INDEX guidance_subject_project ON guidance_subject(project_id);
CREATE INDEX guidance_subject_case ON guidance_subject(export_case_id);
CREATE INDEX guidance_subject_partner ON guidance_subject(partner_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('transmittal_part', NULL, '5000'), ('binding_answer', NULL, '20000'), ('guidance', NULL, '500'), ('guidance_subject', NULL, '1500'),
  ('guidance', 'guidance_valid', '300 2'), ('agreement', 'agreement_change_to_send', '20 1'), ('clearance_touch', NULL, '50'), ('transmittal_item', NULL, '11'), ('binding_criterion', NULL, '16');
ANALYZE sqlite_schema;
