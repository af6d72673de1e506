-- The rule tables: facts of regulation, strategy and practice, each with a source and a date (rule_table). Their rows come from
-- db/reference/*.csv as db/reference/manifest.csv says; an administrator may replace a table by a newer one.
-- `verified` = 0 marks a fact that was not read in its source: it is shown as such. An empty cell never means "allowed".

CREATE TABLE rule_table (
  name        TEXT PRIMARY KEY,   -- the table that holds the rows
  title       TEXT NOT NULL,
  source      TEXT NOT NULL,
  as_of       TEXT NOT NULL CHECK (as_of IS date(as_of, '+0 days')),
  stale_after TEXT CHECK (stale_after IS date(stale_after, '+0 days')),
  verified    INTEGER NOT NULL DEFAULT 1 CHECK (verified IN (0, 1)),
  note        TEXT,
  CHECK (stale_after IS NULL OR stale_after > as_of)
) STRICT;

CREATE TABLE country (
  code      TEXT PRIMARY KEY CHECK (length(code) = 2), -- ISO 3166-1 alpha-2
  alpha3    TEXT NOT NULL UNIQUE CHECK (length(alpha3) = 3),
  label     TEXT NOT NULL,
  eu_member INTEGER NOT NULL CHECK (eu_member IN (0, 1)),
  position  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE currency (
  code     TEXT PRIMARY KEY CHECK (length(code) = 3), -- ISO 4217
  label    TEXT NOT NULL,
  digits   INTEGER NOT NULL CHECK (digits BETWEEN 0 AND 3), -- how many of them stand behind the point
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Supplement 1 to 15 CFR part 738. 1: a licence is required for that reason unless an exception applies. Where part_746 = 1 the chart does not govern.
CREATE TABLE country_chart (
  country   TEXT PRIMARY KEY REFERENCES country(code),
  name      TEXT NOT NULL,
  cb1 INTEGER, cb2 INTEGER, cb3 INTEGER,
  np1 INTEGER, np2 INTEGER,
  ns1 INTEGER, ns2 INTEGER,
  mt1 INTEGER,
  rs1 INTEGER, rs2 INTEGER,
  fc1 INTEGER,
  cc1 INTEGER, cc2 INTEGER, cc3 INTEGER,
  at1 INTEGER, at2 INTEGER,
  part_746  INTEGER NOT NULL CHECK (part_746 IN (0, 1)),
  footnotes TEXT,                 -- numbers of country_chart_footnote, joined with ";"
  CONSTRAINT "a row that part 746 governs has no marks, every other has all" CHECK (part_746 = (cb1 IS NULL))
) STRICT;

CREATE TABLE country_chart_footnote (
  footnote INTEGER PRIMARY KEY,
  cite     TEXT NOT NULL,
  gist     TEXT NOT NULL
) STRICT;

-- Which row a territory uses; none where it is uncertain or domestic.
CREATE TABLE country_chart_territory (
  country    TEXT PRIMARY KEY REFERENCES country(code),
  name       TEXT NOT NULL,
  use_row_of TEXT REFERENCES country(code),
  basis      TEXT NOT NULL CHECK (basis IN ('stated', 'derived', 'uncertain', 'domestic'))
) STRICT;

-- Supplement 1 to 15 CFR part 740.
CREATE TABLE country_group (
  country TEXT PRIMARY KEY REFERENCES country(code),
  name    TEXT NOT NULL,
  a1 INTEGER NOT NULL, a2 INTEGER NOT NULL, a3 INTEGER NOT NULL, a4 INTEGER NOT NULL, a5 INTEGER NOT NULL, a6 INTEGER NOT NULL,
  b  INTEGER NOT NULL,
  d1 INTEGER NOT NULL, d2 INTEGER NOT NULL, d3 INTEGER NOT NULL, d4 INTEGER NOT NULL, d5 INTEGER NOT NULL,
  e1 INTEGER NOT NULL, e2 INTEGER NOT NULL,
  notes   TEXT
) STRICT;

CREATE TABLE ccl_category (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE ccl_product_group (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE usml_category (
  code     TEXT PRIMARY KEY,      -- Roman, as in 22 CFR 121.1
  label    TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE reason_for_control (
  code             TEXT PRIMARY KEY,
  label            TEXT NOT NULL,
  chart_columns    TEXT,          -- joined with ";"
  ear_section      TEXT NOT NULL,
  on_country_chart INTEGER NOT NULL CHECK (on_country_chart IN (0, 1)),
  note             TEXT,
  position         INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE eccn (
  eccn          TEXT PRIMARY KEY CHECK (length(eccn) = 5),
  category      TEXT NOT NULL REFERENCES ccl_category(code),
  product_group TEXT NOT NULL REFERENCES ccl_product_group(code),
  series_600    INTEGER NOT NULL CHECK (series_600 IN (0, 1)),
  itar_pointer  INTEGER NOT NULL CHECK (itar_pointer IN (0, 1)), -- the entry sends the reader to the USML
  reasons       TEXT,             -- joined with ";"
  lvs_usd       TEXT,             -- dollars, "no", or "read_entry"
  gbs           TEXT,             -- yes, no or read_entry
  tsr           TEXT,
  sta_limited   INTEGER NOT NULL CHECK (sta_limited IN (0, 1))
) STRICT;
CREATE INDEX eccn_category ON eccn(category, product_group);

-- One row per reason for control of an entry.
CREATE TABLE eccn_control (
  eccn       TEXT NOT NULL REFERENCES eccn(eccn),
  row        INTEGER NOT NULL,
  reason     TEXT,                -- NULL where the entry gives text alone
  columns    TEXT,                -- chart columns, joined with ";"
  covers     TEXT NOT NULL CHECK (covers IN ('entire', 'entire_except', 'paragraphs', 'read_entry')),
  paragraphs TEXT,                -- which ones are covered, or excepted; joined with a blank
  text_only  INTEGER NOT NULL CHECK (text_only IN (0, 1)), -- 1: the chart cannot answer, the entry's text must be read
  PRIMARY KEY (eccn, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE license_exception (
  symbol            TEXT PRIMARY KEY,
  section           TEXT NOT NULL,
  title             TEXT NOT NULL,
  scope             TEXT NOT NULL,
  country_condition TEXT,
  verified          INTEGER NOT NULL CHECK (verified IN (0, 1)) -- 0: scope from general knowledge, to be read in the section
) STRICT;

CREATE TABLE itar_126_1 (
  country   TEXT PRIMARY KEY REFERENCES country(code),
  name      TEXT NOT NULL,
  class     TEXT NOT NULL CHECK (class IN ('d1', 'd2', 'removed')), -- 22 CFR 126.1(d)(1), (d)(2)
  paragraph TEXT,
  status    TEXT NOT NULL CHECK (status IN ('listed', 'suspended', 'removal_reported', 'removed')),
  note      TEXT,
  verified  INTEGER NOT NULL DEFAULT 1 CHECK (verified IN (0, 1))
) STRICT;

CREATE TABLE terror_sponsor (
  country    TEXT PRIMARY KEY REFERENCES country(code),
  name       TEXT NOT NULL,
  current    INTEGER NOT NULL CHECK (current IN (0, 1)),
  designated TEXT NOT NULL,       -- a day, or the year alone where only that is known
  rescinded  TEXT CHECK (rescinded IS date(rescinded, '+0 days')),
  note       TEXT
) STRICT;

CREATE TABLE red_flag (
  code     TEXT PRIMARY KEY,
  label    TEXT NOT NULL,
  family   TEXT NOT NULL CHECK (family IN ('regulation', 'later_addition', 'research')),
  cite     TEXT,
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  position INTEGER NOT NULL
) STRICT;

-- The strategy that the office reports against. The views line_of_effort, strategic_goal, objective, objective_activity, visionary_goal,
-- ipt_team and implementation_activity each show one kind.
CREATE TABLE strategy_item (
  code     TEXT PRIMARY KEY,
  kind     TEXT NOT NULL,
  parent   TEXT REFERENCES strategy_item(code), -- the objective of an activity
  label    TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (kind, code)
) STRICT;
CREATE INDEX strategy_item_parent ON strategy_item(parent);

-- The seven of 6 U.S.C. 195c(a)(2).
CREATE TABLE activity_type (
  code     TEXT PRIMARY KEY,
  label    TEXT NOT NULL,
  cite     TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

-- Clocks that the law or the office sets running.
CREATE TABLE clock (
  code         TEXT PRIMARY KEY,
  title        TEXT NOT NULL,
  record       TEXT NOT NULL,     -- what it runs for
  trigger_text TEXT NOT NULL,     -- what starts it, in words
  limit_days   INTEGER,           -- calendar days; NULL where the limit is not a number of days
  limit_months INTEGER,
  limit_text   TEXT NOT NULL,
  applies_from TEXT CHECK (applies_from IS date(applies_from, '+0 days')),  -- for a start on or after this day
  applies_until TEXT CHECK (applies_until IS date(applies_until, '+0 days')), -- for a start on or before this day
  cite         TEXT NOT NULL,
  verified     INTEGER NOT NULL CHECK (verified IN (0, 1)),
  position     INTEGER NOT NULL
) STRICT;

-- How long before arrival a visit must be asked for. Rows of agency 'office' govern; those of other agencies are there for comparison.
CREATE TABLE lead_time (
  code          TEXT PRIMARY KEY,
  agency        TEXT NOT NULL,
  visit_kind    TEXT,             -- NULL: any
  longest_days  INTEGER,          -- for visits up to this length; NULL: any longer one
  calendar_days INTEGER,          -- NULL where the source gives business days or weeks only
  business_days INTEGER,
  note          TEXT,
  cite          TEXT NOT NULL,
  verified      INTEGER NOT NULL CHECK (verified IN (0, 1)),
  position      INTEGER NOT NULL
) STRICT;

-- The checklist's questions that must be answered before a case can be determined, whatever else is answered. Their wording stands in the checklist's screen file.
CREATE TABLE determining_question (
  code    TEXT PRIMARY KEY,       -- as in the checklist: 5.1
  section TEXT NOT NULL,
  gist    TEXT NOT NULL
) STRICT;
