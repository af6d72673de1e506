-- The case made whole: red flags with their states, the versions of the facts that officials signed, what the program knew when a question was answered, licences
-- and exemptions with their shipments, technology control plans, and the moves that were missing.

-- Red flags (15 CFR 732 Supp. 3): one row for each flag that was seen in a case. ------------------------------------------------------------

CREATE TABLE red_flag_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO red_flag_state VALUES ('open', 'Open: ask and document', 1), ('explained', 'Explained', 2), ('unresolved', 'Unresolved: stop', 3), ('escalated', 'Escalated to BIS', 4);

CREATE TABLE case_red_flag (
  id             INTEGER PRIMARY KEY,
  export_case_id INTEGER NOT NULL REFERENCES export_case(id) ON DELETE CASCADE,
  flag           TEXT NOT NULL REFERENCES red_flag(code),
  state          TEXT NOT NULL DEFAULT 'open' REFERENCES red_flag_state(code),
  raised_on      TEXT CHECK (raised_on IS date(raised_on, '+0 days')),
  raised_by      TEXT,               -- login, or name of who saw it
  seen           TEXT,               -- what was seen
  inquiry        TEXT,               -- what was asked of whom, and the answer
  explained_by   TEXT,               -- the official who takes the explanation
  explained_on   TEXT CHECK (explained_on IS date(explained_on, '+0 days')),
  evidence       TEXT,
  escalated_on   TEXT CHECK (escalated_on IS date(escalated_on, '+0 days')),
  bis_reference  TEXT,
  bis_answer     TEXT,
  notes          TEXT,
  UNIQUE (export_case_id, flag),
  CONSTRAINT "an explained flag names who explained it, on which day, and the evidence"
    CHECK (state <> 'explained' OR (coalesce(trim(explained_by), '') <> '' AND explained_on IS NOT NULL AND coalesce(trim(evidence), '') <> '')),
  CONSTRAINT "an escalated flag has the day it went to BIS" CHECK (state <> 'escalated' OR escalated_on IS NOT NULL),
  CONSTRAINT "a flag is explained on or after the day it was raised" CHECK (explained_on >= raised_on)
) STRICT;

-- The versions of a case's facts: each that somebody signed and that was then left behind, with what changed. -----------------------------------

-- Which facts there are, and from which sign-off on a change of them voids what was signed: the officials before that one saw nothing else than before.
CREATE TABLE case_fact (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, from_role TEXT NOT NULL REFERENCES sign_off_role(code), source TEXT NOT NULL) STRICT;
INSERT INTO case_fact VALUES
  ('transfer', 'What is transferred', 1, 'requester', 'Checklist S12: a fact that changes voids the later sign-offs'),
  ('items', 'Items', 2, 'requester', 'Checklist S12'),
  ('parties', 'Parties', 3, 'requester', 'Checklist S12'),
  ('countries', 'Countries', 4, 'requester', 'Checklist S12'),
  ('nationality', 'Nationality of a person with access', 5, 'requester', 'Checklist S12; 15 CFR 734.13(b); 22 CFR 120.50(b)'),
  ('agreement', 'Agreement, project, engagement', 6, 'technical_lead', 'Checklist S12'),
  ('classification', 'Classification', 7, 'classification_reviewer', 'Checklist S12'),
  ('screening', 'Screening of a party', 8, 'export_control_officer', 'Checklist S12');

CREATE TABLE case_facts (
  id             INTEGER PRIMARY KEY,
  export_case_id INTEGER NOT NULL REFERENCES export_case(id) ON DELETE CASCADE,
  version        INTEGER NOT NULL CHECK (version >= 2), -- that the change began
  fact           TEXT NOT NULL REFERENCES case_fact(code),
  what           TEXT NOT NULL,      -- in words, from what to what; the journal has every field
  changed_on     TEXT NOT NULL CHECK (changed_on IS date(changed_on, '+0 days')),
  UNIQUE (export_case_id, version)
) STRICT;

-- What the program knew when a question was answered: NULL when it knew nothing. An answer that differs overrules it, with a reason in `note`.
ALTER TABLE answer ADD COLUMN known_answer TEXT;
ALTER TABLE answer ADD COLUMN known_why TEXT;

-- Licences, exceptions and exemptions, and what was shipped under each. -------------------------------------------------------------------------

CREATE TABLE licence_agency (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO licence_agency VALUES ('bis', 'Commerce (BIS)', 1), ('ddtc', 'State (DDTC)', 2), ('ofac', 'Treasury (OFAC)', 3), ('nrc', 'NRC', 4), ('doe', 'Energy (DOE)', 5), ('other', 'Another agency', 6);

CREATE TABLE licence_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO licence_kind VALUES
  ('bis_licence', 'BIS licence (BIS-748P)', 1), ('exception', 'EAR licence exception', 2), ('dsp_5', 'DSP-5 permanent export', 3), ('dsp_61', 'DSP-61 temporary import', 4),
  ('dsp_73', 'DSP-73 temporary export', 5), ('dsp_85', 'DSP-85 classified', 6), ('taa', 'Technical assistance agreement (TAA)', 7), ('mla', 'Manufacturing licence agreement (MLA)', 8),
  ('exemption', 'ITAR exemption', 9), ('ofac_general', 'OFAC general licence', 10), ('ofac_specific', 'OFAC specific licence', 11), ('other', 'Other authorization', 12);

CREATE TABLE licence_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO licence_state VALUES ('preparing', 'In preparation', 1, 0), ('applied', 'Applied for', 2, 0), ('valid', 'Valid', 3, 0), ('suspended', 'Suspended', 4, 0),
  ('returned', 'Returned without action', 5, 1), ('denied', 'Denied', 6, 1), ('revoked', 'Revoked', 7, 1), ('closed', 'Closed', 8, 1);

CREATE TABLE licence (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  agency         TEXT NOT NULL DEFAULT 'bis' REFERENCES licence_agency(code),
  kind           TEXT NOT NULL DEFAULT 'bis_licence' REFERENCES licence_kind(code),
  state          TEXT NOT NULL DEFAULT 'preparing' REFERENCES licence_state(code),
  number         TEXT,               -- the agency's; of an exception or exemption its symbol or section with paragraph
  holder         TEXT,               -- who may use it: the agency, or a contractor
  partner_id     INTEGER REFERENCES partner(id),
  officer_id     INTEGER REFERENCES officer(id),
  scope          TEXT,
  provisos       TEXT,
  applied_on     TEXT CHECK (applied_on IS date(applied_on, '+0 days')),
  issued_on      TEXT CHECK (issued_on IS date(issued_on, '+0 days')), -- for an exception or exemption: the day it was first relied on
  expires_on     TEXT CHECK (expires_on IS date(expires_on, '+0 days')),
  value_limit_minor    INTEGER CHECK (value_limit_minor >= 0), -- of all shipments together; NULL: no limit
  value_limit_currency TEXT REFERENCES currency(code),
  quantity_limit INTEGER CHECK (quantity_limit > 0),
  any_country    INTEGER NOT NULL DEFAULT 0 CHECK (any_country IN (0, 1)), -- 1: not tied to the countries in its list
  notes          TEXT,
  CONSTRAINT "value limit: amount and currency go together" CHECK ((value_limit_minor IS NULL) = (value_limit_currency IS NULL)),
  CONSTRAINT "a valid licence has its number and the day it was issued" CHECK (state <> 'valid' OR (coalesce(trim(number), '') <> '' AND issued_on IS NOT NULL)),
  CONSTRAINT "a licence expires on or after the day it was issued" CHECK (expires_on >= issued_on)
) STRICT;
CREATE INDEX licence_partner ON licence(partner_id);
CREATE INDEX licence_officer ON licence(officer_id);
CREATE INDEX licence_title ON licence(title);
CREATE INDEX licence_ending ON licence(expires_on) WHERE state IN ('valid', 'suspended');

CREATE TABLE licence_country (
  id         INTEGER PRIMARY KEY,
  licence_id INTEGER NOT NULL REFERENCES licence(id) ON DELETE CASCADE,
  country    TEXT NOT NULL REFERENCES country(code),
  notes      TEXT,
  UNIQUE (licence_id, country)
) STRICT;
CREATE INDEX licence_country_country ON licence_country(country);

CREATE TABLE licence_item (
  id             INTEGER PRIMARY KEY,
  licence_id     INTEGER NOT NULL REFERENCES licence(id) ON DELETE CASCADE,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  classification_text TEXT,          -- as the licence has it: 6A003.b.4, XI(c)(2)
  quantity_limit INTEGER CHECK (quantity_limit > 0),
  notes          TEXT
) STRICT;
CREATE INDEX licence_item_licence ON licence_item(licence_id);

ALTER TABLE export_case ADD COLUMN licence_id INTEGER REFERENCES licence(id); -- that it is transferred under
ALTER TABLE export_case ADD COLUMN reexported_on TEXT CHECK (reexported_on IS date(reexported_on, '+0 days')); -- last known reexport, transshipment or diversion (15 CFR 762.6)
CREATE INDEX export_case_licence ON export_case(licence_id);

-- What was shipped or disclosed under a licence, and is taken off it.
CREATE TABLE shipment (
  id              INTEGER PRIMARY KEY,
  licence_id      INTEGER NOT NULL REFERENCES licence(id),
  export_case_id  INTEGER REFERENCES export_case(id),
  licence_item_id INTEGER REFERENCES licence_item(id),
  title           TEXT NOT NULL CHECK (trim(title) <> ''), -- what went
  shipped_on      TEXT NOT NULL CHECK (shipped_on IS date(shipped_on, '+0 days')),
  country         TEXT NOT NULL REFERENCES country(code),
  recipient       TEXT,
  quantity        INTEGER CHECK (quantity > 0),
  value_minor     INTEGER CHECK (value_minor >= 0),
  value_currency  TEXT REFERENCES currency(code),
  itn             TEXT,               -- internal transaction number of the filing in AES
  filing_exemption TEXT,              -- or the citation under which none is filed
  delivered_on    TEXT CHECK (delivered_on IS date(delivered_on, '+0 days')),
  delivery_proof  TEXT,
  notes           TEXT,
  CONSTRAINT "value: amount and currency go together" CHECK ((value_minor IS NULL) = (value_currency IS NULL)),
  CONSTRAINT "a shipment is delivered on or after the day it left" CHECK (delivered_on >= shipped_on)
) STRICT;
CREATE INDEX shipment_licence ON shipment(licence_id, shipped_on);
CREATE INDEX shipment_case ON shipment(export_case_id);
CREATE INDEX shipment_item ON shipment(licence_item_id);
CREATE INDEX shipment_day ON shipment(shipped_on);
CREATE INDEX case_party_rescreen ON case_party(rescreen_on);

-- Technology control plans. --------------------------------------------------------------------------------------------------------------------

CREATE TABLE control_plan_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO control_plan_state VALUES ('draft', 'Draft', 1, 0), ('approved', 'Approved', 2, 0), ('closed_out', 'Closed out', 3, 1), ('superseded', 'Superseded', 4, 1);

CREATE TABLE control_plan (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  state          TEXT NOT NULL DEFAULT 'draft' REFERENCES control_plan_state(code),
  version        INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  export_case_id INTEGER REFERENCES export_case(id),
  project_id     INTEGER REFERENCES project(id),
  responsible    TEXT,               -- the person who answers for it
  officer_id     INTEGER REFERENCES officer(id),
  approved_by    TEXT,
  approved_on    TEXT CHECK (approved_on IS date(approved_on, '+0 days')),
  review_on      TEXT CHECK (review_on IS date(review_on, '+0 days')), -- the yearly check
  notes          TEXT,
  CONSTRAINT "an approved plan names who approved it, on which day, and its next review"
    CHECK (state <> 'approved' OR (coalesce(trim(approved_by), '') <> '' AND approved_on IS NOT NULL AND review_on IS NOT NULL)),
  CONSTRAINT "a plan is reviewed after it was approved" CHECK (review_on > approved_on)
) STRICT;
CREATE INDEX control_plan_case ON control_plan(export_case_id);
CREATE INDEX control_plan_project ON control_plan(project_id);
CREATE INDEX control_plan_officer ON control_plan(officer_id);
CREATE INDEX control_plan_title ON control_plan(title);
CREATE INDEX control_plan_review ON control_plan(review_on) WHERE state = 'approved';

-- The parts that the plans of universities and agencies have in common.
CREATE TABLE control_plan_part (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, help TEXT NOT NULL) STRICT;
INSERT INTO control_plan_part VALUES
  ('identification', 'Title, award, sponsor, classification', 1, 'Title of the work, award and sponsor, ECCN or USML category.'),
  ('items', 'Controlled items', 2, 'What is controlled: hardware, software, technology; from when to when.'),
  ('responsible', 'Responsible person and screening', 3, 'Who answers for the plan; how and when people and parties are screened.'),
  ('personnel', 'Personnel', 4, 'Who has access, by nationality and role: see the access list.'),
  ('physical', 'Physical security', 5, 'Rooms, locks, escort, clean desk, visitors.'),
  ('information', 'Information security', 6, 'Storage, transmission, backup, devices, accounts.'),
  ('conversations', 'Conversations and meetings', 7, 'What may be spoken of, where, with whom.'),
  ('marking', 'Marking', 8, 'How items, papers and files are marked.'),
  ('training', 'Training and acknowledgement', 9, 'Who is briefed, when, and where the signed acknowledgements are.'),
  ('travel', 'Travel', 10, 'Devices and papers on journeys abroad.'),
  ('evaluation', 'Self-evaluation and audit', 11, 'The yearly check: who makes it, what is looked at.'),
  ('incidents', 'Incident reporting', 12, 'To whom, how soon; nothing is destroyed.'),
  ('close_out', 'Close-out', 13, 'What happens to items and data at the end.'),
  ('records', 'Records', 14, 'What is kept, where, for five years from the last of the events.'),
  ('signatures', 'Signatures', 15, 'Responsible person, department, export control, information security.');

CREATE TABLE control_plan_section (
  id              INTEGER PRIMARY KEY,
  control_plan_id INTEGER NOT NULL REFERENCES control_plan(id) ON DELETE CASCADE,
  part            TEXT NOT NULL REFERENCES control_plan_part(code),
  text            TEXT,
  UNIQUE (control_plan_id, part)
) STRICT;

-- Who has access under a plan, with the day of the signed acknowledgement.
CREATE TABLE control_plan_access (
  id              INTEGER PRIMARY KEY,
  control_plan_id INTEGER NOT NULL REFERENCES control_plan(id) ON DELETE CASCADE,
  name            TEXT,              -- of a person who is neither visitor nor contact
  visitor_id      INTEGER REFERENCES visitor(id),
  contact_id      INTEGER REFERENCES contact(id),
  nationality     TEXT REFERENCES country(code), -- of a visitor the citizenships in the visitor's record count
  role            TEXT,
  granted_on      TEXT CHECK (granted_on IS date(granted_on, '+0 days')),
  acknowledged_on TEXT CHECK (acknowledged_on IS date(acknowledged_on, '+0 days')),
  removed_on      TEXT CHECK (removed_on IS date(removed_on, '+0 days')),
  notes           TEXT,
  CONSTRAINT "a person with access is one visitor or contact, or a name"
    CHECK ((visitor_id IS NOT NULL) + (contact_id IS NOT NULL) + (coalesce(trim(name), '') <> '') = 1),
  CONSTRAINT "access is removed on or after the day it was granted" CHECK (removed_on >= granted_on)
) STRICT;
CREATE INDEX control_plan_access_plan ON control_plan_access(control_plan_id);
CREATE INDEX control_plan_access_visitor ON control_plan_access(visitor_id);
CREATE INDEX control_plan_access_contact ON control_plan_access(contact_id);

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('case_red_flag', 55, NULL, 'Red flag of a case', 'Red flags of cases', 'case_red_flags'),
  ('case_facts', 56, NULL, 'Version of the facts', 'Versions of the facts', 'case_facts'),
  ('licence', 57, 'LIC', 'Licence', 'Licences', 'licences'),
  ('licence_country', 58, NULL, 'Country of a licence', 'Countries of licences', 'licence_countries'),
  ('licence_item', 59, NULL, 'Item of a licence', 'Items of licences', 'licence_items'),
  ('shipment', 60, NULL, 'Shipment', 'Shipments', 'shipments'),
  ('control_plan', 61, 'TCP', 'Control plan', 'Control plans', 'control_plans'),
  ('control_plan_section', 62, NULL, 'Section of a control plan', 'Sections of control plans', 'control_plan_sections'),
  ('control_plan_access', 63, NULL, 'Person with access', 'People with access', 'control_plan_accesses');
INSERT INTO sequence (name, next) SELECT name, 1 FROM record_kind WHERE name NOT IN (SELECT name FROM sequence);

-- Moves that were missing: a determined case can be replaced or withdrawn before anything left, and whatever has ended comes to the end of its retention. -----
INSERT INTO workflow (record, from_state, to_state, role, label) VALUES
  ('export_case', 'determined', 'superseded', 'officer', 'Superseded by another case'),
  ('export_case', 'conditions_open', 'superseded', 'officer', 'Superseded by another case'),
  ('export_case', 'determined', 'withdrawn', 'officer', 'Withdraw'),
  ('export_case', 'conditions_open', 'withdrawn', 'officer', 'Withdraw'),
  ('export_case', 'withdrawn', 'purge_due', 'administrator', 'Retention has ended'),
  ('export_case', 'superseded', 'purge_due', 'administrator', 'Retention has ended'),
  ('export_case', 'purge_due', 'reopened', 'approver', 'Open again');

-- For the planner, as in 0008.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('case_red_flag', NULL, '5000'), ('case_facts', NULL, '10000'), ('licence', NULL, '500'), ('licence_country', NULL, '1000'), ('licence_item', NULL, '2000'),
  ('shipment', NULL, '5000'), ('control_plan', NULL, '300'), ('control_plan_section', NULL, '4500'), ('control_plan_access', NULL, '3000'),
  ('licence', 'licence_ending', '200 2'), ('control_plan', 'control_plan_review', '100 2'), ('case_party', 'case_party_rescreen', '20000 20');
ANALYZE sqlite_schema;

-- Saving one of these first says which sign-offs it voids (0011).
INSERT INTO consequence_fact (record, field) VALUES
  ('export_case', 'title'), ('export_case', 'description'), ('export_case', 'transfer_kind'), ('export_case', 'transfer_mode'), ('export_case', 'direction'), ('export_case', 'temporary'),
  ('export_case', 'return_on'), ('export_case', 'value_minor'), ('export_case', 'value_currency'), ('export_case', 'country'), ('export_case', 'partner_id'), ('export_case', 'data_owner'),
  ('export_case', 'data_owner_name'), ('export_case', 'classification'), ('export_case', 'agreement_id'), ('export_case', 'project_id'), ('export_case', 'engagement_id'), ('export_case', 'jurisdiction'),
  ('case_item', '*'), ('case_item', 'title'), ('case_item', 'kind'), ('case_item', 'quantity'), ('case_item', 'value_minor'), ('case_item', 'value_currency'), ('case_item', 'export_case_id'),
  ('case_item', 'jurisdiction'), ('case_item', 'eccn'), ('case_item', 'eccn_paragraph'), ('case_item', 'usml_category'), ('case_item', 'usml_paragraph'), ('case_item', 'significant'),
  ('case_item', 'basis'), ('case_item', 'parameters'),
  ('case_party', '*'), ('case_party', 'role'), ('case_party', 'name'), ('case_party', 'partner_id'), ('case_party', 'contact_id'), ('case_party', 'visitor_id'), ('case_party', 'address'),
  ('case_party', 'country'), ('case_party', 'listed_owner'), ('case_party', 'screening_outcome'), ('case_party', 'export_case_id'),
  ('case_country', '*'), ('case_country', 'country'), ('case_country', 'role');
INSERT OR IGNORE INTO consequence_fact (record, field) VALUES
  ('citizenship', '*'), ('citizenship', 'country'), ('citizenship', 'kind'), ('citizenship', 'current'), ('citizenship', 'most_recent');
