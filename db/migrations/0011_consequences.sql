-- What a change of facts does beyond what was typed, and the days on which the government works.

-- Which fields have consequences: saving one of them first looks what would follow, and says so. `record` is the table, `field` its column, or '*' where a new or
-- removed row has them too. The triggers of db/views do what follows; each writes what it did into `consequence`.
CREATE TABLE consequence_fact (
  record TEXT NOT NULL REFERENCES record_kind(name),
  field  TEXT NOT NULL,
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE consequence (
  id          INTEGER PRIMARY KEY,
  record      TEXT NOT NULL,        -- the record that it came upon
  record_id   INTEGER NOT NULL,
  effect      TEXT NOT NULL,        -- "Export control review asked again"
  because     TEXT NOT NULL,        -- "subjects changed"
  happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on, '+0 days')),
  cite        TEXT
) STRICT;
CREATE INDEX consequence_record ON consequence(record, record_id);

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('consequence', 40, NULL, 'Consequence', 'Consequences', 'consequences');
INSERT INTO sequence (name, next) VALUES ('consequence', 1);

-- The holidays of 5 U.S.C. 6103(a), on the day on which offices are closed for them: the Friday before a Saturday, the Monday after a Sunday (6103(b), E.O. 11582).
-- Days closed by executive order are added by hand. Inauguration Day (6103(c)) concerns the area of Washington alone and is left out.
CREATE TABLE federal_holiday (
  day   TEXT PRIMARY KEY CHECK (day IS date(day, '+0 days')),
  label TEXT NOT NULL,
  cite  TEXT NOT NULL DEFAULT 'by hand'
) STRICT;
INSERT INTO federal_holiday (day, label, cite)
WITH RECURSIVE year(y) AS (SELECT '2020' UNION ALL SELECT CAST(y + 1 AS TEXT) FROM year WHERE y < '2035'),
law(label, day) AS (
  SELECT 'New Year''s Day', y || '-01-01' FROM year
  UNION ALL SELECT 'New Year''s Day', '2036-01-01'
  UNION ALL SELECT 'Birthday of Martin Luther King, Jr.', date(y || '-01-15', 'weekday 1') FROM year
  UNION ALL SELECT 'Washington''s Birthday', date(y || '-02-15', 'weekday 1') FROM year
  UNION ALL SELECT 'Memorial Day', date(y || '-05-25', 'weekday 1') FROM year
  UNION ALL SELECT 'Juneteenth National Independence Day', y || '-06-19' FROM year WHERE y >= '2021'
  UNION ALL SELECT 'Independence Day', y || '-07-04' FROM year
  UNION ALL SELECT 'Labor Day', date(y || '-09-01', 'weekday 1') FROM year
  UNION ALL SELECT 'Columbus Day', date(y || '-10-08', 'weekday 1') FROM year
  UNION ALL SELECT 'Veterans Day', y || '-11-11' FROM year
  UNION ALL SELECT 'Thanksgiving Day', date(y || '-11-22', 'weekday 4') FROM year
  UNION ALL SELECT 'Christmas Day', y || '-12-25' FROM year)
SELECT CASE strftime('%w', day) WHEN '6' THEN date(day, '-1 days') WHEN '0' THEN date(day, '+1 days') ELSE day END, label, '5 USC 6103' FROM law;

-- Every working day with its number: working days between two days are a difference, the tenth one after a day is a number further.
-- Before the first and after the last nothing is known, and whoever asks gets no row.
CREATE TABLE business_day (
  day    TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
CREATE INDEX business_day_number ON business_day(number);
INSERT INTO business_day (day, number)
WITH RECURSIVE every(day) AS (SELECT '2020-01-01' UNION ALL SELECT date(day, '+1 days') FROM every WHERE day < '2035-12-31')
SELECT day, row_number() OVER (ORDER BY day) FROM every
WHERE strftime('%w', day) NOT IN ('0', '6') AND day NOT IN (SELECT h.day FROM federal_holiday h);

INSERT INTO rule_table (name, title, source, as_of, stale_after, verified, note) VALUES
  ('federal_holiday', 'Federal holidays', '5 USC 6103', '2026-11-23', '2035-12-31', 1, 'Worked out by rule for 2020 to 2035; days closed by executive order are added by hand');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('consequence', 'consequence_record', '20000 20000 2'), ('federal_holiday', NULL, '180'), ('business_day', 'business_day_number', '4000 1');
