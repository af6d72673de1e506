-- What all the other files draw on: the day, the base of the ids, and numbers thrown from the seed. The same seed throws the same numbers.

CREATE TEMP TABLE demo_day AS SELECT today AS day, site_base AS base, seed FROM demo_seed;

-- Six numbers from 0 to 2147483646 for each n: congruential generators of different multipliers, so that the columns do not follow each other.
CREATE TEMP TABLE demo_dice (n INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, c INTEGER NOT NULL, d INTEGER NOT NULL, e INTEGER NOT NULL, f INTEGER NOT NULL);
INSERT INTO demo_dice
WITH RECURSIVE throw(n, a, b, c, d, e, f) AS (
  SELECT 0, seed % 90001 + 17, seed % 80021 + 29, seed % 70001 + 41, seed % 60013 + 53, seed % 50021 + 67, seed % 40009 + 79 FROM demo_seed
  UNION ALL
  SELECT n + 1, a * 48271 % 2147483647, b * 69621 % 2147483647, c * 39373 % 2147483647, d * 16807 % 2147483647, e * 62089911 % 2147483647, f * 44485709 % 2147483647
  FROM throw WHERE n < 3000)
SELECT n, a, b, c, d, e, f FROM throw WHERE n > 0;

INSERT INTO setting (name, value) VALUES ('demo', '1'), ('office', 'International Cooperative Programs (demonstration)')
  ON CONFLICT (name) DO UPDATE SET value = excluded.value;
