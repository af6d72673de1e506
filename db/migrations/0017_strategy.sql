-- Strategy in full: opportunities, research entities of both sides and their matching to needs (6 U.S.C. 195c(b)(3)(D)), research abroad that is watched, posts
-- abroad with their reach, forums, the measures of a relationship's health, and what was reported to Congress (195c(e)).

INSERT INTO record_kind (name, number, prefix, label, label_many, screen) VALUES
  ('opportunity', 104, 'OPP', 'Opportunity', 'Opportunities', 'opportunities'),
  ('opportunity_need', 105, NULL, 'Need of an opportunity', 'Needs of opportunities', 'opportunity_needs'),
  ('research_entity', 106, 'ENT', 'Research entity', 'Research entities', 'research_entities'),
  ('research_match', 107, NULL, 'Research match', 'Research matches', 'research_matches'),
  ('watch_item', 108, 'WAT', 'Watch item', 'Watch items', 'watch_items'),
  ('post', 109, NULL, 'Post', 'Posts', 'posts'),
  ('post_country', 110, NULL, 'Country of a post', 'Countries of posts', 'post_countries'),
  ('forum', 111, NULL, 'Forum', 'Forums', 'forums'),
  ('health_measure', 112, NULL, 'Health measure', 'Health measures', 'health_measures'),
  ('report_edition', 113, NULL, 'Report edition', 'Report editions', 'report_editions'),
  ('report_edition_part', 114, NULL, 'Part of an edition', 'Parts of editions', 'report_edition_parts');
INSERT INTO sequence (name, next) VALUES ('opportunity', 1), ('opportunity_need', 1), ('research_entity', 1), ('research_match', 1), ('watch_item', 1), ('post', 1),
  ('post_country', 1), ('forum', 1), ('health_measure', 1), ('report_edition', 1), ('report_edition_part', 1);

-- Opportunities ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE opportunity_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO opportunity_state VALUES ('idea', 'Idea', 1, 0), ('exploring', 'Exploring', 2, 0), ('shaping', 'Shaping', 3, 0), ('offered', 'Offered', 4, 0),
  ('agreed', 'Agreed', 5, 0), ('realised', 'Realised', 6, 1), ('dropped', 'Dropped', 7, 1);

INSERT INTO workflow (record, from_state, to_state, role, label) VALUES
  ('opportunity', 'idea', 'exploring', 'officer', 'Explore it'),
  ('opportunity', 'idea', 'dropped', 'officer', 'Drop it'),
  ('opportunity', 'exploring', 'shaping', 'officer', 'Shape it'),
  ('opportunity', 'exploring', 'dropped', 'officer', 'Drop it'),
  ('opportunity', 'shaping', 'exploring', 'officer', 'Back to exploring'),
  ('opportunity', 'shaping', 'offered', 'officer', 'Offer it to the partner'),
  ('opportunity', 'shaping', 'dropped', 'officer', 'Drop it'),
  ('opportunity', 'offered', 'shaping', 'officer', 'Shape it anew'),
  ('opportunity', 'offered', 'agreed', 'officer', 'The partner agrees'),
  ('opportunity', 'offered', 'dropped', 'officer', 'Drop it'),
  ('opportunity', 'agreed', 'realised', 'officer', 'Realised'),
  ('opportunity', 'agreed', 'dropped', 'officer', 'Drop it'),
  ('opportunity', 'dropped', 'idea', 'officer', 'Take up again');

CREATE TABLE opportunity (
  id              INTEGER PRIMARY KEY,
  ref             TEXT UNIQUE,
  title           TEXT NOT NULL CHECK (trim(title) <> ''),
  state           TEXT NOT NULL DEFAULT 'idea' REFERENCES opportunity_state(code),
  partner_id      INTEGER REFERENCES partner(id),
  priority        TEXT NOT NULL DEFAULT 'medium' REFERENCES priority(code),
  mechanism       TEXT REFERENCES agreement_kind(code), -- by which it would be done
  activity_type   TEXT REFERENCES activity_type(code),
  description     TEXT,
  engagement_id   INTEGER REFERENCES engagement(id),    -- where it came up; the needs that it derives from are in opportunity_need
  officer_id      INTEGER REFERENCES officer(id),
  found_on        TEXT CHECK (found_on IS date(found_on, '+0 days')),
  next_on         TEXT CHECK (next_on IS date(next_on, '+0 days')), -- when somebody looks at it again
  burden          TEXT,               -- what it would cost after its end: the strategy wants little of it
  burden_minor    INTEGER CHECK (burden_minor >= 0),
  burden_currency TEXT REFERENCES currency(code),
  agreement_id    INTEGER REFERENCES agreement(id),     -- what became of it
  project_id      INTEGER REFERENCES project(id),
  dropped_why     TEXT,
  notes           TEXT,
  CONSTRAINT "later burden: amount and currency go together" CHECK ((burden_minor IS NULL) = (burden_currency IS NULL))
) STRICT;
CREATE INDEX opportunity_state_next ON opportunity(state, next_on);
CREATE INDEX opportunity_title ON opportunity(title);
CREATE INDEX opportunity_partner ON opportunity(partner_id);
CREATE INDEX opportunity_engagement ON opportunity(engagement_id);
CREATE INDEX opportunity_officer ON opportunity(officer_id);
CREATE INDEX opportunity_agreement ON opportunity(agreement_id);
CREATE INDEX opportunity_project ON opportunity(project_id);
CREATE INDEX opportunity_next ON opportunity(next_on) WHERE next_on IS NOT NULL;

CREATE TABLE opportunity_need (
  id             INTEGER PRIMARY KEY,
  opportunity_id INTEGER NOT NULL REFERENCES opportunity(id) ON DELETE CASCADE,
  need_id        INTEGER NOT NULL REFERENCES need(id),
  UNIQUE (opportunity_id, need_id)
) STRICT;
CREATE INDEX opportunity_need_need ON opportunity_need(need_id);

-- Research entities and their matching --------------------------------------------------------------------------------------------------

CREATE TABLE research_entity_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO research_entity_kind VALUES ('university', 'University', 1), ('ffrdc', 'Federally funded R&D center', 2), ('government_lab', 'Government laboratory', 3),
  ('institute', 'Institute', 4), ('firm', 'Firm', 5), ('small_firm', 'Small firm', 6), ('other', 'Other', 7);

-- What an entity is good at is text here, and its alignments say which goals, teams and needs that serves.
CREATE TABLE research_entity (
  id                INTEGER PRIMARY KEY,
  ref               TEXT UNIQUE,
  name              TEXT NOT NULL CHECK (trim(name) <> ''),
  aliases           TEXT,
  side              TEXT NOT NULL DEFAULT 'foreign' REFERENCES side(code),
  kind              TEXT NOT NULL DEFAULT 'university' REFERENCES research_entity_kind(code),
  country           TEXT NOT NULL REFERENCES country(code),
  city              TEXT,
  partner_id        INTEGER REFERENCES partner(id),
  areas             TEXT,             -- capability areas, one a line
  contact           TEXT,             -- whom to write to
  website           TEXT,
  officer_id        INTEGER REFERENCES officer(id),
  screened_on       TEXT CHECK (screened_on IS date(screened_on, '+0 days')),
  screening_outcome TEXT REFERENCES screening_outcome(code),
  active            INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  notes             TEXT,
  UNIQUE (name, country),
  CONSTRAINT "an entity of the United States sits there, a foreign one elsewhere" CHECK ((side = 'us') = (country = 'US')),
  CONSTRAINT "a screening has its day and its outcome" CHECK ((screened_on IS NULL) = (screening_outcome IS NULL))
) STRICT;
CREATE INDEX research_entity_side ON research_entity(side, name);
CREATE INDEX research_entity_country ON research_entity(country);
CREATE INDEX research_entity_partner ON research_entity(partner_id);
CREATE INDEX research_entity_officer ON research_entity(officer_id);

CREATE TABLE research_match_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO research_match_state VALUES ('candidate', 'Candidate', 1, 0), ('introduced', 'Introduced', 2, 0), ('talking', 'Talking', 3, 0), ('working', 'Working together', 4, 0),
  ('declined', 'Declined', 5, 1), ('finished', 'Finished', 6, 1);

-- 6 U.S.C. 195c(b)(3)(D): entities of the United States matched with researchers elsewhere, to meet a need.
CREATE TABLE research_match (
  id                INTEGER PRIMARY KEY,
  need_id           INTEGER NOT NULL REFERENCES need(id),
  us_entity_id      INTEGER NOT NULL REFERENCES research_entity(id),
  foreign_entity_id INTEGER NOT NULL REFERENCES research_entity(id),
  state             TEXT NOT NULL DEFAULT 'candidate' REFERENCES research_match_state(code),
  matched_on        TEXT CHECK (matched_on IS date(matched_on, '+0 days')),
  follow_up_on      TEXT CHECK (follow_up_on IS date(follow_up_on, '+0 days')),
  officer_id        INTEGER REFERENCES officer(id),
  project_id        INTEGER REFERENCES project(id), -- what came of it
  note              TEXT,
  UNIQUE (need_id, us_entity_id, foreign_entity_id)
) STRICT;
CREATE INDEX research_match_us ON research_match(us_entity_id);
CREATE INDEX research_match_foreign ON research_match(foreign_entity_id);
CREATE INDEX research_match_officer ON research_match(officer_id);
CREATE INDEX research_match_project ON research_match(project_id);
CREATE INDEX research_match_state_day ON research_match(state, matched_on);
CREATE INDEX research_match_follow ON research_match(follow_up_on) WHERE follow_up_on IS NOT NULL;

-- Research abroad that is watched ---------------------------------------------------------------------------------------------------------

CREATE TABLE watch_state (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, ended INTEGER NOT NULL) STRICT;
INSERT INTO watch_state VALUES ('watched', 'Watched', 1, 0), ('followed', 'Followed up', 2, 0), ('taken_up', 'Taken up', 3, 1), ('let_go', 'Let go', 4, 1);

CREATE TABLE watch_source (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO watch_source VALUES ('publication', 'Publication', 1), ('conference', 'Conference or symposium', 2), ('post', 'Post abroad', 3), ('partner', 'Partner', 4), ('visit', 'Visit', 5), ('programme', 'Research programme', 6), ('other', 'Other', 7);

CREATE TABLE watch_item (
  id           INTEGER PRIMARY KEY,
  ref          TEXT UNIQUE,
  title        TEXT NOT NULL CHECK (trim(title) <> ''),
  technology   TEXT,
  source       TEXT NOT NULL DEFAULT 'publication' REFERENCES watch_source(code),
  source_text  TEXT,                  -- where exactly: title, page, address
  seen_on      TEXT CHECK (seen_on IS date(seen_on, '+0 days')),
  country      TEXT REFERENCES country(code),
  entity_id    INTEGER REFERENCES research_entity(id),
  engagement_id INTEGER REFERENCES engagement(id), -- the forum or symposium where it was seen
  readiness    INTEGER CHECK (readiness BETWEEN 1 AND 9), -- technology readiness level
  need_id      INTEGER REFERENCES need(id),        -- the gap that it may close
  relevance    TEXT,
  state        TEXT NOT NULL DEFAULT 'watched' REFERENCES watch_state(code),
  follow_up_on TEXT CHECK (follow_up_on IS date(follow_up_on, '+0 days')),
  officer_id   INTEGER REFERENCES officer(id),
  opportunity_id INTEGER REFERENCES opportunity(id), -- what came of it
  notes        TEXT
) STRICT;
CREATE INDEX watch_item_title ON watch_item(title);
CREATE INDEX watch_item_state ON watch_item(state, follow_up_on);
CREATE INDEX watch_item_seen ON watch_item(seen_on);
CREATE INDEX watch_item_entity ON watch_item(entity_id);
CREATE INDEX watch_item_engagement ON watch_item(engagement_id);
CREATE INDEX watch_item_need ON watch_item(need_id);
CREATE INDEX watch_item_officer ON watch_item(officer_id);
CREATE INDEX watch_item_opportunity ON watch_item(opportunity_id);
CREATE INDEX watch_item_follow ON watch_item(follow_up_on) WHERE follow_up_on IS NOT NULL;

-- Posts abroad and forums -----------------------------------------------------------------------------------------------------------------

CREATE TABLE post_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO post_kind VALUES ('attache', 'Attaché office', 1), ('liaison', 'Liaison officer', 2), ('science', 'Science office of an embassy', 3), ('detail', 'Person on detail', 4), ('other', 'Other', 5);

CREATE TABLE post (
  id           INTEGER PRIMARY KEY,
  title        TEXT NOT NULL UNIQUE CHECK (trim(title) <> ''),
  kind         TEXT NOT NULL DEFAULT 'attache' REFERENCES post_kind(code),
  agency       TEXT,                  -- whose post it is
  city         TEXT,
  country      TEXT NOT NULL REFERENCES country(code), -- where it stands; the countries that it covers are in post_country
  person       TEXT,
  phone        TEXT,
  email        TEXT,
  officer_id   INTEGER REFERENCES officer(id), -- who keeps in touch with it
  since        TEXT CHECK (since IS date(since, '+0 days')),
  until        TEXT CHECK (until IS date(until, '+0 days')),
  notes        TEXT,
  CONSTRAINT "a post ends on or after the day it began" CHECK (until >= since)
) STRICT;
CREATE INDEX post_country_of ON post(country);
CREATE INDEX post_officer ON post(officer_id);

CREATE TABLE post_country (
  id      INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES post(id) ON DELETE CASCADE,
  country TEXT NOT NULL REFERENCES country(code),
  UNIQUE (post_id, country)
) STRICT;
CREATE INDEX post_country_country ON post_country(country);

CREATE TABLE forum_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO forum_kind VALUES ('forum', 'Multinational forum', 1), ('working_group', 'Working group', 2), ('conference', 'Technical conference', 3), ('symposium', 'Symposium', 4), ('standards', 'Standards body', 5);

CREATE TABLE forum_part (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO forum_part VALUES ('member', 'Member', 1), ('chair', 'Chair', 2), ('observer', 'Observer', 3), ('speaker', 'Speaker', 4), ('none', 'Not a member', 5);

CREATE TABLE forum (
  id            INTEGER PRIMARY KEY,
  title         TEXT NOT NULL UNIQUE CHECK (trim(title) <> ''),
  kind          TEXT NOT NULL DEFAULT 'forum' REFERENCES forum_kind(code),
  part          TEXT NOT NULL DEFAULT 'member' REFERENCES forum_part(code), -- ours
  partner_id    INTEGER REFERENCES partner(id), -- where the forum is a partner, or the partner that runs it
  topic         TEXT,
  since         TEXT CHECK (since IS date(since, '+0 days')),
  until         TEXT CHECK (until IS date(until, '+0 days')),
  next_on       TEXT CHECK (next_on IS date(next_on, '+0 days')), -- next meeting
  next_place    TEXT,
  papers_on     TEXT CHECK (papers_on IS date(papers_on, '+0 days')), -- papers and names are due
  engagement_id INTEGER REFERENCES engagement(id), -- our record of the next meeting
  officer_id    INTEGER REFERENCES officer(id),
  notes         TEXT,
  CONSTRAINT "membership ends on or after the day it began" CHECK (until >= since)
) STRICT;
CREATE INDEX forum_partner ON forum(partner_id);
CREATE INDEX forum_engagement ON forum(engagement_id);
CREATE INDEX forum_officer ON forum(officer_id);
CREATE INDEX forum_next ON forum(next_on);
CREATE INDEX forum_papers ON forum(papers_on);

-- The health of a relationship --------------------------------------------------------------------------------------------------------------

-- The formula: each measure goes from 0 at `poor` to 100 at `good`; the health is their mean, weighed. What stands here is where an office begins; what it sets
-- itself is a record, the same for every officer, and each change of it is in the journal.
CREATE TABLE health_kind (code TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, unit TEXT NOT NULL, weight INTEGER NOT NULL, good REAL NOT NULL, poor REAL NOT NULL) STRICT;
INSERT INTO health_kind VALUES
  ('last_met', 'Days since the last engagement', 1, 'days', 25, 60.0, 365.0),
  ('meetings', 'Engagements in twelve months', 2, 'engagements', 15, 6.0, 0.0),
  ('commitments', 'Commitments kept in time', 3, '%', 40, 95.0, 50.0),
  ('response', 'Days until the partner answers', 4, 'days', 20, 14.0, 90.0);

CREATE TABLE health_measure (
  id      INTEGER PRIMARY KEY,
  measure TEXT NOT NULL UNIQUE REFERENCES health_kind(code),
  weight  INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 100),
  good    REAL NOT NULL,
  poor    REAL NOT NULL,
  set_by  TEXT,
  set_on  TEXT CHECK (set_on IS date(set_on, '+0 days')),
  notes   TEXT,
  CONSTRAINT "good differs from poor" CHECK (good <> poor)
) STRICT;

-- What was reported to Congress ---------------------------------------------------------------------------------------------------------------

-- An edition keeps what the report said of each record on the day it was made, so that the next one can say what became of it: 6 U.S.C. 195c(e)(3).
CREATE TABLE report_edition (
  id          INTEGER PRIMARY KEY,
  title       TEXT NOT NULL CHECK (trim(title) <> ''),
  covers_from TEXT NOT NULL CHECK (covers_from IS date(covers_from, '+0 days')),
  covers_to   TEXT NOT NULL CHECK (covers_to IS date(covers_to, '+0 days')),
  made_on     TEXT NOT NULL CHECK (made_on IS date(made_on, '+0 days')),
  signed_on   TEXT CHECK (signed_on IS date(signed_on, '+0 days')),
  signed_by   TEXT,
  sent_on     TEXT CHECK (sent_on IS date(sent_on, '+0 days')), -- only what was sent counts as reported
  officer_id  INTEGER REFERENCES officer(id),
  notes       TEXT,
  CONSTRAINT "an edition covers days in their order" CHECK (covers_to >= covers_from),
  CONSTRAINT "a signature has its day and its name" CHECK ((signed_on IS NULL) = (coalesce(trim(signed_by), '') = '')),
  CONSTRAINT "it is sent on or after the day it was signed" CHECK (sent_on IS NULL OR (signed_on IS NOT NULL AND sent_on >= signed_on))
) STRICT;
CREATE INDEX report_edition_covers ON report_edition(covers_to);
CREATE INDEX report_edition_officer ON report_edition(officer_id);

CREATE TABLE report_edition_part (
  id                INTEGER PRIMARY KEY,
  report_edition_id INTEGER NOT NULL REFERENCES report_edition(id) ON DELETE CASCADE,
  section           INTEGER NOT NULL CHECK (section BETWEEN 1 AND 4),
  record            TEXT NOT NULL REFERENCES record_kind(name),
  record_id         INTEGER NOT NULL,
  reported_ref      TEXT,
  title             TEXT NOT NULL CHECK (trim(title) <> ''),
  participants      TEXT,
  goals             TEXT,
  standing          TEXT,
  us_minor          INTEGER,
  us_currency       TEXT REFERENCES currency(code),
  foreign_minor     INTEGER,
  foreign_currency  TEXT REFERENCES currency(code),
  UNIQUE (report_edition_id, section, record, record_id)
) STRICT;
CREATE INDEX report_edition_part_record ON report_edition_part(record, record_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('opportunity', NULL, '1000'), ('opportunity_need', NULL, '2000'), ('research_entity', NULL, '1000'), ('research_match', NULL, '1000'),
  ('watch_item', NULL, '2000'), ('post', NULL, '50'), ('post_country', NULL, '200'), ('forum', NULL, '50'), ('health_measure', NULL, '4'), ('report_edition', NULL, '10'),
  ('report_edition_part', NULL, '3000'), ('opportunity', 'opportunity_state_next', '1000 150 2'), ('watch_item', 'watch_item_state', '2000 500 2');
ANALYZE sqlite_schema;
