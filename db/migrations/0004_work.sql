-- Work: projects with their partners, milestones and contributions, engagements with their participants, actions; and what hangs on
-- any record: alignment with the strategy, documents, moves.

-- Choices ---------------------------------------------------------------------------------------------------------------------------

CREATE TABLE project_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO project_state VALUES ('proposed', 'Proposed', 1, 0), ('planned', 'Planned', 2, 0), ('active', 'Active', 3, 0), ('on_hold', 'On hold', 4, 0),
  ('completed', 'Completed', 5, 0), ('closed', 'Closed', 6, 1), ('cancelled', 'Cancelled', 7, 1);

-- 6 U.S.C. 195c(b)(3)(C).
CREATE TABLE award_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO award_kind VALUES ('none', 'No award', 1), ('grant', 'Grant', 2), ('cooperative_agreement', 'Cooperative agreement', 3), ('contract', 'Contract', 4);
CREATE TABLE recipient_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO recipient_kind VALUES ('foreign_public', 'Foreign public entity', 1), ('foreign_private', 'Foreign private entity', 2), ('government_body', 'Government body', 3),
  ('business', 'Business', 4), ('small_business', 'Small or disadvantaged business', 5), ('ffrdc', 'FFRDC', 6), ('university', 'University', 7);

CREATE TABLE engagement_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO engagement_kind VALUES ('bilateral_meeting', 'Bilateral meeting', 1), ('strategic_dialogue', 'Strategic dialogue', 2), ('steering_group', 'Steering group', 3),
  ('forum', 'Forum', 4), ('conference', 'Conference', 5), ('symposium', 'Symposium', 6), ('workshop', 'Workshop', 7), ('exchange', 'Exchange', 8),
  ('exercise', 'Exercise', 9), ('trial', 'Joint trial', 10), ('site_visit', 'Visit abroad', 11), ('call', 'Call', 12);

CREATE TABLE engagement_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO engagement_state VALUES ('proposed', 'Proposed', 1, 0), ('planned', 'Planned', 2, 0), ('confirmed', 'Confirmed', 3, 0), ('held', 'Held', 4, 0),
  ('reported', 'Reported', 5, 1), ('postponed', 'Postponed', 6, 0), ('cancelled', 'Cancelled', 7, 1);

CREATE TABLE engagement_mode (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO engagement_mode VALUES ('in_person', 'In person', 1), ('virtual', 'Virtual', 2), ('hybrid', 'Hybrid', 3);

CREATE TABLE action_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO action_state VALUES ('open', 'Open', 1, 0), ('in_progress', 'In progress', 2, 0), ('waiting', 'Waiting for others', 3, 0), ('done', 'Done', 4, 1), ('dropped', 'Dropped', 5, 1);

CREATE TABLE alignment_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO alignment_kind VALUES ('line_of_effort', 'Line of effort', 1), ('strategic_goal', 'Strategic goal', 2), ('objective', 'Objective', 3),
  ('objective_activity', 'Activity of an objective', 4), ('visionary_goal', 'Visionary Goal', 5), ('ipt_team', 'IPT team', 6),
  ('implementation_activity', 'Implementation activity', 7), ('gap', 'Capability gap of a partner', 8);

CREATE TABLE document_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO document_kind VALUES ('signed_text', 'Signed text', 1), ('draft_text', 'Draft text', 2), ('memo', 'Memorandum', 3), ('diplomatic_note', 'Diplomatic note', 4),
  ('translation', 'Translation', 5), ('report', 'Report', 6), ('minutes', 'Minutes', 7), ('plan', 'Plan', 8), ('technical', 'Technical annex or data sheet', 9),
  ('end_use_statement', 'End-use statement', 10), ('licence', 'Licence or ruling', 11), ('screening_output', 'Screening output', 12), ('acknowledgement', 'Acknowledgement', 13),
  ('correspondence', 'Correspondence', 14), ('other', 'Other', 15);

-- Projects and money -----------------------------------------------------------------------------------------------------------------

CREATE TABLE project (
  id                INTEGER PRIMARY KEY,
  ref               TEXT UNIQUE,
  title             TEXT NOT NULL CHECK (trim(title) <> ''),
  state             TEXT NOT NULL DEFAULT 'proposed' REFERENCES project_state(code),
  partner_id        INTEGER REFERENCES partner(id), -- the first partner; more of them are in project_partner
  agreement_id      INTEGER REFERENCES agreement(id),
  officer_id        INTEGER REFERENCES officer(id),
  activity_type     TEXT REFERENCES activity_type(code),
  summary           TEXT,
  objectives        TEXT,
  deliverables      TEXT,
  end_users         TEXT,
  starts_on         TEXT CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on           TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  us_lead           TEXT,
  foreign_lead      TEXT,
  us_performer      TEXT,
  foreign_performer TEXT,
  award_kind        TEXT NOT NULL DEFAULT 'none' REFERENCES award_kind(code),
  recipient_kind    TEXT REFERENCES recipient_kind(code),
  award_number      TEXT,
  sites             TEXT,
  readiness_start   INTEGER CHECK (readiness_start BETWEEN 1 AND 9), -- technology readiness level
  readiness_now     INTEGER CHECK (readiness_now BETWEEN 1 AND 9),
  readiness_goal    INTEGER CHECK (readiness_goal BETWEEN 1 AND 9),
  classification    TEXT NOT NULL DEFAULT 'unclassified' REFERENCES classification(code),
  ceiling_minor     INTEGER CHECK (ceiling_minor >= 0),
  ceiling_currency  TEXT REFERENCES currency(code),
  equity_explanation TEXT,            -- why the match is equitable though not equal
  equity_explained_by TEXT,
  out_year_burden   TEXT,
  metrics           TEXT,
  results           TEXT,
  obstacles         TEXT,             -- administrative, legal, diplomatic, resources: for the report to Congress
  lessons           TEXT,
  notes             TEXT,
  CONSTRAINT "a project ends on or after the day it starts" CHECK (ends_on >= starts_on),
  CONSTRAINT "cost ceiling: amount and currency go together" CHECK ((ceiling_minor IS NULL) = (ceiling_currency IS NULL))
) STRICT;
CREATE INDEX project_state_ends ON project(state, ends_on);
CREATE INDEX project_ends ON project(ends_on);
CREATE INDEX project_starts ON project(starts_on);
CREATE INDEX project_title ON project(title);
CREATE INDEX project_partner_lead ON project(partner_id);
CREATE INDEX project_agreement ON project(agreement_id);
CREATE INDEX project_officer ON project(officer_id);

CREATE TABLE project_partner (
  id         INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  part       TEXT,                    -- what this partner does in it
  UNIQUE (project_id, partner_id)
) STRICT;
CREATE INDEX project_partner_partner ON project_partner(partner_id);

CREATE TABLE milestone (
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER REFERENCES project(id) ON DELETE CASCADE,
  agreement_id INTEGER REFERENCES agreement(id) ON DELETE CASCADE,
  title        TEXT NOT NULL CHECK (trim(title) <> ''),
  due_on       TEXT CHECK (due_on IS date(due_on, '+0 days')),
  done_on      TEXT CHECK (done_on IS date(done_on, '+0 days')),
  officer_id   INTEGER REFERENCES officer(id),
  notes        TEXT,
  CONSTRAINT "a milestone belongs to one project or one agreement" CHECK ((project_id IS NULL) <> (agreement_id IS NULL))
) STRICT;
CREATE INDEX milestone_project ON milestone(project_id, due_on);
CREATE INDEX milestone_agreement ON milestone(agreement_id, due_on);
CREATE INDEX milestone_officer ON milestone(officer_id);
CREATE INDEX milestone_due ON milestone(due_on);
CREATE INDEX milestone_open ON milestone(due_on) WHERE done_on IS NULL;

-- What each side gives, in money or in kind. usd_minor is worked out by a trigger from amount and rate and then stands: sums are exact to the cent.
CREATE TABLE contribution (
  id               INTEGER PRIMARY KEY,
  project_id       INTEGER REFERENCES project(id),
  agreement_id     INTEGER REFERENCES agreement(id),
  side             TEXT NOT NULL REFERENCES side(code),
  partner_id       INTEGER REFERENCES partner(id), -- who gives it, on the partner's side
  form             TEXT NOT NULL REFERENCES contribution_form(code),
  stage            TEXT NOT NULL DEFAULT 'planned' REFERENCES contribution_stage(code), -- the same row goes from planned to actual: nothing counts twice
  title            TEXT,
  amount_minor     INTEGER NOT NULL CHECK (amount_minor >= 0),
  amount_currency  TEXT NOT NULL DEFAULT 'USD' REFERENCES currency(code),
  usd_rate         REAL CHECK (usd_rate > 0),      -- US dollars for one unit of the currency, on rate_on
  rate_on          TEXT CHECK (rate_on IS date(rate_on, '+0 days')),
  usd_minor        INTEGER CHECK (usd_minor >= 0), -- US cents
  fiscal_year      INTEGER NOT NULL CHECK (fiscal_year BETWEEN 1990 AND 2100), -- of the United States: October to September
  due_on           TEXT CHECK (due_on IS date(due_on, '+0 days')),
  given_on         TEXT CHECK (given_on IS date(given_on, '+0 days')),
  valuation_method TEXT,              -- of a contribution in kind
  source_of_funds  TEXT,
  account          TEXT,
  reimbursement    INTEGER NOT NULL DEFAULT 0 CHECK (reimbursement IN (0, 1)), -- credited to the directorate's appropriation: 195c(d)
  notes            TEXT,
  CONSTRAINT "a contribution belongs to a project or an agreement" CHECK (project_id IS NOT NULL OR agreement_id IS NOT NULL),
  CONSTRAINT "a partner gives on the partner's side" CHECK (side = 'foreign' OR partner_id IS NULL),
  CONSTRAINT "a foreign currency needs its rate in US dollars" CHECK (amount_currency = 'USD' OR usd_rate IS NOT NULL)
) STRICT;
CREATE INDEX contribution_project ON contribution(project_id, side, usd_minor);
CREATE INDEX contribution_agreement ON contribution(agreement_id, side, usd_minor);
CREATE INDEX contribution_partner ON contribution(partner_id);
CREATE INDEX contribution_year ON contribution(fiscal_year, side);
CREATE INDEX contribution_amount ON contribution(usd_minor);
CREATE INDEX contribution_due ON contribution(due_on) WHERE given_on IS NULL;

-- Engagements and actions ------------------------------------------------------------------------------------------------------------

CREATE TABLE engagement (
  id            INTEGER PRIMARY KEY,
  ref           TEXT UNIQUE,
  title         TEXT NOT NULL CHECK (trim(title) <> ''),
  kind          TEXT NOT NULL DEFAULT 'bilateral_meeting' REFERENCES engagement_kind(code),
  state         TEXT NOT NULL DEFAULT 'planned' REFERENCES engagement_state(code),
  partner_id    INTEGER REFERENCES partner(id),
  agreement_id  INTEGER REFERENCES agreement(id),
  project_id    INTEGER REFERENCES project(id),
  officer_id    INTEGER REFERENCES officer(id),
  activity_type TEXT REFERENCES activity_type(code),
  starts_on     TEXT CHECK (starts_on IS date(starts_on, '+0 days')),
  start_time    TEXT CHECK (start_time IS strftime('%H:%M', start_time, '+0 seconds')),
  ends_on       TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  end_time      TEXT CHECK (end_time IS strftime('%H:%M', end_time, '+0 seconds')),
  mode          TEXT NOT NULL DEFAULT 'in_person' REFERENCES engagement_mode(code),
  host_side     TEXT REFERENCES side(code),
  place         TEXT,
  city          TEXT,
  country       TEXT REFERENCES country(code),
  purpose       TEXT,
  agenda        TEXT,
  minutes       TEXT,
  outcome       TEXT,
  report_due_on TEXT CHECK (report_due_on IS date(report_due_on, '+0 days')),
  notes         TEXT,
  CONSTRAINT "an engagement ends on or after the day it starts" CHECK (ends_on >= starts_on)
) STRICT;
CREATE INDEX engagement_starts ON engagement(starts_on);
CREATE INDEX engagement_state_starts ON engagement(state, starts_on);
CREATE INDEX engagement_title ON engagement(title);
CREATE INDEX engagement_partner ON engagement(partner_id, starts_on);
CREATE INDEX engagement_agreement ON engagement(agreement_id);
CREATE INDEX engagement_project ON engagement(project_id);
CREATE INDEX engagement_officer ON engagement(officer_id);
CREATE INDEX engagement_report_due ON engagement(report_due_on) WHERE report_due_on IS NOT NULL;

CREATE TABLE engagement_participant (
  id            INTEGER PRIMARY KEY,
  engagement_id INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
  side          TEXT NOT NULL DEFAULT 'foreign' REFERENCES side(code),
  contact_id    INTEGER REFERENCES contact(id),
  officer_id    INTEGER REFERENCES officer(id),
  name          TEXT,                 -- of somebody who is neither
  part          TEXT,                 -- head of delegation, note taker, interpreter
  attended      INTEGER CHECK (attended IN (0, 1)), -- NULL: not known yet
  UNIQUE (engagement_id, contact_id),
  UNIQUE (engagement_id, officer_id),
  CONSTRAINT "a participant is one contact, one officer or a name"
    CHECK ((contact_id IS NOT NULL) + (officer_id IS NOT NULL) + (coalesce(trim(name), '') <> '') = 1)
) STRICT;
CREATE INDEX engagement_participant_contact ON engagement_participant(contact_id);
CREATE INDEX engagement_participant_officer ON engagement_participant(officer_id);

CREATE TABLE action (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  description    TEXT,
  state          TEXT NOT NULL DEFAULT 'open' REFERENCES action_state(code),
  priority       TEXT NOT NULL DEFAULT 'medium' REFERENCES priority(code),
  side           TEXT NOT NULL DEFAULT 'us' REFERENCES side(code), -- who owes it
  officer_id     INTEGER REFERENCES officer(id), -- who does it, or follows it up when the partner owes it
  contact_id     INTEGER REFERENCES contact(id), -- who owes it on the partner's side
  due_on         TEXT CHECK (due_on IS date(due_on, '+0 days')),
  done_on        TEXT CHECK (done_on IS date(done_on, '+0 days')),
  partner_id     INTEGER REFERENCES partner(id),
  agreement_id   INTEGER REFERENCES agreement(id),
  project_id     INTEGER REFERENCES project(id),
  engagement_id  INTEGER REFERENCES engagement(id), -- where it was agreed
  visit_id       INTEGER REFERENCES visit(id),
  export_case_id INTEGER REFERENCES export_case(id),
  need_id        INTEGER REFERENCES need(id),
  notes          TEXT
) STRICT;
CREATE INDEX action_due ON action(due_on);
CREATE INDEX action_open ON action(due_on) WHERE state IN ('open', 'in_progress', 'waiting');
CREATE INDEX action_state_due ON action(state, due_on);
CREATE INDEX action_title ON action(title);
CREATE INDEX action_officer ON action(officer_id, due_on);
CREATE INDEX action_contact ON action(contact_id);
CREATE INDEX action_partner ON action(partner_id);
CREATE INDEX action_agreement ON action(agreement_id);
CREATE INDEX action_project ON action(project_id);
CREATE INDEX action_engagement ON action(engagement_id);
CREATE INDEX action_visit ON action(visit_id);
CREATE INDEX action_export_case ON action(export_case_id);
CREATE INDEX action_need ON action(need_id);

-- What hangs on any record -------------------------------------------------------------------------------------------------------------

-- Which part of the strategy a record serves: an item of the strategy, or a partner's capability gap.
CREATE TABLE alignment (
  id        INTEGER PRIMARY KEY,
  record    TEXT NOT NULL REFERENCES record_kind(name),
  record_id INTEGER NOT NULL,
  kind      TEXT NOT NULL REFERENCES alignment_kind(code),
  target    TEXT,                     -- code of the strategy item; NULL for a gap
  need_id   INTEGER REFERENCES need(id),
  notes     TEXT,
  FOREIGN KEY (kind, target) REFERENCES strategy_item(kind, code),
  CONSTRAINT "an alignment names one item of its kind, or a need when its kind is gap"
    CHECK (CASE kind WHEN 'gap' THEN need_id IS NOT NULL AND target IS NULL ELSE target IS NOT NULL AND need_id IS NULL END)
) STRICT;
CREATE UNIQUE INDEX alignment_once ON alignment(record, record_id, kind, coalesce(target, need_id));
CREATE INDEX alignment_by_target ON alignment(kind, target);
CREATE INDEX alignment_need ON alignment(need_id);

-- A document that stands elsewhere: where, and what it hashed to when it was filed.
CREATE TABLE document (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  record         TEXT NOT NULL REFERENCES record_kind(name),
  record_id      INTEGER NOT NULL,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  kind           TEXT NOT NULL DEFAULT 'other' REFERENCES document_kind(code),
  path           TEXT,                -- a file's path, or where the paper stands
  sha256         TEXT CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  size_bytes     INTEGER CHECK (size_bytes >= 0),
  dated_on       TEXT CHECK (dated_on IS date(dated_on, '+0 days')),
  language       TEXT,
  version        TEXT,
  classification TEXT NOT NULL DEFAULT 'unclassified' REFERENCES classification(code),
  officer_id     INTEGER REFERENCES officer(id), -- who filed it
  notes          TEXT
) STRICT;
CREATE INDEX document_record ON document(record, record_id);
CREATE INDEX document_dated ON document(dated_on);
CREATE INDEX document_title ON document(title);
CREATE INDEX document_officer ON document(officer_id);

-- What an officer says when a record moves to another state; that it moved is in the journal too.
CREATE TABLE move (
  id          INTEGER PRIMARY KEY,
  record      TEXT NOT NULL REFERENCES record_kind(name),
  record_id   INTEGER NOT NULL,
  from_state  TEXT NOT NULL,
  to_state    TEXT NOT NULL,
  moved_on    TEXT NOT NULL CHECK (moved_on IS date(moved_on, '+0 days')),
  officer_id  INTEGER REFERENCES officer(id),
  document_id INTEGER REFERENCES document(id), -- evidence
  comment     TEXT
) STRICT;
CREATE INDEX move_record ON move(record, record_id, moved_on);
CREATE INDEX move_officer ON move(officer_id);
CREATE INDEX move_document ON move(document_id);

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('project', 10, 'PRJ', 'Project', 'Projects', 'projects'),
  ('project_partner', 11, NULL, 'Project partner', 'Project partners', 'project_partners'),
  ('milestone', 12, NULL, 'Milestone', 'Milestones', 'milestones'),
  ('contribution', 13, NULL, 'Contribution', 'Contributions', 'contributions'),
  ('engagement', 14, 'ENG', 'Engagement', 'Engagements', 'engagements'),
  ('engagement_participant', 15, NULL, 'Participant', 'Participants', 'engagement_participants'),
  ('action', 16, 'ACT', 'Action', 'Actions', 'actions'),
  ('alignment', 17, NULL, 'Alignment', 'Alignments', 'alignments'),
  ('document', 18, 'DOC', 'Document', 'Documents', 'documents'),
  ('move', 19, NULL, 'Move', 'Moves', 'moves');
INSERT INTO sequence (name, next) SELECT name, 1 FROM record_kind WHERE name NOT IN (SELECT name FROM sequence);
