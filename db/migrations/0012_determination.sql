-- What the determination reads beside the tables of 0002: which footnote of the chart demands what, how far a reason in words reaches,
-- where a licence exception may be looked at, other names of countries, and short titles of entries.
-- These tables name rows of others without foreign keys: each is replaced by itself, and a row about an entry that is gone does no harm.

CREATE TABLE footnote_requirement (
  footnote   INTEGER NOT NULL,
  row        INTEGER NOT NULL,
  eccn       TEXT NOT NULL,       -- an entry, 'CCL' for every entry, 'EAR99'
  effect     TEXT NOT NULL CHECK (effect IN ('requires', 'may_require', 'read', 'use_row')),
                                  -- may_require: only under `condition`; read: special provisions, the chart's answer stays
  covers     TEXT NOT NULL CHECK (covers IN ('entire', 'entire_except', 'paragraphs')),
  paragraphs TEXT,                -- joined with a blank
  condition  TEXT,                -- in words, where the tables cannot say whether it holds
  reason     TEXT,                -- of control, where the footnote names one
  use_row_of TEXT REFERENCES country(code),
  cite       TEXT NOT NULL,
  verified   INTEGER NOT NULL CHECK (verified IN (0, 1)),
  PRIMARY KEY (footnote, row),
  CONSTRAINT "another row is named where it is used" CHECK ((effect = 'use_row') = (use_row_of IS NOT NULL)),
  CONSTRAINT "a condition is there where it decides" CHECK (effect <> 'may_require' OR condition IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- A reason that stands in words alone (eccn_control.text_only) is open everywhere, unless a row here says how far it reaches.
CREATE TABLE eccn_text_scope (
  eccn          TEXT NOT NULL,
  row           INTEGER NOT NULL, -- of eccn_control
  paragraphs    TEXT,             -- the only ones that it concerns; NULL: as eccn_control says
  not_countries TEXT,             -- destinations that it does not concern, joined with ";"
  cite          TEXT NOT NULL,
  verified      INTEGER NOT NULL CHECK (verified IN (0, 1)),
  PRIMARY KEY (eccn, row)
) STRICT, WITHOUT ROWID;

-- The country condition of a licence exception and what the entry must print, as far as a table can hold them. Lists are joined with ";".
CREATE TABLE exception_condition (
  symbol        TEXT PRIMARY KEY,
  any_groups    TEXT,             -- one of these columns of country_group
  any_countries TEXT,             -- or one of these
  not_groups    TEXT,
  not_countries TEXT,
  entry_column  TEXT CHECK (entry_column IN ('lvs_usd', 'gbs', 'tsr')), -- what the entry prints
  eccns         TEXT,             -- only these entries, or EAR99
  product_groups TEXT,            -- only these: ABC commodities, DE software and technology
  reexport_only INTEGER NOT NULL CHECK (reexport_only IN (0, 1)),
  remains       TEXT NOT NULL,    -- what is left to check
  verified      INTEGER NOT NULL CHECK (verified IN (0, 1))
) STRICT;

CREATE TABLE country_alias (
  alias   TEXT PRIMARY KEY,
  country TEXT REFERENCES country(code), -- NULL: no destination of its own
  region  INTEGER NOT NULL CHECK (region IN (0, 1)), -- 1: a part of the country with rules of its own
  note    TEXT
) STRICT;

-- Short titles in this program's own words; they name what an entry is about and decide nothing.
CREATE TABLE eccn_title (
  eccn     TEXT PRIMARY KEY CHECK (length(eccn) = 5),
  title    TEXT NOT NULL CHECK (trim(title) <> ''),
  verified INTEGER NOT NULL CHECK (verified IN (0, 1))
) STRICT;
