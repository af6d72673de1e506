-- Visits, second part: which reviews a visit needs as rules, which facts touch which reviews, the office's own lead times, and the rows of a stay that were notes
-- before: the programme, things brought and handed over, information released, incidents.

-- A rule asks for one review when every condition that it names holds. Loaded from db/reference/review_rule.csv.
CREATE TABLE review_rule (
  code           TEXT PRIMARY KEY,
  kind           TEXT NOT NULL REFERENCES review_kind(code),
  why            TEXT NOT NULL,     -- as it is shown beside the review
  visit_kind     TEXT REFERENCES visit_kind(code),
  days_from      INTEGER,           -- length of the stay in calendar days, both ends counted
  days_to        INTEGER,
  in_person      INTEGER CHECK (in_person IN (0, 1)),
  non_public     INTEGER CHECK (non_public IN (0, 1)),   -- asked for as such, or through an area that is not public
  it_access      INTEGER CHECK (it_access IN (0, 1)),    -- an account here, or remote access
  classified     INTEGER CHECK (classified IN (0, 1)),   -- discussions above unclassified
  country_list   TEXT,              -- a person who comes holds, or once held, a citizenship or residence of that list (country_concern)
  foreign_military INTEGER CHECK (foreign_military IN (0, 1)),
  mandatory      INTEGER NOT NULL CHECK (mandatory IN (0, 1)), -- 0: advised, shown and not enforced
  source         TEXT NOT NULL,
  as_of          TEXT NOT NULL CHECK (as_of IS date(as_of, '+0 days')),
  stale_after    TEXT NOT NULL CHECK (stale_after IS date(stale_after, '+0 days')),
  verified       INTEGER NOT NULL CHECK (verified IN (0, 1)),
  position       INTEGER NOT NULL,
  CHECK (country_list IN ('ear_e1', 'ear_e2', 'ear_d1', 'ear_d2', 'ear_d3', 'ear_d4', 'ear_d5', 'itar_126_1', 'terror_sponsor'))
) STRICT;

-- Which changed fact reopens which reviews. Loaded from db/reference/review_touch.csv.
CREATE TABLE visit_fact (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO visit_fact VALUES ('nationality', 'nationality', 1), ('employer', 'employer', 2), ('person', 'who comes', 3), ('dates', 'dates', 4), ('areas', 'areas', 5),
  ('subjects', 'subjects', 6), ('it_access', 'IT access', 7), ('classification', 'level of the discussions', 8);
CREATE TABLE review_touch (
  fact        TEXT NOT NULL REFERENCES visit_fact(code),
  review_kind TEXT NOT NULL REFERENCES review_kind(code),
  source      TEXT NOT NULL,
  PRIMARY KEY (fact, review_kind)
) STRICT, WITHOUT ROWID;

-- Dates may move by this many days before reviews are asked again.
INSERT INTO setting (name, value) VALUES ('visit_date_slack', '3') ON CONFLICT (name) DO NOTHING;

INSERT OR IGNORE INTO consequence_fact (record, field) VALUES
  ('visit', 'subjects'), ('visit', 'arrives_on'), ('visit', 'departs_on'), ('visit', 'it_access'), ('visit', 'remote_access'), ('visit', 'it_systems'), ('visit', 'non_public_areas'),
  ('visit', 'site'), ('visit', 'classification'), ('visit', 'visitors'), ('visit_visitor', '*'), ('visit_visitor', 'visitor_id'),
  ('visit_area', '*'), ('visit_area', 'area'), ('visit_area', 'site'), ('visit_area', 'building'), ('visit_area', 'room'), ('visit_area', 'public_area'), ('visit_area', 'permitted'),
  ('visit_area', 'escort_required'), ('visitor', 'employer'), ('visitor', 'employer_country'), ('visitor', 'foreign_military'),
  ('citizenship', '*'), ('citizenship', 'country'), ('citizenship', 'kind'), ('citizenship', 'current');

-- The office's own lead times: for a site or all, for a kind of visit or all, from a day on. Of those that fit, the one that names the site, then the kind, then the
-- newest governs; without any, the row of agency 'office' in lead_time does.
CREATE TABLE lead_setting (
  id            INTEGER PRIMARY KEY,
  site          TEXT,
  visit_kind    TEXT REFERENCES visit_kind(code),
  longest_days  INTEGER CHECK (longest_days > 0), -- for stays up to this length
  valid_from    TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
  calendar_days INTEGER CHECK (calendar_days >= 0),
  business_days INTEGER CHECK (business_days >= 0),
  source        TEXT NOT NULL CHECK (trim(source) <> ''),
  set_by        TEXT NOT NULL CHECK (trim(set_by) <> ''),
  notes         TEXT,
  CONSTRAINT "a lead time is calendar days or business days" CHECK ((calendar_days IS NULL) <> (business_days IS NULL))
) STRICT;
CREATE INDEX lead_setting_kind ON lead_setting(visit_kind);

-- An exemption says when it was decided, too.
ALTER TABLE visit ADD COLUMN exempt_on TEXT CHECK (exempt_on IS date(exempt_on, '+0 days'));
-- Who is with them in an area.
ALTER TABLE visit_area ADD COLUMN escort_id INTEGER REFERENCES visit_escort(id) ON DELETE SET NULL;
CREATE INDEX visit_area_escort ON visit_area(escort_id) WHERE escort_id IS NOT NULL;

CREATE TABLE itinerary_stop (
  id        INTEGER PRIMARY KEY,
  visit_id  INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  on_day    TEXT NOT NULL CHECK (on_day IS date(on_day, '+0 days')),
  from_time TEXT CHECK (from_time IS strftime('%H:%M', from_time, '+0 seconds')),
  to_time   TEXT CHECK (to_time IS strftime('%H:%M', to_time, '+0 seconds')),
  what      TEXT NOT NULL CHECK (trim(what) <> ''),
  area_id   INTEGER REFERENCES visit_area(id) ON DELETE SET NULL,
  who       TEXT,                  -- receives them
  notes     TEXT,
  CONSTRAINT "a stop ends after it begins" CHECK (to_time >= from_time)
) STRICT;
CREATE INDEX itinerary_stop_visit ON itinerary_stop(visit_id, on_day, from_time);
CREATE INDEX itinerary_stop_area ON itinerary_stop(area_id) WHERE area_id IS NOT NULL;

CREATE TABLE visit_item_way (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO visit_item_way VALUES ('brought', 'Brought by them', 1), ('lent', 'Lent to them', 2), ('given', 'Given to them', 3), ('received', 'Received from them', 4), ('gift_given', 'Gift to them', 5),
  ('gift_received', 'Gift from them', 6);
CREATE TABLE visit_item (
  id          INTEGER PRIMARY KEY,
  visit_id    INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  way         TEXT NOT NULL DEFAULT 'brought' REFERENCES visit_item_way(code),
  what        TEXT NOT NULL CHECK (trim(what) <> ''),
  serial      TEXT,                -- or mark
  visitor_id  INTEGER REFERENCES visitor(id), -- who brought or got it
  case_item_id INTEGER REFERENCES case_item(id), -- the item of an export case under which it goes
  on_day      TEXT CHECK (on_day IS date(on_day, '+0 days')),
  back_on     TEXT CHECK (back_on IS date(back_on, '+0 days')), -- taken away again, or returned
  worth_minor INTEGER CHECK (worth_minor >= 0),
  worth_currency TEXT REFERENCES currency(code),
  notes       TEXT,
  CONSTRAINT "a thing comes back on or after the day it came or went" CHECK (back_on >= on_day)
) STRICT;
CREATE INDEX visit_item_visit ON visit_item(visit_id);
CREATE INDEX visit_item_visitor ON visit_item(visitor_id) WHERE visitor_id IS NOT NULL;
CREATE INDEX visit_item_case_item ON visit_item(case_item_id) WHERE case_item_id IS NOT NULL;

CREATE TABLE information_release (
  id           INTEGER PRIMARY KEY,
  visit_id     INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  what         TEXT NOT NULL CHECK (trim(what) <> ''),
  case_item_id INTEGER REFERENCES case_item(id),
  released_on  TEXT NOT NULL CHECK (released_on IS date(released_on, '+0 days')),
  released_by  TEXT,
  form         TEXT,               -- shown, told, on paper, as a file
  notes        TEXT
) STRICT;
CREATE INDEX information_release_visit ON information_release(visit_id);
CREATE INDEX information_release_case_item ON information_release(case_item_id) WHERE case_item_id IS NOT NULL;

CREATE TABLE visit_incident (
  id          INTEGER PRIMARY KEY,
  visit_id    INTEGER NOT NULL REFERENCES visit(id) ON DELETE CASCADE,
  happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on, '+0 days')),
  what        TEXT NOT NULL CHECK (trim(what) <> ''), -- without findings: they stay with security
  reported_to TEXT,
  reported_on TEXT CHECK (reported_on IS date(reported_on, '+0 days')),
  reference   TEXT,                -- of the report, where it is kept
  notes       TEXT,
  CONSTRAINT "an incident is reported on or after the day it happened" CHECK (reported_on >= happened_on)
) STRICT;
CREATE INDEX visit_incident_visit ON visit_incident(visit_id);

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('lead_setting', 41, NULL, 'Lead time', 'Lead times', 'lead_settings'),
  ('itinerary_stop', 42, NULL, 'Stop', 'Stops', 'itinerary_stops'),
  ('visit_item', 43, NULL, 'Thing of a visit', 'Things of visits', 'visit_items'),
  ('information_release', 44, NULL, 'Release', 'Releases', 'information_releases'),
  ('visit_incident', 45, NULL, 'Incident', 'Incidents', 'visit_incidents');
INSERT INTO sequence (name, next) SELECT name, 1 FROM record_kind WHERE name NOT IN (SELECT name FROM sequence);
INSERT INTO sensitive_field (record, field, why) VALUES
  ('visit_incident', 'what', 'May concern security'), ('visit_incident', 'reference', 'May concern security');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('lead_setting', NULL, '20'), ('itinerary_stop', 'itinerary_stop_visit', '200000 4 2 1'), ('visit_item', 'visit_item_visit', '100000 2'),
  ('information_release', 'information_release_visit', '100000 2'), ('visit_incident', 'visit_incident_visit', '5000 1'), ('review_rule', NULL, '20'), ('review_touch', NULL, '25');
