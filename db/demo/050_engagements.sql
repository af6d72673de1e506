-- 80 engagements and 150 actions, from last year to next: some held and reported, some in the coming weeks, some actions late.

CREATE TEMP TABLE demo_engagement AS
SELECT x.n, t.kind, t.title, p.n AS partner_n, p.code, p.name AS partner, p.officer, p.country, d.day, d.base, x.a, x.b,
       -- eleven lie in the next 30 days, the rest spread over two years
       CASE WHEN x.n <= 11 THEN x.n * 3 - 2 WHEN x.n <= 30 THEN 31 + (x.n - 11) * 13 ELSE -(x.n - 30) * 11 END AS starts
FROM demo_dice x JOIN demo_engagement_title t ON CAST(t.n AS INTEGER) = (x.n * 5) % 16 + 1 JOIN demo_partner p ON CAST(p.n AS INTEGER) = (x.n * 5 + x.n / 18) % 18 + 1, demo_day d
WHERE x.n <= 80;

INSERT INTO engagement (id, ref, title, kind, state, partner_id, agreement_id, officer_id, activity_type, starts_on, start_time, ends_on, end_time, mode, host_side, place, city, country, purpose, agenda, minutes, outcome, report_due_on, notes)
SELECT e.base + e.n, printf('ENG-%s-%03d', strftime('%Y', starts_on), row_number() OVER (PARTITION BY strftime('%Y', starts_on) ORDER BY starts_on, e.n)), e.title || ', ' || e.partner, e.kind, state, e.base + e.partner_n,
       (SELECT min(a.id) FROM agreement a WHERE a.partner_id = e.base + e.partner_n AND a.kind IN ('bilateral', 'implementing_arrangement', 'mou')), e.base + e.officer,
       (SELECT t.code FROM activity_type t WHERE t.position = 1 + e.n % 7), starts_on, printf('%02d:00', 9 + e.a % 6), date(starts_on, CASE WHEN e.kind IN ('call', 'bilateral_meeting') THEN '+0 days' ELSE '+2 days' END),
       CASE WHEN e.kind IN ('call', 'bilateral_meeting') THEN printf('%02d:30', 16 + e.b % 2) END, CASE WHEN e.kind = 'call' OR e.n % 7 = 0 THEN 'virtual' WHEN e.n % 5 = 0 THEN 'hybrid' ELSE 'in_person' END,
       CASE e.n % 2 WHEN 0 THEN 'us' ELSE 'foreign' END, CASE e.n % 2 WHEN 0 THEN 'Headquarters, conference room 4' ELSE 'At the partner''s' END, CASE e.n % 2 WHEN 0 THEN 'Washington' ELSE 'Invented city' END,
       CASE e.n % 2 WHEN 0 THEN 'US' ELSE coalesce(e.country, 'BE') END, 'Agree the next steps of the joint work', '1 Opening  2 State of the projects  3 New needs  4 Actions',
       CASE WHEN state IN ('held', 'reported') THEN 'Both sides went through the projects and agreed the actions that hang on this engagement.' END, CASE WHEN state IN ('held', 'reported') THEN 'Actions agreed' END,
       CASE WHEN state = 'held' THEN date(starts_on, '+20 days') END, 'Demonstration: invented.'
FROM (SELECT g.*, date(g.day, g.starts || ' days', CASE strftime('%w', date(g.day, g.starts || ' days')) WHEN '6' THEN '+2 days' WHEN '0' THEN '+1 days' ELSE '+0 days' END) AS starts_on,
             CASE WHEN g.n <= 11 THEN CASE g.n % 2 WHEN 0 THEN 'confirmed' ELSE 'planned' END WHEN g.n <= 30 THEN CASE g.n % 3 WHEN 0 THEN 'proposed' WHEN 1 THEN 'planned' ELSE 'confirmed' END
                  WHEN g.n IN (40, 58) THEN 'postponed' WHEN g.n IN (45, 66) THEN 'cancelled' WHEN g.n <= 33 THEN 'held' ELSE 'reported' END AS state FROM demo_engagement g) e
ORDER BY e.n;

INSERT INTO engagement_participant (id, engagement_id, side, contact_id, officer_id, part, attended)
SELECT d.base + row_number() OVER (ORDER BY engagement_id, side DESC, contact_id), engagement_id, side, contact_id, officer_id, part, attended
FROM (SELECT e.id AS engagement_id, 'foreign' AS side, c.id AS contact_id, NULL AS officer_id, CASE WHEN c.id = (SELECT min(id) FROM contact WHERE partner_id = c.partner_id) THEN 'Head of delegation' END AS part,
             CASE WHEN e.state IN ('held', 'reported') THEN 1 END AS attended FROM engagement e JOIN contact c ON c.partner_id = e.partner_id AND (c.id + e.id) % 2 = 0
      UNION ALL
      SELECT e.id, 'us', NULL, e.officer_id, 'Host side', CASE WHEN e.state IN ('held', 'reported') THEN 1 END FROM engagement e), demo_day d;

-- Actions: the first nine are late, the next sixteen fall due within the week, then the month, then later; the last sixty are done.
INSERT INTO action (id, ref, title, state, priority, side, officer_id, contact_id, due_on, done_on, partner_id, agreement_id, project_id, engagement_id, notes)
SELECT w.base + w.n, printf('ACT-%s-%03d', strftime('%Y', date(w.due_on, '-21 days')), row_number() OVER (PARTITION BY strftime('%Y', date(w.due_on, '-21 days')) ORDER BY w.due_on, w.n)), w.title,
       CASE WHEN w.n > 90 THEN CASE w.n % 15 WHEN 0 THEN 'dropped' ELSE 'done' END ELSE CASE w.n % 4 WHEN 0 THEN 'in_progress' WHEN 1 THEN 'open' WHEN 2 THEN 'waiting' ELSE 'open' END END,
       CASE w.b % 3 WHEN 0 THEN 'high' WHEN 1 THEN 'medium' ELSE 'low' END, w.side, w.base + w.officer, CASE w.side WHEN 'foreign' THEN (SELECT min(id) FROM contact WHERE partner_id = w.base + w.partner_n) END,
       w.due_on, CASE WHEN w.n > 90 THEN date(w.due_on, '-1 days') END, w.base + w.partner_n,
       (SELECT min(a.id) FROM agreement a WHERE a.partner_id = w.base + w.partner_n AND w.n % 3 = 0), (SELECT min(p.id) FROM project p WHERE p.partner_id = w.base + w.partner_n AND w.n % 3 = 1),
       (SELECT max(e.id) FROM engagement e WHERE e.partner_id = w.base + w.partner_n AND e.state IN ('held', 'reported') AND w.n % 2 = 0), 'Demonstration: invented.'
FROM (SELECT x.n, x.b, t.title, t.side, CAST(p.n AS INTEGER) AS partner_n, CAST(p.officer AS INTEGER) AS officer, d.base,
             date(d.day, (CASE WHEN x.n <= 9 THEN -(x.n * x.n / 4 + 1) WHEN x.n <= 16 THEN x.n - 10 WHEN x.n <= 34 THEN 8 + (x.n - 16) WHEN x.n <= 90 THEN 31 + (x.n - 34) * 4 ELSE -(x.n - 90) * 6 END) || ' days') AS due_on
      FROM demo_dice x JOIN demo_action_title t ON CAST(t.n AS INTEGER) = (x.n * 7 + x.n / 30) % 30 + 1 JOIN demo_partner p ON CAST(p.n AS INTEGER) = (x.n * 11 + x.n / 18) % 18 + 1, demo_day d WHERE x.n <= 150) w
ORDER BY w.n;
