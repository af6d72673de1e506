-- What the views of db/views/orders.sql walk beside the counts of migration 0009.

-- The short signs of those partners that have one: UNIQUE and NOT NULL, so that SQLite knows that one sign is one partner and need not sort its rows.
CREATE TABLE IF NOT EXISTS partner_sign (
  id           INTEGER PRIMARY KEY,          -- of the partner
  code         TEXT NOT NULL UNIQUE
) STRICT;

-- How a review stands, as review_list says it. SQLite walks in the order of a row's label without sorting where it would sort for the same word written out.
CREATE TABLE review_standing (code TEXT PRIMARY KEY, label TEXT NOT NULL UNIQUE, position INTEGER NOT NULL) STRICT;
INSERT INTO review_standing VALUES ('late', 'Late', 1), ('open', 'Open', 2), ('lapsed', 'Lapsed', 3), ('settled', 'Settled', 4);

-- Reviews that can lapse, so that those that have lapsed are found among a million.
CREATE INDEX IF NOT EXISTS review_lapses ON review(valid_until) WHERE valid_until IS NOT NULL;

DELETE FROM sqlite_stat1 WHERE tbl = 'partner_sign';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('partner_sign', NULL, '60'), ('review_standing', NULL, '4'), ('review', 'review_lapses', '50000 50');
ANALYZE sqlite_schema;
