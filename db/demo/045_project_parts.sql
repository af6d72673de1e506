-- What belongs to the projects: metrics with readings, end users, phases, risks, obstacles and lessons, later burdens, awards, equipment on loan, rates of exchange.

INSERT INTO metric (id, project_id, title, unit, baseline, target, target_on, method)
SELECT p.base + row_number() OVER (ORDER BY p.n, k.k), p.base + p.n, k.title, k.unit, k.baseline, k.target, date(p.day, p.ends || ' days'), k.method
FROM demo_project p JOIN (SELECT column1 AS k, column2 AS title, column3 AS unit, column4 AS baseline, column5 AS target, column6 AS method FROM (VALUES
    (0, 'Items checked in an hour', 'per hour', 120.0, 300.0, 'Counted in the joint trial'), (1, 'False alarms', 'percent', 12.0, 3.0, 'Trial data, both sides'),
    (2, 'Time from report to answer', 'minutes', 45.0, 15.0, 'Exercise log'), (3, 'Officers trained', 'persons', 0.0, 60.0, 'Course records'))) k ON k.k IN (p.n % 4, (p.n + 1) % 4) AND (k.k = p.n % 4 OR p.n % 3 = 0)
WHERE p.state NOT IN ('proposed', 'cancelled');

-- Three readings for what has begun, each nearer to the target; every seventh metric has none yet.
INSERT INTO reading (id, metric_id, read_on, value, source)
SELECT d.base + row_number() OVER (ORDER BY m.id, s.step), m.id, date(j.starts_on, (CAST(julianday(min(d.day, j.ends_on)) - julianday(j.starts_on) AS INTEGER) * s.step / 4) || ' days'),
       round(m.baseline + (m.target - m.baseline) * s.step * (22 + (m.id - d.base) % 14) / 100.0, 1), 'Trial report ' || s.step
FROM metric m JOIN project j ON j.id = m.project_id JOIN (SELECT 1 AS step UNION ALL SELECT 2 UNION ALL SELECT 3) s CROSS JOIN demo_day d
WHERE j.starts_on < date(d.day, '-60 days') AND (m.id - d.base) % 7 <> 0;

INSERT INTO end_user (id, project_id, organisation, side, part, since)
SELECT p.base + row_number() OVER (ORDER BY p.n, s.k), p.base + p.n,
       CASE s.k WHEN 0 THEN CASE p.n % 4 WHEN 0 THEN 'Border officers, northern region' WHEN 1 THEN 'Fire and rescue services' WHEN 2 THEN 'Airport screening, eastern hub' ELSE 'Port authorities' END
       ELSE 'Counterpart service of the partner' END,
       CASE s.k WHEN 0 THEN 'us' ELSE 'foreign' END, CASE (p.n + s.k) % 4 WHEN 0 THEN 'requirements' WHEN 1 THEN 'trial' WHEN 2 THEN 'evaluation' ELSE 'transition' END, date(p.day, p.starts || ' days')
FROM demo_project p JOIN (SELECT 0 AS k UNION ALL SELECT 1) s ON s.k = 0 OR p.n % 2 = 0;

INSERT INTO phase (id, project_id, title, starts_on, ends_on, done_on)
SELECT p.base + row_number() OVER (ORDER BY p.n, k.k), p.base + p.n, k.title, date(p.day, (p.starts + (p.ends - p.starts) * k.k / 4) || ' days'), date(p.day, (p.starts + (p.ends - p.starts) * (k.k + 1) / 4 - 1) || ' days'),
       CASE WHEN p.starts + (p.ends - p.starts) * (k.k + 1) / 4 - 1 < 0 AND p.state NOT IN ('cancelled', 'on_hold') AND NOT (p.n % 19 = 0 AND k.k = 2) THEN date(p.day, (p.starts + (p.ends - p.starts) * (k.k + 1) / 4 - 1) || ' days') END
FROM demo_project p JOIN (SELECT column1 AS k, column2 AS title FROM (VALUES (0, 'Plan and requirements'), (1, 'Laboratory tests'), (2, 'Joint trial'), (3, 'Evaluation and report'))) k;

INSERT INTO risk (id, project_id, title, likelihood, impact, state, response, officer_id, review_on)
SELECT p.base + row_number() OVER (ORDER BY p.n), p.base + p.n, CASE p.n % 5 WHEN 0 THEN 'Range time is given to others' WHEN 1 THEN 'Export papers come late' WHEN 2 THEN 'The lead on the other side changes' WHEN 3 THEN 'Test data cannot be shared' ELSE 'The exchange rate moves' END,
       CASE p.a % 3 WHEN 0 THEN 'low' WHEN 1 THEN 'medium' ELSE 'high' END, CASE p.b % 3 WHEN 0 THEN 'low' WHEN 1 THEN 'medium' ELSE 'high' END,
       CASE p.c % 6 WHEN 0 THEN 'watched' WHEN 1 THEN 'past' WHEN 2 THEN 'happened' ELSE 'open' END, 'A second date is kept free', j.officer_id, date(p.day, (40 + p.a % 150) || ' days')
FROM demo_project p JOIN project j ON j.id = p.base + p.n WHERE p.n % 2 = 0 AND p.state IN ('active', 'planned', 'on_hold');

INSERT INTO lesson (id, project_id, agreement_id, sort, kind, title, what, met_on, resolved_on, resolution, officer_id)
SELECT d.base + row_number() OVER (ORDER BY x.project_id, x.agreement_id, x.title), x.project_id, x.agreement_id, x.sort, x.kind, x.title, x.what, x.met_on, x.resolved_on, x.resolution, x.officer_id
FROM (SELECT p.base + p.n AS project_id, NULL AS agreement_id, 'obstacle' AS sort, CASE p.n % 11 WHEN 0 THEN 'legal' WHEN 4 THEN 'resources' WHEN 7 THEN 'administrative' ELSE 'diplomatic' END AS kind,
             CASE p.n % 11 WHEN 0 THEN 'Wording of the liability clause took a year' WHEN 4 THEN 'Range time was not available' WHEN 7 THEN 'Customs papers for the equipment' ELSE 'Change of government' END AS title,
             'Both sides waited; the plan moved by a quarter.' AS what, date(p.day, (p.starts + 60) || ' days') AS met_on,
             CASE WHEN p.starts + 150 < 0 AND p.n % 2 = 0 THEN date(p.day, (p.starts + 150) || ' days') END AS resolved_on, CASE WHEN p.starts + 150 < 0 AND p.n % 2 = 0 THEN 'Settled between the two leads' END AS resolution, j.officer_id
      FROM demo_project p JOIN project j ON j.id = p.base + p.n WHERE p.n % 11 IN (0, 4, 7, 9) AND p.starts + 60 < 0
      UNION ALL
      SELECT p.base + p.n, NULL, 'lesson', CASE p.n % 4 WHEN 0 THEN 'administrative' WHEN 1 THEN 'legal' WHEN 2 THEN 'diplomatic' ELSE 'resources' END, CASE p.n % 14 WHEN 0 THEN 'Begin with the data format' WHEN 2 THEN 'Ask both ethics boards at once' WHEN 4 THEN 'Name a second lead on each side' WHEN 6 THEN 'Book the test range a year ahead'
               WHEN 8 THEN 'Agree what may be published before the first result' WHEN 10 THEN 'Send equipment before the people' ELSE 'Meet in person in the first quarter' END, 'It cost two months to find out.', date(p.day, p.ends || ' days'), NULL, NULL, j.officer_id
      FROM demo_project p JOIN project j ON j.id = p.base + p.n WHERE p.state IN ('completed', 'closed') AND p.n % 2 = 0
      UNION ALL
      SELECT NULL, a.id, 'obstacle', 'legal', 'Authentic languages were asked for late', 'The second language text was begun after the first was agreed.', date(d2.day, '-200 days'), date(d2.day, '-120 days'), 'Translators sit in from the start', a.officer_id
      FROM agreement a, demo_day d2 WHERE a.kind = 'bilateral' AND (a.id - d2.base) % 4 = 1) x, demo_day d;

INSERT INTO later_burden (id, project_id, fiscal_year, side, title, amount_minor, amount_currency)
SELECT p.base + row_number() OVER (ORDER BY p.n, s.k), p.base + p.n, CAST(strftime('%Y', date(p.day, (p.ends + 90) || ' days')) AS INTEGER) + s.k, 'us', 'Upkeep of the test set', (20 + p.a % 60) * 100000, 'USD'
FROM demo_project p JOIN (SELECT 0 AS k UNION ALL SELECT 1) s WHERE p.n % 5 = 2 AND p.state IN ('active', 'planned', 'completed');

INSERT INTO award (id, ref, project_id, kind, number, recipient, recipient_kind, recipient_country, goals, amount_minor, amount_currency, source_of_funds, awarded_on, ends_on, total_cost_minor, match_minor, repayable_minor)
SELECT p.base + row_number() OVER (ORDER BY p.n), printf('AWD-%s-%03d', strftime('%Y', date(p.day, (p.starts + 30) || ' days')), p.n), p.base + p.n, CASE p.n % 3 WHEN 0 THEN 'grant' WHEN 1 THEN 'cooperative_agreement' ELSE 'contract' END, printf('70RSAT%02dG%05d', 20 + p.n % 6, p.n),
       j.foreign_performer, (SELECT k.code FROM recipient_kind k WHERE k.position = 1 + p.n % 4), q.country, CASE WHEN p.n % 24 <> 3 THEN 'A method that both sides can use' END,
       (150 + p.a % 500) * 100000, 'USD', 'Research and development appropriation', date(p.day, (p.starts + 30) || ' days'), date(p.day, max(p.ends, p.starts + 30) || ' days'),
       CASE p.n % 3 WHEN 0 THEN (150 + p.a % 500) * 220000 END, CASE p.n % 3 WHEN 0 THEN (150 + p.a % 500) * 90000 END, CASE WHEN p.n % 9 = 3 THEN (150 + p.a % 500) * 100000 END
FROM demo_project p JOIN project j ON j.id = p.base + p.n JOIN partner q ON q.id = j.partner_id
WHERE p.n % 8 = 3 AND p.state IN ('active', 'completed', 'closed') AND p.starts + 30 < 0 AND j.foreign_performer IS NOT NULL;

INSERT INTO repayment (id, award_id, due_on, paid_on, amount_minor, account)
SELECT d.base + row_number() OVER (ORDER BY w.id, s.k), w.id, date(w.awarded_on, (s.k * 12) || ' months'), CASE WHEN date(w.awarded_on, (s.k * 12) || ' months') < d.day THEN date(w.awarded_on, (s.k * 12) || ' months') END, w.repayable_minor / 4, 'Research and development, no-year'
FROM award w JOIN (SELECT 1 AS k UNION ALL SELECT 2 UNION ALL SELECT 3) s CROSS JOIN demo_day d WHERE w.repayable_minor IS NOT NULL;

INSERT INTO equipment_loan (id, ref, title, direction, project_id, agreement_id, partner_id, serial, value_minor, value_currency, lent_on, due_on, returned_on, place, officer_id)
SELECT p.base + row_number() OVER (ORDER BY p.n), printf('LON-%s-%03d', strftime('%Y', date(p.day, (p.starts + 40) || ' days')), p.n), CASE p.n % 3 WHEN 0 THEN 'Trace detector, table model' WHEN 1 THEN 'Millimetre-wave panel' ELSE 'Radio test set' END, CASE p.n % 2 WHEN 0 THEN 'lent' ELSE 'borrowed' END,
       p.base + p.n, j.agreement_id, j.partner_id, printf('SN-%05d', 10000 + p.a % 80000), (20 + p.b % 90) * 100000, 'USD', date(p.day, (p.starts + 40) || ' days'), date(p.day, max(p.starts + 400, p.ends - 20) || ' days'),
       CASE WHEN p.state IN ('completed', 'closed') THEN date(p.day, max(p.starts + 390, p.ends - 30) || ' days') END, CASE p.n % 2 WHEN 0 THEN 'Range of the partner' ELSE 'Detection Laboratory' END, j.officer_id
FROM demo_project p JOIN project j ON j.id = p.base + p.n WHERE p.n % 7 = 2 AND p.state IN ('active', 'completed', 'closed') AND p.starts + 40 < 0 AND p.ends - 30 < 0 + CASE WHEN p.state = 'active' THEN 9999 ELSE 0 END;

-- A rate for each quarter of the last three years, wandering a little around the one that the contributions use.
INSERT INTO exchange_rate (id, currency, rate_on, usd_rate, source)
SELECT d.base + row_number() OVER (ORDER BY c.currency, s.k), c.currency, date(d.day, '-30 days', printf('-%d months', 3 * s.k)), round(CASE s.k WHEN 0 THEN c.rate ELSE c.rate * (98 + (s.k * 7 + unicode(c.currency)) % 5) / 100.0 END, 6), 'Invented for the demonstration'
FROM (SELECT DISTINCT currency, CAST(rate AS REAL) AS rate FROM demo_partner WHERE currency <> 'USD') c JOIN (WITH RECURSIVE q(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM q WHERE k < 11) SELECT k FROM q) s CROSS JOIN demo_day d;

INSERT INTO equity_reason (id, project_id, reason, official, given_on)
SELECT p.base + row_number() OVER (ORDER BY p.n), p.base + p.n, 'The partner gives range and staff beyond its share', 'J. Whitaker', date(p.day, '-90 days') FROM demo_project p WHERE p.n % 6 = 0;
