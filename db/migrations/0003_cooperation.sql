-- Cooperation: partners and their needs, the people there, agreements with their parties, signatories, activities and clearances.
-- Fields of an agreement: after 22 CFR 181, 15 USC 3710a and the texts of agreements in force.

-- Choices ---------------------------------------------------------------------------------------------------------------------------

CREATE TABLE side (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO side VALUES ('us', 'United States', 1), ('foreign', 'Partner', 2);

CREATE TABLE priority (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO priority VALUES ('high', 'High', 1), ('medium', 'Medium', 2), ('low', 'Low', 3);

CREATE TABLE classification (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO classification VALUES ('unclassified', 'Unclassified', 1), ('cui', 'Controlled unclassified (CUI)', 2),
  ('confidential', 'Confidential', 3), ('secret', 'Secret', 4), ('top_secret', 'Top secret', 5);

-- Of a party screened against the lists. A match is not an identification; a blank result proves nothing.
CREATE TABLE screening_outcome (code TEXT PRIMARY KEY, label TEXT NOT NULL UNIQUE, position INTEGER NOT NULL) STRICT;
INSERT INTO screening_outcome VALUES ('no_match_found', 'No match found on that day', 1), ('possible_match', 'Possible match, not decided', 2),
  ('false_positive', 'Match decided to be another party', 3), ('match', 'Match', 4);

CREATE TABLE partner_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO partner_kind VALUES ('bilateral', 'Bilateral partner', 1), ('european_commission', 'European Commission', 2),
  ('non_bilateral', 'Non-bilateral nation', 3), ('non_governmental', 'Non-governmental entity', 4), ('forum', 'Multinational forum', 5);

CREATE TABLE need_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO need_kind VALUES ('threat', 'Threat', 1), ('vulnerability', 'Vulnerability', 2), ('capability_gap', 'Capability gap', 3);

CREATE TABLE need_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO need_state VALUES ('open', 'Open', 1, 0), ('being_met', 'Being met', 2, 0), ('met', 'Met', 3, 1), ('set_aside', 'Set aside', 4, 1);

CREATE TABLE contact_role (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO contact_role VALUES ('executive_agent', 'Executive agent', 1), ('agreement_director', 'Agreement director', 2),
  ('technical_manager', 'Technical manager', 3), ('attache', 'Attaché', 4), ('liaison', 'Liaison', 5), ('legal', 'Legal', 6),
  ('researcher', 'Researcher', 7), ('end_user', 'End user', 8), ('other', 'Other', 9);

CREATE TABLE agreement_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO agreement_kind VALUES
  ('bilateral', 'Bilateral umbrella agreement', 1), ('project_arrangement', 'Project arrangement', 2), ('implementing_arrangement', 'Implementing arrangement', 3),
  ('mou', 'Memorandum of understanding', 4), ('moc', 'Memorandum of cooperation', 5), ('letter_of_intent', 'Letter of intent', 6),
  ('joint_declaration', 'Joint declaration', 7), ('terms_of_reference', 'Terms of reference', 8), ('exchange_of_notes', 'Exchange of notes', 9),
  ('amendment', 'Amendment', 10), ('extension', 'Extension', 11), ('ip_annex', 'Intellectual property annex', 12),
  ('security_annex', 'Security and visits annex', 13), ('loan', 'Equipment loan agreement', 14), ('crada', 'CRADA', 15), ('grant', 'Grant', 16),
  ('cooperative_agreement', 'Cooperative agreement', 17), ('contract', 'Contract', 18), ('interagency', 'Interagency agreement', 19),
  ('personnel_exchange', 'Personnel exchange', 20), ('nda', 'Non-disclosure agreement', 21), ('termination_notice', 'Termination notice', 22);

CREATE TABLE agreement_phase (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO agreement_phase VALUES ('preparing', 'Preparing', 1), ('negotiating', 'Negotiating', 2), ('concluding', 'Concluding', 3),
  ('in_force', 'In force', 4), ('ended', 'Ended', 5), ('paused', 'Paused', 6);

CREATE TABLE agreement_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL,
  phase TEXT NOT NULL REFERENCES agreement_phase(code), ended INTEGER NOT NULL) STRICT;
INSERT INTO agreement_state VALUES
  ('concept', 'Concept', 1, 'preparing', 0),
  ('exploratory', 'Exploratory talks', 2, 'preparing', 0),             -- no draft text is exchanged before authority
  ('drafting', 'Drafting', 3, 'preparing', 0),
  ('clearance', 'Internal clearance', 4, 'preparing', 0),
  ('determination', 'Legal character', 5, 'preparing', 0),
  ('authority_requested', 'Authority asked', 6, 'preparing', 0),
  ('authority_granted', 'Authority granted', 7, 'preparing', 0),
  ('negotiating', 'Negotiating', 8, 'negotiating', 0),
  ('text_agreed', 'Text agreed', 9, 'negotiating', 0),                 -- ad referendum
  ('reclearance', 'Re-clearance', 10, 'negotiating', 0),
  ('language_conformity', 'Language conformity', 11, 'concluding', 0),
  ('ready_to_sign', 'Ready to sign', 12, 'concluding', 0),
  ('signed', 'Signed', 13, 'concluding', 0),
  ('transmitted', 'Transmitted', 14, 'concluding', 0),
  ('awaiting_entry', 'Awaiting entry', 15, 'concluding', 0),
  ('in_force', 'In force', 16, 'in_force', 0),
  ('operative', 'Operative', 17, 'in_force', 0),                       -- a non-binding instrument in use
  ('published', 'In force, published', 18, 'in_force', 0),
  ('publication_exempt', 'In force, exempt', 19, 'in_force', 0),       -- from publication
  ('amending', 'Amending', 20, 'in_force', 0),
  ('extending', 'Extending', 21, 'in_force', 0),
  ('expiring', 'Expiring', 22, 'in_force', 0),
  ('expired', 'Expired', 23, 'ended', 1),
  ('terminated', 'Terminated', 24, 'ended', 1),
  ('partner_withdrew', 'Withdrawn', 25, 'ended', 1),
  ('superseded', 'Superseded', 26, 'ended', 1),
  ('fulfilled', 'Fulfilled', 27, 'ended', 1),
  ('suspended', 'Suspended', 28, 'paused', 0),
  ('on_hold', 'On hold', 29, 'paused', 0),
  ('abandoned', 'Abandoned', 30, 'ended', 1),
  ('dormant', 'Dormant', 31, 'paused', 0),
  ('crada_proposed', 'CRADA proposed', 40, 'preparing', 0),
  ('crada_lab_review', 'Laboratory review', 41, 'preparing', 0),
  ('crada_work_statement', 'Joint work statement', 42, 'preparing', 0),
  ('crada_legal_check', 'Legal and IP check', 43, 'preparing', 0),     -- with the foreign-party test
  ('crada_agency_review', 'Agency review', 44, 'concluding', 0),
  ('crada_signed', 'CRADA signed', 45, 'concluding', 0),
  ('crada_active', 'CRADA active', 46, 'in_force', 0),
  ('crada_amending', 'CRADA amending', 47, 'in_force', 0),
  ('crada_closing', 'CRADA closing', 48, 'in_force', 0),               -- reports, inventions, property
  ('crada_closed', 'CRADA closed', 49, 'ended', 1);

-- Apart from the kind: form does not decide.
CREATE TABLE legal_character (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO legal_character VALUES ('binding', 'Binding', 1), ('non_binding', 'Non-binding', 2),
  ('qualifying_non_binding', 'Qualifying non-binding', 3), ('domestic', 'CRADA or domestic law', 4), ('undetermined', 'Undetermined', 5);

CREATE TABLE legal_decider (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO legal_decider VALUES ('state_legal_adviser', 'State, Legal Adviser (L/T)', 1), ('agency_officer', 'Agency''s chief international agreements officer', 2);

CREATE TABLE authority_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO authority_kind VALUES ('negotiate', 'To negotiate', 1), ('conclude', 'To conclude', 2), ('both', 'To negotiate and conclude', 3), ('blanket', 'Blanket authority', 4);

CREATE TABLE entry_into_force_method (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO entry_into_force_method VALUES ('signature', 'Signature', 1), ('exchange_of_notes', 'Exchange of notes', 2), ('ratification', 'Ratification', 3), ('fixed_day', 'A fixed day', 4), ('other', 'Other', 5);

CREATE TABLE publication_exemption (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO publication_exemption VALUES ('classified', 'Classified or exempt from disclosure', 1), ('military', 'Military', 2),
  ('assistance_grant', 'Foreign assistance or food grant', 3), ('annex_to_published', 'Annex under a published agreement', 4), ('depositary', 'Published by the depositary', 5);

CREATE TABLE party_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO party_kind VALUES ('department', 'Department of Homeland Security', 1), ('government', 'Government of the United States', 2), ('agency', 'US agency', 3),
  ('state', 'State', 4), ('ministry', 'Ministry', 5), ('foreign_agency', 'Foreign agency', 6), ('international_organisation', 'International organisation', 7),
  ('company', 'Company', 8), ('university', 'University or institute', 9), ('other', 'Other', 10);

CREATE TABLE contribution_form (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO contribution_form VALUES ('direct_funding', 'Direct funding', 1), ('complementary_activity', 'Complementary activity', 2), ('staff', 'Staff', 3),
  ('facility', 'Facility', 4), ('material', 'Material', 5), ('equipment', 'Equipment', 6);

CREATE TABLE contribution_stage (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO contribution_stage VALUES ('planned', 'Planned', 1), ('committed', 'Committed', 2), ('actual', 'Actual', 3);

CREATE TABLE clearance_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO clearance_kind VALUES ('program', 'Program', 1), ('counsel', 'Counsel', 2), ('budget', 'Budget', 3), ('export_control', 'Export control', 4),
  ('intellectual_property', 'Intellectual property', 5), ('security', 'Security', 6), ('privacy', 'Privacy', 7), ('international_affairs', 'International affairs', 8),
  ('language_conformity', 'Language conformity', 9);

-- What an official says to something put before them, here and in the sign-offs of a case.
CREATE TABLE decision (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, agrees INTEGER NOT NULL) STRICT;
INSERT INTO decision VALUES ('concur', 'Concur', 1, 1), ('concur_with_conditions', 'Concur with conditions', 2, 1), ('non_concur', 'Non-concur', 3, 0), ('not_applicable', 'Not applicable', 4, 1);

-- Partners ---------------------------------------------------------------------------------------------------------------------------

CREATE TABLE partner (
  id                 INTEGER PRIMARY KEY,
  ref                TEXT UNIQUE,
  name               TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
  code               TEXT UNIQUE CHECK (length(code) BETWEEN 2 AND 8), -- short sign for narrow columns: SE, EC, NATO
  kind               TEXT NOT NULL DEFAULT 'bilateral' REFERENCES partner_kind(code),
  country            TEXT REFERENCES country(code), -- of a nation, or where an entity sits; none for the European Commission
  aliases            TEXT,            -- other names that people look for, one a line
  counterpart        TEXT,            -- the ministry or agency that speaks for the partner
  eligibility_basis  TEXT,            -- 6 U.S.C. 195c(c)(2): named there, or decided by whom
  partner_since      TEXT CHECK (partner_since IS date(partner_since, '+0 days')),
  officer_id         INTEGER REFERENCES officer(id), -- who keeps the relationship
  priorities         TEXT,            -- what the partner says it wants
  threat_summary     TEXT,
  website            TEXT,
  screened_on        TEXT CHECK (screened_on IS date(screened_on, '+0 days')),
  screening_outcome  TEXT REFERENCES screening_outcome(code),
  active             INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  notes              TEXT,
  CONSTRAINT "a nation has a country; the European Commission has none"
    CHECK (CASE kind WHEN 'bilateral' THEN country IS NOT NULL WHEN 'non_bilateral' THEN country IS NOT NULL WHEN 'european_commission' THEN country IS NULL ELSE 1 END)
) STRICT;
CREATE INDEX partner_kind_name ON partner(kind, name);
CREATE INDEX partner_country ON partner(country);
CREATE INDEX partner_officer ON partner(officer_id);

CREATE TABLE need (
  id            INTEGER PRIMARY KEY,
  ref           TEXT UNIQUE,
  partner_id    INTEGER NOT NULL REFERENCES partner(id),
  kind          TEXT NOT NULL DEFAULT 'capability_gap' REFERENCES need_kind(code),
  title         TEXT NOT NULL CHECK (trim(title) <> ''),
  description   TEXT,
  priority      TEXT NOT NULL DEFAULT 'medium' REFERENCES priority(code),
  state         TEXT NOT NULL DEFAULT 'open' REFERENCES need_state(code),
  source        TEXT,                 -- where the partner states it
  identified_on TEXT CHECK (identified_on IS date(identified_on, '+0 days')),
  reviewed_on   TEXT CHECK (reviewed_on IS date(reviewed_on, '+0 days')),
  officer_id    INTEGER REFERENCES officer(id),
  notes         TEXT,
  CONSTRAINT "reviewed on or after the day it was identified" CHECK (reviewed_on >= identified_on)
) STRICT;
CREATE INDEX need_partner ON need(partner_id);
CREATE INDEX need_title ON need(title);
CREATE INDEX need_state_priority ON need(state, priority);
CREATE INDEX need_officer ON need(officer_id);

CREATE TABLE contact (
  id           INTEGER PRIMARY KEY,
  partner_id   INTEGER REFERENCES partner(id),
  family_name  TEXT NOT NULL CHECK (trim(family_name) <> ''),
  given_name   TEXT,
  native_name  TEXT,                  -- as written in the person's own script
  title        TEXT,                  -- Dr, Col, Minister
  role         TEXT REFERENCES contact_role(code),
  position     TEXT,
  organisation TEXT,
  email        TEXT,
  phone        TEXT,
  mobile       TEXT,
  address      TEXT,
  city         TEXT,
  country      TEXT REFERENCES country(code),
  languages    TEXT,
  last_met_on  TEXT CHECK (last_met_on IS date(last_met_on, '+0 days')),
  active       INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  notes        TEXT
) STRICT;
CREATE INDEX contact_partner ON contact(partner_id, family_name);
CREATE INDEX contact_name ON contact(family_name, given_name);

-- Agreements -------------------------------------------------------------------------------------------------------------------------

CREATE TABLE agreement (
  id                      INTEGER PRIMARY KEY,
  ref                     TEXT UNIQUE,
  -- identity
  short_title             TEXT,
  title                   TEXT NOT NULL CHECK (trim(title) <> ''), -- in full, as on the signature page
  kind                    TEXT NOT NULL DEFAULT 'bilateral' REFERENCES agreement_kind(code),
  state                   TEXT NOT NULL DEFAULT 'concept' REFERENCES agreement_state(code),
  partner_id              INTEGER REFERENCES partner(id), -- the first partner; all of them are in agreement_party
  parent_id               INTEGER REFERENCES agreement(id), -- the umbrella it stands under, or what it amends or extends
  supersedes_id           INTEGER REFERENCES agreement(id),
  officer_id              INTEGER REFERENCES officer(id),
  tias_no                 TEXT,            -- Treaties and Other International Acts Series
  unts_no                 TEXT,            -- United Nations Treaty Series
  state_file_no           TEXT,            -- the Department of State's file
  languages               TEXT,            -- authentic languages
  -- legal character
  legal_character         TEXT NOT NULL DEFAULT 'undetermined' REFERENCES legal_character(code),
  legal_decider           TEXT REFERENCES legal_decider(code),
  legal_decided_by        TEXT,
  legal_decided_on        TEXT CHECK (legal_decided_on IS date(legal_decided_on, '+0 days')),
  legal_memo              TEXT,            -- reference of the memorandum
  qualifying_basis        TEXT,            -- which factors of 22 CFR 181.4 make a non-binding instrument qualify
  -- authority
  statutes                TEXT,            -- e.g. 6 USC 188, 195c
  authority_reference     TEXT,            -- Circular 175 action memorandum or class authorisation
  authority_kind          TEXT REFERENCES authority_kind(code),
  authority_requested_on  TEXT CHECK (authority_requested_on IS date(authority_requested_on, '+0 days')), -- draft text, authority and budget statement with State
  authority_granted_on    TEXT CHECK (authority_granted_on IS date(authority_granted_on, '+0 days')),
  authority_expires_on    TEXT CHECK (authority_expires_on IS date(authority_expires_on, '+0 days')),
  authority_limits        TEXT,
  authority_determination TEXT,            -- what was determined when it was granted
  new_authority_needed    TEXT,            -- new or amended domestic authority, if any
  -- conclusion and life
  signed_on               TEXT CHECK (signed_on IS date(signed_on, '+0 days')), -- concluded: the last signature
  signed_at               TEXT,            -- place
  language_conformity_on  TEXT CHECK (language_conformity_on IS date(language_conformity_on, '+0 days')),
  transmitted_on          TEXT CHECK (transmitted_on IS date(transmitted_on, '+0 days')), -- the day it ARRIVED at State
  transmittal_reference   TEXT,
  in_force_method         TEXT REFERENCES entry_into_force_method(code),
  provisional             INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1)), -- applied provisionally before entry into force
  provisional_from        TEXT CHECK (provisional_from IS date(provisional_from, '+0 days')),
  in_force_on             TEXT CHECK (in_force_on IS date(in_force_on, '+0 days')),
  text_changed_on         TEXT CHECK (text_changed_on IS date(text_changed_on, '+0 days')), -- changed between conclusion and entry into force
  published_on            TEXT CHECK (published_on IS date(published_on, '+0 days')),
  published_at            TEXT,            -- where
  publication_exemption   TEXT REFERENCES publication_exemption(code),
  congress_asked_on       TEXT CHECK (congress_asked_on IS date(congress_asked_on, '+0 days')), -- State's notice of a request for implementing materials
  congress_answered_on    TEXT CHECK (congress_answered_on IS date(congress_answered_on, '+0 days')),
  ends_on                 TEXT CHECK (ends_on IS date(ends_on, '+0 days')), -- NULL: no end
  automatic_renewal       INTEGER NOT NULL DEFAULT 0 CHECK (automatic_renewal IN (0, 1)),
  renewal_months          INTEGER CHECK (renewal_months > 0),
  renewal_limit           INTEGER CHECK (renewal_limit >= 0), -- how many times; NULL: no limit
  notice_months           INTEGER CHECK (notice_months >= 0), -- of termination, or of not renewing
  survival                TEXT,            -- obligations that outlive it
  ended_on                TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
  ended_why               TEXT,
  -- cost and resources
  ceiling_minor           INTEGER CHECK (ceiling_minor >= 0),
  ceiling_currency        TEXT REFERENCES currency(code),
  us_share_minor          INTEGER CHECK (us_share_minor >= 0),
  us_share_currency       TEXT REFERENCES currency(code),
  us_share_form           TEXT REFERENCES contribution_form(code),
  foreign_share_minor     INTEGER CHECK (foreign_share_minor >= 0),
  foreign_share_currency  TEXT REFERENCES currency(code),
  foreign_share_form      TEXT REFERENCES contribution_form(code),
  foreign_usd_rate        REAL CHECK (foreign_usd_rate > 0), -- US dollars for one unit of the partner's currency
  foreign_rate_on         TEXT CHECK (foreign_rate_on IS date(foreign_rate_on, '+0 days')),
  in_kind_minor           INTEGER CHECK (in_kind_minor >= 0), -- value of what is not money, within the shares
  in_kind_currency        TEXT REFERENCES currency(code),
  in_kind_method          TEXT,            -- how it was valued
  funds_availability      INTEGER NOT NULL DEFAULT 0 CHECK (funds_availability IN (0, 1)), -- the clause "subject to the availability of funds" is there
  equity_explanation      TEXT,            -- why the shares are equitable though not equal, and who says so
  reimbursement_account   TEXT,
  -- scope
  objectives              TEXT,
  technical_annex         TEXT,
  deliverables            TEXT,
  schedule                TEXT,
  sites                   TEXT,
  -- management
  steering_body           TEXT,
  us_director             TEXT,            -- agreement director or executive agent
  foreign_director        TEXT,
  us_technical_manager    TEXT,
  foreign_technical_manager TEXT,
  technology_plan         TEXT,            -- technology management plan
  meeting_cadence         TEXT,
  reports_due             TEXT,
  -- information
  classification_ceiling  TEXT NOT NULL DEFAULT 'unclassified' REFERENCES classification(code),
  cui_categories          TEXT,
  marking                 TEXT,
  business_confidential   TEXT,
  disclosure_and_use      TEXT,
  publication_review      TEXT,
  third_party_transfer    TEXT,
  export_clause           TEXT,
  visit_annex             TEXT,
  personnel_exchange      TEXT,
  security_instruction    TEXT,
  privacy                 TEXT,
  -- intellectual property
  ip_annex_version        TEXT,
  ip_background           TEXT,
  ip_foreground           TEXT,
  ip_ownership            TEXT,            -- who owns, who has a licence
  ip_march_in             TEXT,
  ip_inventions           TEXT,            -- disclosures and patents
  ip_disputes             TEXT,
  -- risk
  liability               TEXT,            -- waiver and claims
  insurance               TEXT,
  customs_and_taxes       TEXT,
  dispute_resolution      TEXT,
  sanctions_checked_on    TEXT CHECK (sanctions_checked_on IS date(sanctions_checked_on, '+0 days')), -- sanctions and 22 CFR 126.1
  sanctions_note          TEXT,
  screened_on             TEXT CHECK (screened_on IS date(screened_on, '+0 days')), -- parties against the Consolidated Screening List
  screening_outcome       TEXT REFERENCES screening_outcome(code),
  -- administration
  custodian               TEXT,
  original_location       TEXT,
  confidentiality         TEXT,
  notes                   TEXT,
  CONSTRAINT "an agreement ends on or after the day it was signed" CHECK (ends_on >= signed_on),
  CONSTRAINT "an agreement ends on or after the day it enters into force" CHECK (ends_on >= in_force_on),
  CONSTRAINT "authority expires on or after the day it was granted" CHECK (authority_expires_on >= authority_granted_on),
  CONSTRAINT "authority is granted on or after the day it was asked" CHECK (authority_granted_on >= authority_requested_on),
  CONSTRAINT "an answer to Congress comes after the question" CHECK (congress_answered_on >= congress_asked_on),
  CONSTRAINT "an agreement cannot stand under itself" CHECK (parent_id <> id),
  CONSTRAINT "an agreement cannot supersede itself" CHECK (supersedes_id <> id),
  CONSTRAINT "cost ceiling: amount and currency go together" CHECK ((ceiling_minor IS NULL) = (ceiling_currency IS NULL)),
  CONSTRAINT "US share: amount and currency go together" CHECK ((us_share_minor IS NULL) = (us_share_currency IS NULL)),
  CONSTRAINT "partner share: amount and currency go together" CHECK ((foreign_share_minor IS NULL) = (foreign_share_currency IS NULL)),
  CONSTRAINT "in-kind value: amount and currency go together" CHECK ((in_kind_minor IS NULL) = (in_kind_currency IS NULL))
) STRICT;
CREATE INDEX agreement_state_ends ON agreement(state, ends_on);
CREATE INDEX agreement_ends ON agreement(ends_on);
CREATE INDEX agreement_signed ON agreement(signed_on);
CREATE INDEX agreement_in_force ON agreement(in_force_on);
CREATE INDEX agreement_title ON agreement(title);
CREATE INDEX agreement_kind_ends ON agreement(kind, ends_on);
CREATE INDEX agreement_partner ON agreement(partner_id, ends_on);
CREATE INDEX agreement_parent ON agreement(parent_id);
CREATE INDEX agreement_supersedes ON agreement(supersedes_id);
CREATE INDEX agreement_officer ON agreement(officer_id);
CREATE INDEX agreement_to_transmit ON agreement(signed_on) WHERE transmitted_on IS NULL AND signed_on IS NOT NULL;
CREATE INDEX agreement_to_publish ON agreement(in_force_on) WHERE published_on IS NULL AND publication_exemption IS NULL AND in_force_on IS NOT NULL;
CREATE INDEX agreement_to_answer ON agreement(congress_asked_on) WHERE congress_answered_on IS NULL AND congress_asked_on IS NOT NULL;

-- Every party on either side. The foreign ones name a partner, or a body that is none.
CREATE TABLE agreement_party (
  id           INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement(id) ON DELETE CASCADE,
  side         TEXT NOT NULL DEFAULT 'foreign' REFERENCES side(code),
  kind         TEXT REFERENCES party_kind(code),
  partner_id   INTEGER REFERENCES partner(id),
  name         TEXT,                  -- as in the text
  notes        TEXT,
  UNIQUE (agreement_id, partner_id),
  CONSTRAINT "a party is a partner or has a name" CHECK (partner_id IS NOT NULL OR coalesce(trim(name), '') <> ''),
  CONSTRAINT "a partner stands on the partner's side" CHECK (partner_id IS NULL OR side = 'foreign')
) STRICT;
CREATE INDEX agreement_party_partner ON agreement_party(partner_id);

CREATE TABLE agreement_signatory (
  id           INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement(id) ON DELETE CASCADE,
  side         TEXT NOT NULL DEFAULT 'foreign' REFERENCES side(code),
  name         TEXT NOT NULL CHECK (trim(name) <> ''),
  title        TEXT,                  -- as it should stand in the transmittal
  signed_on    TEXT CHECK (signed_on IS date(signed_on, '+0 days')),
  place        TEXT,
  notes        TEXT
) STRICT;
CREATE INDEX agreement_signatory_agreement ON agreement_signatory(agreement_id);

CREATE TABLE agreement_activity (
  id            INTEGER PRIMARY KEY,
  agreement_id  INTEGER NOT NULL REFERENCES agreement(id) ON DELETE CASCADE,
  activity_type TEXT NOT NULL REFERENCES activity_type(code),
  UNIQUE (agreement_id, activity_type)
) STRICT;

-- Internal clearances, one of each kind. A substantive change of the text opens them again.
CREATE TABLE clearance (
  id           INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement(id) ON DELETE CASCADE,
  kind         TEXT NOT NULL REFERENCES clearance_kind(code),
  requested_on TEXT CHECK (requested_on IS date(requested_on, '+0 days')),
  due_on       TEXT CHECK (due_on IS date(due_on, '+0 days')),
  decision     TEXT REFERENCES decision(code), -- NULL: open
  decided_on   TEXT CHECK (decided_on IS date(decided_on, '+0 days')),
  decided_by   TEXT,
  conditions   TEXT,
  notes        TEXT,
  UNIQUE (agreement_id, kind),
  CONSTRAINT "a clearance that is decided has its day" CHECK ((decision IS NULL) = (decided_on IS NULL)),
  CONSTRAINT "a clearance is due on or after the day it was asked" CHECK (due_on >= requested_on)
) STRICT;
CREATE INDEX clearance_open ON clearance(due_on) WHERE decision IS NULL;

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('partner', 2, 'PTN', 'Partner', 'Partners', 'partners'),
  ('contact', 3, NULL, 'Contact', 'Contacts', 'contacts'),
  ('need', 4, 'NED', 'Need', 'Needs', 'needs'),
  ('agreement', 5, 'AGR', 'Agreement', 'Agreements', 'agreements'),
  ('agreement_party', 6, NULL, 'Party', 'Parties', 'agreement_parties'),
  ('agreement_signatory', 7, NULL, 'Signatory', 'Signatories', 'agreement_signatories'),
  ('agreement_activity', 8, NULL, 'Activity', 'Activities', 'agreement_activities'),
  ('clearance', 9, NULL, 'Clearance', 'Clearances', 'clearances');
INSERT INTO sequence (name, next) SELECT name, 1 FROM record_kind WHERE name NOT IN (SELECT name FROM sequence);
