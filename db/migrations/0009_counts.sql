-- Counts that lists show and are sorted by. They stand in tables of their own beside the records, each with an index, so that a list in the order of a count is
-- read along that index at a million records as at ten. db/views/counts.sql keeps them by triggers and counts anew whenever it is laid; nobody else writes them,
-- they are no records and no part of the journal: undo keeps them right because it works through the same triggers.

CREATE TABLE visit_count (
  id           INTEGER PRIMARY KEY,          -- of the visit
  visitors     INTEGER NOT NULL DEFAULT 0,
  open_reviews INTEGER NOT NULL DEFAULT 0    -- mandatory ones without a result that settles them
) STRICT;
CREATE INDEX visit_count_visitors ON visit_count(visitors);
CREATE INDEX visit_count_open_reviews ON visit_count(open_reviews);

CREATE TABLE visitor_count (
  id           INTEGER PRIMARY KEY,          -- of the visitor
  visits       INTEGER NOT NULL DEFAULT 0,
  citizenships TEXT                          -- codes of the countries, now: "FR US"; NULL: none is known
) STRICT;
CREATE INDEX visitor_count_visits ON visitor_count(visits);
CREATE INDEX visitor_count_citizenships ON visitor_count(citizenships);

CREATE TABLE host_count (
  id           INTEGER PRIMARY KEY,          -- of the host
  visits       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX host_count_visits ON host_count(visits);

-- The partner of a review's visit, so that reviews can be walked in the order of their partners.
CREATE TABLE review_partner (
  id           INTEGER PRIMARY KEY,          -- of the review
  partner_id   INTEGER
) STRICT;
CREATE INDEX review_partner_partner ON review_partner(partner_id);

-- As in migration 0008.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('visit_count', NULL, '200000'), ('visitor_count', NULL, '200000'), ('host_count', NULL, '300'), ('review_partner', 'review_partner_partner', '400000 6000');
ANALYZE sqlite_schema;
