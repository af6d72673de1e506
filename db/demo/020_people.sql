-- Officers, partners with their contacts and needs, hosts. Every person and every organisation is invented.

INSERT INTO officer (id, login, name, role, job_title, division)
SELECT d.base + o.n, o.login, o.name, o.role, o.position, 'International Cooperative Programs'
FROM demo_officer o, demo_day d ORDER BY CAST(o.n AS INTEGER);

INSERT INTO partner (id, name, code, kind, country, aliases, counterpart, eligibility_basis, partner_since, officer_id, priorities, threat_summary, screened_on, screening_outcome, notes)
SELECT d.base + p.n, p.name, p.code, p.kind, p.country, p.aliases, p.counterpart,
       CASE WHEN p.code IN ('IL', 'GB', 'CA', 'AU', 'SG') THEN 'Named in 6 U.S.C. 195c(c)(2)' WHEN p.kind = 'bilateral' THEN 'Ally, 6 U.S.C. 195c(c)(2)' END,
       date(d.day, printf('-%d days', 700 + x.a % 3500)), d.base + p.officer,
       'Joint trials, shared test data, exchange of researchers', 'Invented for the demonstration: see the needs',
       CASE WHEN p.kind = 'non_governmental' THEN date(d.day, '-40 days') END, CASE WHEN p.kind = 'non_governmental' THEN 'no_match_found' END,
       'Demonstration: what stands here about this partner is invented.'
FROM demo_partner p JOIN demo_dice x ON x.n = CAST(p.n AS INTEGER), demo_day d ORDER BY CAST(p.n AS INTEGER);

-- 380 people: the first 80 become contacts, the other 300 visitors. Partners take turns; culture, given and family name are thrown.
CREATE TEMP TABLE demo_person AS
WITH people AS (
  SELECT x.n, x.a, x.b, x.c, x.d, p.n AS partner_n, p.code AS partner
  FROM demo_dice x JOIN demo_partner p ON CAST(p.n AS INTEGER) = x.n % 18 + 1 WHERE x.n <= 380),
cultured AS (
  SELECT people.*, c.culture, c.citizenship FROM people JOIN demo_culture c ON c.partner = people.partner AND CAST(c.slot AS INTEGER) = people.a / 7 % 5),
counted AS MATERIALIZED (
  SELECT cultured.*, (SELECT count(*) FROM demo_name g WHERE g.culture = cultured.culture AND g.part = 'given') AS givens,
         (SELECT count(*) FROM demo_name g WHERE g.culture = cultured.culture AND g.part = 'family') AS families FROM cultured)
SELECT c.n, CAST(c.partner_n AS INTEGER) AS partner_n, c.partner, c.culture, c.citizenship, c.c AS luck, c.d AS more_luck,
       given.latin AS given_name, family.latin AS family_name, given.gender,
       CASE WHEN family.native IS NULL OR family.native = '' THEN NULL
            WHEN given.joined = '1' THEN family.native || coalesce(given.native, '') ELSE coalesce(given.native, given.latin) || ' ' || family.native END AS native_name
FROM counted c
JOIN demo_name given ON given.culture = c.culture AND given.part = 'given' AND CAST(given.n AS INTEGER) = c.b / 11 % c.givens
JOIN demo_name family ON family.culture = c.culture AND family.part = 'family' AND CAST(family.n AS INTEGER) = c.c / 13 % c.families
ORDER BY c.n;

CREATE TEMP TABLE demo_job (n INTEGER PRIMARY KEY, title TEXT, position TEXT, role TEXT, expertise TEXT);
INSERT INTO demo_job VALUES (0, 'Dr', 'Head of laboratory', 'technical_manager', 'Detection science'), (1, NULL, 'Programme manager', 'agreement_director', 'Programme management'),
  (2, 'Prof.', 'Senior researcher', 'researcher', 'Sensor physics'), (3, NULL, 'Attaché for science', 'attache', 'Science diplomacy'), (4, NULL, 'Legal adviser', 'legal', 'International law'),
  (5, 'Dr', 'Research engineer', 'researcher', 'Embedded systems'), (6, NULL, 'Fire service commander', 'end_user', 'Emergency response'), (7, NULL, 'Analyst', 'researcher', 'Data analysis'),
  (8, NULL, 'Liaison officer', 'liaison', 'Border operations'), (9, NULL, 'Deputy director', 'executive_agent', 'Research policy');

INSERT INTO contact (id, partner_id, family_name, given_name, native_name, title, role, position, organisation, email, phone, city, country, languages, last_met_on)
SELECT d.base + p.n, d.base + p.partner_n, p.family_name, p.given_name, p.native_name, j.title, j.role, j.position,
       (SELECT o.name FROM demo_organisation o WHERE o.partner = p.partner AND CAST(o.n AS INTEGER) = p.n % 3),
       'contact' || p.n || '@example.org', printf('+00 555 %04d', p.luck % 10000), 'Invented city', (SELECT country FROM demo_partner q WHERE q.code = p.partner),
       'English', date(d.day, printf('-%d days', p.more_luck % 500))
FROM demo_person p JOIN demo_job j ON j.n = p.luck / 17 % 10, demo_day d WHERE p.n <= 80 ORDER BY p.n;

INSERT INTO need (id, partner_id, kind, title, description, priority, state, source, identified_on, officer_id)
SELECT d.base + x.n, d.base + p.n, t.kind, t.title, 'Invented for the demonstration.', t.priority,
       CASE x.c % 6 WHEN 0 THEN 'being_met' WHEN 1 THEN 'being_met' WHEN 2 THEN 'met' WHEN 3 THEN 'set_aside' ELSE 'open' END,
       'Bilateral meeting', date(d.day, printf('-%d days', 60 + x.d % 900)), d.base + p.officer
FROM demo_dice x JOIN demo_partner p ON CAST(p.n AS INTEGER) = x.n % 18 + 1 JOIN demo_need_title t ON CAST(t.n AS INTEGER) = (x.n * 5 + x.n / 18) % 16 + 1, demo_day d
WHERE x.n <= 48 ORDER BY x.n;

INSERT INTO host (id, name, officer_id, organisation, position, email, phone, site, is_federal, citizenship, supervisor, trained_on, training_ends_on, escort_trained_on)
SELECT d.base + h.n, h.name, CASE WHEN h.n <= 2 THEN d.base + 3 + h.n END, h.organisation, h.position, 'host' || h.n || '@example.org', printf('555-01%02d', h.n), h.site, h.n <> 9, 'US', 'R. Ellison',
       date(d.day, printf('-%d days', h.trained)), date(d.day, (365 - h.trained) || ' days'), date(d.day, printf('-%d days', h.trained / 2))
FROM (SELECT column1 AS n, column2 AS name, column3 AS organisation, column4 AS position, column5 AS site, column6 AS trained FROM (VALUES
  (1, 'Omar Haddad', 'International Cooperative Programs', 'Visits officer', 'Headquarters', 120), (2, 'Ruth Okafor', 'International Cooperative Programs', 'Export control officer', 'Headquarters', 200),
  (3, 'Martha Frank', 'Detection Laboratory', 'Trial lead', 'Detection Laboratory', 419), (4, 'Isaac Bell', 'Detection Laboratory', 'Chemist', 'Detection Laboratory', 90),
  (5, 'Grace Whitfield', 'Coastal Test Centre', 'Range manager', 'Coastal Test Centre', 310), (6, 'Leo Sandoval', 'Coastal Test Centre', 'Radar engineer', 'Coastal Test Centre', 355),
  (7, 'Nadia Brooks', 'Cyber Test Bed', 'Head of the test bed', 'Cyber Test Bed', 45), (8, 'Arthur Quinn', 'Cyber Test Bed', 'Network engineer', 'Cyber Test Bed', 150),
  (9, 'Pilar Estrada', 'Field Range North', 'Contractor, robots', 'Field Range North', 220), (10, 'Warren Holt', 'Field Range North', 'Fire instructor', 'Field Range North', 30),
  (11, 'Yvonne Parrish', 'Bio Laboratory annex', 'Microbiologist', 'Bio Laboratory annex', 260), (12, 'Calvin Reese', 'Headquarters', 'Protocol officer', 'Headquarters', 75),
  (13, 'Dolores Kim', 'Headquarters', 'Programme manager', 'Headquarters', 340), (14, 'Felix Adler', 'Coastal Test Centre', 'Cargo imaging lead', 'Coastal Test Centre', 15))) h, demo_day d
ORDER BY h.n;
