-- Projects and money in full: metrics with their readings, end users, phases, risks, obstacles and lessons, the burden of later years, awards with their
-- repayments, equipment on loan, dated rates of exchange, and the reason why a match is equitable though the sides do not give the same.

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('metric', 88, NULL, 'Metric', 'Metrics', 'metrics'),
  ('reading', 89, NULL, 'Reading', 'Readings', 'readings'),
  ('end_user', 90, NULL, 'End user', 'End users', 'end_users'),
  ('phase', 91, NULL, 'Phase', 'Phases', 'phases'),
  ('risk', 92, NULL, 'Risk', 'Risks', 'risks'),
  ('lesson', 93, NULL, 'Obstacle or lesson', 'Obstacles and lessons', 'lessons'),
  ('later_burden', 94, NULL, 'Later burden', 'Later burdens', 'later_burdens'),
  ('equipment_loan', 95, 'LON', 'Equipment loan', 'Equipment loans', 'equipment_loans'),
  ('award', 96, 'AWD', 'Award', 'Awards', 'awards'),
  ('repayment', 97, NULL, 'Repayment', 'Repayments', 'repayments'),
  ('exchange_rate', 98, NULL, 'Exchange rate', 'Exchange rates', 'exchange_rates'),
  ('equity_reason', 99, NULL, 'Equity reason', 'Equity reasons', 'equity_reasons'),
  ('import_column', 53, NULL, 'Import column', 'Import columns', 'import_columns');
INSERT INTO sequence (name, next) VALUES ('metric', 1), ('reading', 1), ('end_user', 1), ('phase', 1), ('risk', 1), ('lesson', 1), ('later_burden', 1),
  ('equipment_loan', 1), ('award', 1), ('repayment', 1), ('exchange_rate', 1), ('equity_reason', 1), ('import_column', 1);

-- What is measured ------------------------------------------------------------------------------------------------------------------

-- By which a project is judged (strategy, objective 2: define metrics and monitor performance). The target may lie below the baseline.
CREATE TABLE metric (
  id         INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  title      TEXT NOT NULL CHECK (trim(title) <> ''),
  unit       TEXT NOT NULL CHECK (trim(unit) <> ''),
  baseline   REAL NOT NULL,
  target     REAL NOT NULL,
  target_on  TEXT CHECK (target_on IS date(target_on, '+0 days')),
  method     TEXT,                -- how it is measured, by whom
  notes      TEXT,
  CONSTRAINT "the target differs from the baseline" CHECK (target <> baseline)
) STRICT;
CREATE INDEX metric_project ON metric(project_id, title);
CREATE INDEX metric_title ON metric(title);

CREATE TABLE reading (
  id        INTEGER PRIMARY KEY,
  metric_id INTEGER NOT NULL REFERENCES metric(id) ON DELETE CASCADE,
  read_on   TEXT NOT NULL CHECK (read_on IS date(read_on, '+0 days')),
  value     REAL NOT NULL,
  source    TEXT,
  notes     TEXT,
  UNIQUE (metric_id, read_on)
) STRICT;
CREATE INDEX reading_day ON reading(read_on);

-- Who takes part, and when ----------------------------------------------------------------------------------------------------------

CREATE TABLE end_user_part (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO end_user_part VALUES ('requirements', 'States requirements', 1), ('trial', 'Takes part in trials', 2), ('evaluation', 'Evaluates', 3), ('transition', 'Takes it into use', 4);

CREATE TABLE end_user (
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  organisation TEXT NOT NULL CHECK (trim(organisation) <> ''), -- component, agency, first responders
  side         TEXT NOT NULL DEFAULT 'us' REFERENCES side(code),
  part         TEXT NOT NULL DEFAULT 'requirements' REFERENCES end_user_part(code),
  contact_id   INTEGER REFERENCES contact(id),
  person       TEXT,
  since        TEXT CHECK (since IS date(since, '+0 days')),
  notes        TEXT
) STRICT;
CREATE INDEX end_user_project ON end_user(project_id, organisation);
CREATE INDEX end_user_organisation ON end_user(organisation);
CREATE INDEX end_user_contact ON end_user(contact_id);

CREATE TABLE phase (
  id         INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  title      TEXT NOT NULL CHECK (trim(title) <> ''),
  starts_on  TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on    TEXT NOT NULL CHECK (ends_on IS date(ends_on, '+0 days')),
  done_on    TEXT CHECK (done_on IS date(done_on, '+0 days')),
  result     TEXT,
  notes      TEXT,
  CONSTRAINT "a phase ends on or after the day it starts" CHECK (ends_on >= starts_on)
) STRICT;
CREATE INDEX phase_project ON phase(project_id, starts_on);
CREATE INDEX phase_starts ON phase(starts_on);

-- What may go wrong, what did, what was learned -------------------------------------------------------------------------------------

CREATE TABLE risk_level (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO risk_level VALUES ('low', 'Low', 1), ('medium', 'Medium', 2), ('high', 'High', 3);

CREATE TABLE risk_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO risk_state VALUES ('open', 'Open', 1, 0), ('watched', 'Watched', 2, 0), ('happened', 'Happened', 3, 0), ('past', 'Past', 4, 1);

CREATE TABLE risk (
  id         INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  title      TEXT NOT NULL CHECK (trim(title) <> ''),
  likelihood TEXT NOT NULL DEFAULT 'medium' REFERENCES risk_level(code),
  impact     TEXT NOT NULL DEFAULT 'medium' REFERENCES risk_level(code),
  state      TEXT NOT NULL DEFAULT 'open' REFERENCES risk_state(code),
  response   TEXT,
  officer_id INTEGER REFERENCES officer(id),
  review_on  TEXT CHECK (review_on IS date(review_on, '+0 days')),
  notes      TEXT
) STRICT;
CREATE INDEX risk_project ON risk(project_id, title);
CREATE INDEX risk_title ON risk(title);
CREATE INDEX risk_officer ON risk(officer_id);
CREATE INDEX risk_review ON risk(review_on) WHERE state <> 'past';

-- The report to Congress asks for obstacles (administrative, legal, diplomatic, resources) and lessons: 6 U.S.C. 195c(e)(3), (4).
CREATE TABLE lesson_sort (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO lesson_sort VALUES ('obstacle', 'Obstacle', 1), ('lesson', 'Lesson', 2);
CREATE TABLE obstacle_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO obstacle_kind VALUES ('administrative', 'Administrative', 1), ('legal', 'Legal', 2), ('diplomatic', 'Diplomatic', 3), ('resources', 'Resources', 4);

CREATE TABLE lesson (
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER REFERENCES project(id) ON DELETE CASCADE,
  agreement_id INTEGER REFERENCES agreement(id) ON DELETE CASCADE,
  sort         TEXT NOT NULL DEFAULT 'obstacle' REFERENCES lesson_sort(code),
  kind         TEXT NOT NULL REFERENCES obstacle_kind(code),
  title        TEXT NOT NULL CHECK (trim(title) <> ''),
  what         TEXT,
  met_on       TEXT NOT NULL CHECK (met_on IS date(met_on, '+0 days')),
  resolved_on  TEXT CHECK (resolved_on IS date(resolved_on, '+0 days')),
  resolution   TEXT,
  officer_id   INTEGER REFERENCES officer(id),
  CONSTRAINT "an obstacle or lesson belongs to one project or one agreement" CHECK ((project_id IS NULL) <> (agreement_id IS NULL)),
  CONSTRAINT "resolved on or after the day it was met" CHECK (resolved_on >= met_on)
) STRICT;
CREATE INDEX lesson_project ON lesson(project_id, met_on);
CREATE INDEX lesson_agreement ON lesson(agreement_id, met_on);
CREATE INDEX lesson_met ON lesson(met_on);
CREATE INDEX lesson_officer ON lesson(officer_id);

-- Money -----------------------------------------------------------------------------------------------------------------------------

-- What one unit of a currency was worth in US dollars on a day. A contribution without a rate of its own takes the newest of its day or before.
CREATE TABLE exchange_rate (
  id       INTEGER PRIMARY KEY,
  currency TEXT NOT NULL REFERENCES currency(code),
  rate_on  TEXT NOT NULL CHECK (rate_on IS date(rate_on, '+0 days')),
  usd_rate REAL NOT NULL CHECK (usd_rate > 0),
  source   TEXT NOT NULL CHECK (trim(source) <> ''),
  UNIQUE (currency, rate_on),
  CONSTRAINT "the dollar has no rate" CHECK (currency <> 'USD')
) STRICT;
CREATE INDEX exchange_rate_day ON exchange_rate(rate_on);

-- What a project will cost after its end, year by year (the strategy wants little of it).
CREATE TABLE later_burden (
  id              INTEGER PRIMARY KEY,
  project_id      INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  fiscal_year     INTEGER NOT NULL CHECK (fiscal_year BETWEEN 1990 AND 2100),
  side            TEXT NOT NULL DEFAULT 'us' REFERENCES side(code),
  title           TEXT NOT NULL CHECK (trim(title) <> ''),
  amount_minor    INTEGER NOT NULL CHECK (amount_minor >= 0),
  amount_currency TEXT NOT NULL DEFAULT 'USD' REFERENCES currency(code),
  notes           TEXT
) STRICT;
CREATE INDEX later_burden_project ON later_burden(project_id, fiscal_year);
CREATE INDEX later_burden_year ON later_burden(fiscal_year);

-- Grants, cooperative agreements and contracts under 6 U.S.C. 195c(b)(3)(C). Of a grant the law lets the office ask for a match of up to half of the cost, and for
-- repayment of up to one and a half times the grant: 195c(c)(1)(B).
CREATE TABLE award (
  id                 INTEGER PRIMARY KEY,
  ref                TEXT UNIQUE,
  project_id         INTEGER NOT NULL REFERENCES project(id),
  kind               TEXT NOT NULL REFERENCES award_kind(code),
  number             TEXT,
  recipient          TEXT NOT NULL CHECK (trim(recipient) <> ''),
  recipient_kind     TEXT REFERENCES recipient_kind(code),
  recipient_country  TEXT REFERENCES country(code),
  goals              TEXT,
  amount_minor       INTEGER NOT NULL CHECK (amount_minor >= 0),
  amount_currency    TEXT NOT NULL DEFAULT 'USD' REFERENCES currency(code),
  source_of_funds    TEXT,
  awarded_on         TEXT CHECK (awarded_on IS date(awarded_on, '+0 days')),
  ends_on            TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  total_cost_minor   INTEGER CHECK (total_cost_minor >= 0), -- of what the grant supports, in its currency
  match_minor        INTEGER CHECK (match_minor >= 0),      -- asked of the recipient, in its currency
  repayable_minor    INTEGER CHECK (repayable_minor >= 0),  -- agreed, adjusted for prices, in its currency
  notes              TEXT,
  CONSTRAINT "an award ends on or after the day it was given" CHECK (ends_on >= awarded_on),
  CONSTRAINT "an award is a grant, a cooperative agreement or a contract" CHECK (kind <> 'none')
) STRICT;
CREATE INDEX award_project ON award(project_id);
CREATE INDEX award_given ON award(awarded_on);
CREATE INDEX award_recipient ON award(recipient);

CREATE TABLE repayment (
  id           INTEGER PRIMARY KEY,
  award_id     INTEGER NOT NULL REFERENCES award(id) ON DELETE CASCADE,
  due_on       TEXT CHECK (due_on IS date(due_on, '+0 days')),
  paid_on      TEXT CHECK (paid_on IS date(paid_on, '+0 days')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  amount_currency TEXT NOT NULL DEFAULT 'USD' REFERENCES currency(code),
  account      TEXT,
  notes        TEXT
) STRICT;
CREATE INDEX repayment_award ON repayment(award_id, due_on);
CREATE INDEX repayment_open ON repayment(due_on) WHERE paid_on IS NULL;

-- Equipment lent and borrowed for research and comparative tests: 6 U.S.C. 195c(c)(3).
CREATE TABLE loan_direction (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO loan_direction VALUES ('lent', 'Lent', 1), ('borrowed', 'Borrowed', 2);

CREATE TABLE equipment_loan (
  id             INTEGER PRIMARY KEY,
  ref            TEXT UNIQUE,
  title          TEXT NOT NULL CHECK (trim(title) <> ''),
  direction      TEXT NOT NULL DEFAULT 'lent' REFERENCES loan_direction(code),
  project_id     INTEGER REFERENCES project(id),
  agreement_id   INTEGER REFERENCES agreement(id),
  partner_id     INTEGER NOT NULL REFERENCES partner(id),
  export_case_id INTEGER REFERENCES export_case(id), -- what is lent abroad is exported
  serial         TEXT,
  value_minor    INTEGER CHECK (value_minor >= 0),
  value_currency TEXT REFERENCES currency(code),
  lent_on        TEXT CHECK (lent_on IS date(lent_on, '+0 days')),
  due_on         TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days')),
  returned_on    TEXT CHECK (returned_on IS date(returned_on, '+0 days')),
  place          TEXT,
  condition_back TEXT,
  officer_id     INTEGER REFERENCES officer(id),
  notes          TEXT,
  CONSTRAINT "value: amount and currency go together" CHECK ((value_minor IS NULL) = (value_currency IS NULL)),
  CONSTRAINT "a loan is due on or after the day it was lent" CHECK (due_on >= lent_on),
  CONSTRAINT "returned on or after the day it was lent" CHECK (returned_on >= lent_on)
) STRICT;
CREATE INDEX equipment_loan_project ON equipment_loan(project_id);
CREATE INDEX equipment_loan_agreement ON equipment_loan(agreement_id);
CREATE INDEX equipment_loan_partner ON equipment_loan(partner_id);
CREATE INDEX equipment_loan_case ON equipment_loan(export_case_id);
CREATE INDEX equipment_loan_officer ON equipment_loan(officer_id);
CREATE INDEX equipment_loan_due ON equipment_loan(due_on);
CREATE INDEX equipment_loan_open ON equipment_loan(due_on) WHERE returned_on IS NULL;

-- Why a match is equitable though the sides do not give the same, and who said so: of one project, agreement, partner or fiscal year.
CREATE TABLE equity_reason (
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER UNIQUE REFERENCES project(id) ON DELETE CASCADE,
  agreement_id INTEGER UNIQUE REFERENCES agreement(id) ON DELETE CASCADE,
  partner_id   INTEGER UNIQUE REFERENCES partner(id) ON DELETE CASCADE,
  fiscal_year  INTEGER UNIQUE CHECK (fiscal_year BETWEEN 1990 AND 2100),
  reason       TEXT NOT NULL CHECK (trim(reason) <> ''),
  official     TEXT NOT NULL CHECK (trim(official) <> ''),
  given_on     TEXT NOT NULL CHECK (given_on IS date(given_on, '+0 days')),
  CONSTRAINT "a reason is for one project, agreement, partner or year"
    CHECK ((project_id IS NOT NULL) + (agreement_id IS NOT NULL) + (partner_id IS NOT NULL) + (fiscal_year IS NOT NULL) = 1)
) STRICT;

-- What stood in the project itself becomes such a reason; the two fields stay for what older programs wrote.
INSERT INTO equity_reason (project_id, reason, official, given_on)
SELECT id, equity_explanation, coalesce(nullif(trim(equity_explained_by), ''), 'not recorded'), date('now') FROM project WHERE trim(equity_explanation) <> '';

-- A contribution in another currency no longer needs its rate at once: it counts when there is one, and is shown as without rate until then.
CREATE TABLE contribution_now (
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
  usd_minor        INTEGER CHECK (usd_minor >= 0), -- US cents, rounded once; NULL while there is no rate
  fiscal_year      INTEGER NOT NULL CHECK (fiscal_year BETWEEN 1990 AND 2100), -- of the United States: October to September
  due_on           TEXT CHECK (due_on IS date(due_on, '+0 days')),
  given_on         TEXT CHECK (given_on IS date(given_on, '+0 days')),
  valuation_method TEXT,              -- of a contribution in kind
  source_of_funds  TEXT,
  account          TEXT,
  reimbursement    INTEGER NOT NULL DEFAULT 0 CHECK (reimbursement IN (0, 1)), -- credited to the directorate's appropriation: 195c(d)
  notes            TEXT,
  credited_on      TEXT CHECK (credited_on IS date(credited_on, '+0 days')), -- of a reimbursement: the day it was credited to the account
  CONSTRAINT "a contribution belongs to a project or an agreement" CHECK (project_id IS NOT NULL OR agreement_id IS NOT NULL),
  CONSTRAINT "a partner gives on the partner's side" CHECK (side = 'foreign' OR partner_id IS NULL),
  CONSTRAINT "only a reimbursement is credited" CHECK (credited_on IS NULL OR reimbursement = 1)
) STRICT;
INSERT INTO contribution_now SELECT *, NULL FROM contribution;
DROP TABLE contribution;
ALTER TABLE contribution_now RENAME TO contribution;
CREATE INDEX contribution_project ON contribution(project_id, side, usd_minor);
CREATE INDEX contribution_agreement ON contribution(agreement_id, side, usd_minor);
CREATE INDEX contribution_partner ON contribution(partner_id);
CREATE INDEX contribution_year ON contribution(fiscal_year, side);
CREATE INDEX contribution_amount ON contribution(usd_minor);
CREATE INDEX contribution_due ON contribution(due_on) WHERE given_on IS NULL;
CREATE INDEX contribution_currency ON contribution(amount_currency) WHERE usd_minor IS NULL;

-- How the columns of an office's own spreadsheet are read: kept under a name for the next time.
CREATE TABLE day_order (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO day_order VALUES ('as_typed', 'As an officer types it', 1), ('month_first', 'Month/day/year', 2), ('day_first', 'Day/month/year', 3);

CREATE TABLE import_column (
  id          INTEGER PRIMARY KEY,
  map         TEXT NOT NULL CHECK (trim(map) <> ''),         -- the name of the mapping
  screen      TEXT NOT NULL CHECK (trim(screen) <> ''),
  column_name TEXT NOT NULL CHECK (trim(column_name) <> ''), -- as the spreadsheet heads it
  field       TEXT,                                          -- of the screen's form; NULL leaves the column out
  is_key      INTEGER NOT NULL DEFAULT 0 CHECK (is_key IN (0, 1)), -- says which record a row is
  days        TEXT NOT NULL DEFAULT 'as_typed' REFERENCES day_order(code),
  meanings    TEXT,                                          -- lines "Ongoing = active": what a text stands for
  UNIQUE (map, screen, column_name),
  CONSTRAINT "a key is a field" CHECK (is_key = 0 OR field IS NOT NULL)
) STRICT;
CREATE INDEX import_column_screen ON import_column(screen, map);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('metric', NULL, '5000'), ('reading', NULL, '50000'), ('end_user', NULL, '5000'), ('phase', NULL, '5000'), ('risk', NULL, '5000'),
  ('lesson', NULL, '5000'), ('later_burden', NULL, '5000'), ('equipment_loan', NULL, '1000'), ('award', NULL, '1000'), ('repayment', NULL, '3000'), ('exchange_rate', NULL, '5000'),
  ('equity_reason', NULL, '500'), ('import_column', NULL, '200'), ('equipment_loan', 'equipment_loan_open', '100 1'), ('repayment', 'repayment_open', '100 1'), ('risk', 'risk_review', '500 2');
ANALYZE sqlite_schema;
