-- Control: the export-control case with its header, parties, countries, items, the answers to its checklist and its sign-offs.
-- A case collects open issues and names the official who decides each; the program decides nothing.

CREATE TABLE transfer_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO transfer_kind VALUES ('hardware', 'Hardware', 1), ('software', 'Software', 2), ('source_code', 'Source code', 3), ('technology', 'Technical data or technology', 4),
  ('service', 'Service or training', 5), ('defense_service', 'Defense service', 6), ('deemed', 'Deemed: sight, speech, IT access', 7);

CREATE TABLE transfer_mode (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO transfer_mode VALUES ('shipment', 'Shipment', 1), ('electronic', 'E-mail or cloud', 2), ('hand_carry', 'Hand-carried, laptop', 3), ('visit', 'Visit or tour', 4),
  ('meeting', 'Meeting', 5), ('loan', 'Loan', 6), ('publication', 'Publication or presentation', 7);

CREATE TABLE transfer_direction (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO transfer_direction VALUES ('export', 'Export', 1), ('import', 'Import', 2), ('reexport', 'Reexport', 3), ('in_country', 'In-country transfer', 4),
  ('deemed_export', 'Deemed export', 5), ('deemed_reexport', 'Deemed reexport', 6);

CREATE TABLE data_owner (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO data_owner VALUES ('us_government', 'US Government', 1), ('contractor', 'Contractor', 2), ('foreign_partner', 'Foreign partner', 3), ('third_party', 'Third party', 4);

CREATE TABLE jurisdiction (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO jurisdiction VALUES ('undetermined', 'Undetermined', 1), ('ear', 'EAR (Commerce)', 2), ('itar', 'ITAR (State)', 3), ('nrc', 'NRC', 4), ('doe', 'DOE', 5),
  ('ofac', 'OFAC (Treasury)', 6), ('other', 'Other agency', 7), ('not_subject', 'Not subject', 8);

CREATE TABLE classification_basis (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO classification_basis VALUES ('manufacturer', 'Manufacturer''s statement', 1), ('self', 'Self-classification', 2), ('ccats', 'BIS classification (CCATS)', 3), ('commodity_jurisdiction', 'Commodity jurisdiction', 4);

CREATE TABLE determination (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO determination VALUES ('not_subject', 'Not subject', 1), ('no_licence_required', 'No licence required (NLR)', 2), ('exception', 'Licence exception', 3),
  ('exemption', 'ITAR exemption', 4), ('licence', 'Licence', 5), ('denied', 'Denied', 6);

CREATE TABLE outside_ruling (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO outside_ruling VALUES ('commodity_jurisdiction', 'Commodity jurisdiction (State)', 1), ('ccats', 'Classification (BIS)', 2), ('licence', 'Licence application', 3), ('advisory_opinion', 'Advisory opinion', 4);

CREATE TABLE export_case_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO export_case_state VALUES
  ('draft', 'Draft', 1, 0),
  ('facts_incomplete', 'Facts incomplete', 2, 0),
  ('in_classification', 'In classification', 3, 0),
  ('in_determination', 'In determination', 4, 0),
  ('awaiting_ruling', 'Awaiting ruling', 5, 0),          -- of another agency: commodity jurisdiction, classification, licence
  ('awaiting_sign_off', 'Awaiting sign-off', 6, 0),
  ('determined', 'Determined', 7, 0),
  ('conditions_open', 'Conditions open', 8, 0),
  ('transferred', 'Transferred', 9, 0),                  -- or disclosed
  ('closed', 'Closed', 10, 1),                           -- the retention clock runs
  ('on_hold', 'On hold', 11, 0),
  ('withdrawn', 'Withdrawn', 12, 1),
  ('reopened', 'Re-opened', 13, 0),                      -- a rule or a party changed
  ('superseded', 'Superseded', 14, 1),
  ('purge_due', 'Purge due', 15, 1);

CREATE TABLE case_party_role (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO case_party_role VALUES ('foreign_recipient', 'Foreign recipient', 1), ('intermediate_consignee', 'Intermediate consignee', 2), ('ultimate_consignee', 'Ultimate consignee', 3),
  ('end_user', 'End user', 4), ('freight_forwarder', 'Freight forwarder', 5), ('bank', 'Bank', 6), ('individual', 'Individual with access', 7), ('owner', 'Owner of a party', 8);

CREATE TABLE case_country_role (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO case_country_role VALUES ('destination', 'Destination', 1), ('transit', 'Transit', 2), ('nationality', 'Nationality', 3), ('ownership', 'Ownership', 4);

CREATE TABLE answer_value (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO answer_value VALUES ('yes', 'Yes', 1), ('no', 'No', 2), ('na', 'Not applicable', 3), ('unknown', 'UNKNOWN', 4), ('text', 'In words', 5);

-- In the order in which they sign. `mandatory`: a case that lacks it cannot be determined.
CREATE TABLE sign_off_role (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, mandatory INTEGER NOT NULL) STRICT;
INSERT INTO sign_off_role VALUES ('requester', 'Requester or program manager', 1, 1), ('technical_lead', 'Host or technical lead', 2, 1), ('classification_reviewer', 'Classification reviewer', 3, 1),
  ('export_control_officer', 'Export control or empowered official', 4, 1), ('security', 'Information and physical security', 5, 0), ('counsel', 'Counsel', 6, 1),
  ('foreign_disclosure', 'Foreign disclosure', 7, 0), ('approving_official', 'Approving official', 8, 1);

CREATE TABLE export_case (
  id                 INTEGER PRIMARY KEY,
  ref                TEXT UNIQUE,
  title              TEXT NOT NULL CHECK (trim(title) <> ''), -- what is transferred
  description        TEXT,
  state              TEXT NOT NULL DEFAULT 'draft' REFERENCES export_case_state(code),
  transfer_kind      TEXT NOT NULL DEFAULT 'technology' REFERENCES transfer_kind(code),
  transfer_mode      TEXT REFERENCES transfer_mode(code),
  direction          TEXT NOT NULL DEFAULT 'export' REFERENCES transfer_direction(code),
  temporary          INTEGER NOT NULL DEFAULT 0 CHECK (temporary IN (0, 1)),
  return_on          TEXT CHECK (return_on IS date(return_on, '+0 days')),
  value_minor        INTEGER CHECK (value_minor >= 0),
  value_currency     TEXT REFERENCES currency(code),
  country            TEXT REFERENCES country(code), -- main destination; all countries are in case_country
  partner_id         INTEGER REFERENCES partner(id),
  agreement_id       INTEGER REFERENCES agreement(id),
  project_id         INTEGER REFERENCES project(id),
  engagement_id      INTEGER REFERENCES engagement(id), -- visits name their case themselves: visit.export_case_id
  data_owner         TEXT REFERENCES data_owner(code),
  data_owner_name    TEXT,
  requester          TEXT,
  officer_id         INTEGER REFERENCES officer(id), -- who works it
  requested_on       TEXT CHECK (requested_on IS date(requested_on, '+0 days')),
  needed_on          TEXT CHECK (needed_on IS date(needed_on, '+0 days')),
  classification     TEXT NOT NULL DEFAULT 'unclassified' REFERENCES classification(code), -- of the information, for other disclosure rules
  facts_version      INTEGER NOT NULL DEFAULT 1 CHECK (facts_version >= 1), -- grows when a fact changes; a sign-off names the one it saw
  jurisdiction       TEXT NOT NULL DEFAULT 'undetermined' REFERENCES jurisdiction(code),
  outside_ruling     TEXT REFERENCES outside_ruling(code),
  ruling_number      TEXT,
  ruling_asked_on    TEXT CHECK (ruling_asked_on IS date(ruling_asked_on, '+0 days')),
  ruling_answered_on TEXT CHECK (ruling_answered_on IS date(ruling_answered_on, '+0 days')),
  ruling_result      TEXT,
  determination      TEXT REFERENCES determination(code),
  determined_on      TEXT CHECK (determined_on IS date(determined_on, '+0 days')),
  determined_by      TEXT,           -- the official who decided
  determination_basis TEXT,
  authorization      TEXT,           -- exception with paragraph, exemption, or licence number
  authorization_ends_on TEXT CHECK (authorization_ends_on IS date(authorization_ends_on, '+0 days')),
  conditions         TEXT,
  control_plan       TEXT,           -- technology control plan, its reference
  transferred_on     TEXT CHECK (transferred_on IS date(transferred_on, '+0 days')), -- delivered or disclosed
  transferred_to     TEXT,
  returned_on        TEXT CHECK (returned_on IS date(returned_on, '+0 days')),
  closed_on          TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
  retention_starts_on TEXT CHECK (retention_starts_on IS date(retention_starts_on, '+0 days')), -- latest of the events of 15 CFR 762.6; kept five years from here
  legal_hold         INTEGER NOT NULL DEFAULT 0 CHECK (legal_hold IN (0, 1)),
  legal_hold_reason  TEXT,
  supersedes_id      INTEGER REFERENCES export_case(id),
  lessons            TEXT,
  notes              TEXT,
  CONSTRAINT "value: amount and currency go together" CHECK ((value_minor IS NULL) = (value_currency IS NULL)),
  CONSTRAINT "only what is temporary has a day of return" CHECK (return_on IS NULL OR temporary = 1),
  CONSTRAINT "a ruling is answered on or after the day it was asked" CHECK (ruling_answered_on >= ruling_asked_on),
  CONSTRAINT "a determination has its day and its official" CHECK (determination IS NULL OR (determined_on IS NOT NULL AND coalesce(trim(determined_by), '') <> '')),
  CONSTRAINT "a case cannot supersede itself" CHECK (supersedes_id <> id),
  CONSTRAINT "a legal hold has its reason" CHECK (legal_hold = 0 OR coalesce(trim(legal_hold_reason), '') <> '')
) STRICT;
CREATE INDEX export_case_state_needed ON export_case(state, needed_on);
CREATE INDEX export_case_needed ON export_case(needed_on);
CREATE INDEX export_case_title ON export_case(title);
CREATE INDEX export_case_country ON export_case(country);
CREATE INDEX export_case_partner ON export_case(partner_id);
CREATE INDEX export_case_agreement ON export_case(agreement_id);
CREATE INDEX export_case_project ON export_case(project_id);
CREATE INDEX export_case_engagement ON export_case(engagement_id);
CREATE INDEX export_case_officer ON export_case(officer_id);
CREATE INDEX export_case_supersedes ON export_case(supersedes_id);
CREATE INDEX export_case_return ON export_case(return_on) WHERE return_on IS NOT NULL AND returned_on IS NULL;

CREATE TABLE case_party (
  id                INTEGER PRIMARY KEY,
  export_case_id    INTEGER NOT NULL REFERENCES export_case(id) ON DELETE CASCADE,
  role              TEXT NOT NULL DEFAULT 'foreign_recipient' REFERENCES case_party_role(code),
  name              TEXT,             -- of a party that is neither partner, contact nor visitor
  partner_id        INTEGER REFERENCES partner(id),
  contact_id        INTEGER REFERENCES contact(id),
  visitor_id        INTEGER REFERENCES visitor(id), -- whose citizenships count
  address           TEXT,
  country           TEXT REFERENCES country(code),
  listed_owner      TEXT,             -- who owns it, and how much
  screened_on       TEXT CHECK (screened_on IS date(screened_on, '+0 days')),
  list_as_of        TEXT CHECK (list_as_of IS date(list_as_of, '+0 days')), -- the list's own day
  screening_outcome TEXT REFERENCES screening_outcome(code),
  screening_reason  TEXT,             -- of a decision about a possible match
  second_reviewer   TEXT,
  rescreen_on       TEXT CHECK (rescreen_on IS date(rescreen_on, '+0 days')),
  notes             TEXT,
  CONSTRAINT "a party is one partner, contact or visitor, or a name"
    CHECK ((partner_id IS NOT NULL) + (contact_id IS NOT NULL) + (visitor_id IS NOT NULL) + (coalesce(trim(name), '') <> '') = 1)
) STRICT;
CREATE INDEX case_party_case ON case_party(export_case_id);
CREATE INDEX case_party_partner ON case_party(partner_id);
CREATE INDEX case_party_contact ON case_party(contact_id);
CREATE INDEX case_party_visitor ON case_party(visitor_id);

CREATE TABLE case_country (
  id             INTEGER PRIMARY KEY,
  export_case_id INTEGER NOT NULL REFERENCES export_case(id) ON DELETE CASCADE,
  country        TEXT NOT NULL REFERENCES country(code),
  role           TEXT NOT NULL DEFAULT 'destination' REFERENCES case_country_role(code),
  notes          TEXT,
  UNIQUE (export_case_id, country, role)
) STRICT;
CREATE INDEX case_country_country ON case_country(country);

-- What is transferred, piece by piece, with its classification and the basis of it.
CREATE TABLE case_item (
  id              INTEGER PRIMARY KEY,
  export_case_id  INTEGER NOT NULL REFERENCES export_case(id) ON DELETE CASCADE,
  title           TEXT NOT NULL CHECK (trim(title) <> ''),
  kind            TEXT NOT NULL DEFAULT 'hardware' REFERENCES transfer_kind(code),
  quantity        INTEGER CHECK (quantity > 0),
  value_minor     INTEGER CHECK (value_minor >= 0),
  value_currency  TEXT REFERENCES currency(code),
  jurisdiction    TEXT NOT NULL DEFAULT 'undetermined' REFERENCES jurisdiction(code),
  eccn            TEXT,               -- of the CCL, or EAR99
  eccn_paragraph  TEXT,               -- .b.4.b
  usml_category   TEXT REFERENCES usml_category(code),
  usml_paragraph  TEXT,
  significant     INTEGER NOT NULL DEFAULT 0 CHECK (significant IN (0, 1)), -- significant military equipment
  basis           TEXT REFERENCES classification_basis(code),
  classified_by   TEXT,
  classified_on   TEXT CHECK (classified_on IS date(classified_on, '+0 days')),
  parameters      TEXT,               -- those used
  source_document TEXT,
  list_as_of      TEXT CHECK (list_as_of IS date(list_as_of, '+0 days')), -- edition of the list that was read
  recheck_on      TEXT CHECK (recheck_on IS date(recheck_on, '+0 days')),
  notes           TEXT,
  CONSTRAINT "value: amount and currency go together" CHECK ((value_minor IS NULL) = (value_currency IS NULL)),
  CONSTRAINT "an ECCN has five signs, as 6A003, or is EAR99" CHECK (eccn IS NULL OR eccn = 'EAR99' OR eccn GLOB '[0-9][A-E][0-9][0-9][0-9]')
) STRICT;
CREATE INDEX case_item_case ON case_item(export_case_id);
CREATE INDEX case_item_eccn ON case_item(eccn);

-- One answer to one question of the checklist. UNKNOWN, and no row at all, leave the issue open.
CREATE TABLE answer (
  id             INTEGER PRIMARY KEY,
  export_case_id INTEGER NOT NULL REFERENCES export_case(id) ON DELETE CASCADE,
  question       TEXT NOT NULL CHECK (trim(question) <> ''), -- its code in the checklist: 5.4
  answer         TEXT REFERENCES answer_value(code), -- NULL: a note without an answer yet
  text           TEXT,                -- an answer in words
  note           TEXT,
  evidence       TEXT,
  answered_by    TEXT,                -- login
  answered_at    TEXT CHECK (answered_at IS strftime('%Y-%m-%dT%H:%M:%fZ', answered_at, '+0 seconds') OR answered_at IS date(answered_at, '+0 days')),
  edition        TEXT,                -- of the rule data that it was answered by
  facts_version  INTEGER NOT NULL DEFAULT 1 CHECK (facts_version >= 1),
  UNIQUE (export_case_id, question),
  CONSTRAINT "an answer in words has its words" CHECK (answer IS NOT 'text' OR coalesce(trim(text), '') <> '')
) STRICT;

CREATE TABLE sign_off (
  id             INTEGER PRIMARY KEY,
  export_case_id INTEGER NOT NULL REFERENCES export_case(id) ON DELETE CASCADE,
  role           TEXT NOT NULL REFERENCES sign_off_role(code),
  officer_id     INTEGER REFERENCES officer(id), -- who must sign, when an officer of this office
  name           TEXT,                -- who must sign otherwise
  asked_on       TEXT CHECK (asked_on IS date(asked_on, '+0 days')),
  due_on         TEXT CHECK (due_on IS date(due_on, '+0 days')),
  decision       TEXT REFERENCES decision(code), -- NULL: waiting
  decided_on     TEXT CHECK (decided_on IS date(decided_on, '+0 days')),
  conditions     TEXT,
  comment        TEXT,
  facts_version  INTEGER NOT NULL DEFAULT 1 CHECK (facts_version >= 1), -- the version of the facts that was seen
  voided_on      TEXT CHECK (voided_on IS date(voided_on, '+0 days')), -- a fact changed after it
  notes          TEXT,
  CONSTRAINT "a sign-off that is decided has its day" CHECK ((decision IS NULL) = (decided_on IS NULL)),
  CONSTRAINT "a sign-off is decided on or after the day it was asked" CHECK (decided_on >= asked_on)
) STRICT;
CREATE INDEX sign_off_case ON sign_off(export_case_id, role);
CREATE UNIQUE INDEX sign_off_once ON sign_off(export_case_id, role) WHERE voided_on IS NULL;
CREATE INDEX sign_off_officer ON sign_off(officer_id);
CREATE INDEX sign_off_waiting ON sign_off(asked_on) WHERE decision IS NULL AND voided_on IS NULL;

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('export_case', 28, 'EXC', 'Export case', 'Export cases', 'cases'),
  ('case_party', 29, NULL, 'Party of a case', 'Parties of cases', 'case_parties'),
  ('case_country', 30, NULL, 'Country of a case', 'Countries of cases', 'case_countries'),
  ('case_item', 31, NULL, 'Item of a case', 'Items of cases', 'case_items'),
  ('answer', 32, NULL, 'Answer', 'Answers', 'answers'),
  ('sign_off', 33, NULL, 'Sign-off', 'Sign-offs', 'sign_offs');
INSERT INTO sequence (name, next) SELECT name, 1 FROM record_kind WHERE name NOT IN (SELECT name FROM sequence);
