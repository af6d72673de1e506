-- The report to Congress under 6 U.S.C. 195c(e): what was reported before, what is missing before it can be signed, and its lines. What the sections say of each
-- record, which an edition keeps when it is made, is db/views/congress.sql.

-- Without days asked for, the report covers the five years up to today.
CREATE VIEW congress_period (covers_from, covers_to) AS SELECT date(day, '-5 years', '+1 day'), day FROM today;

-- (e)(3): of what the newest edition that was sent reported, what became of each: goals met by its metrics, lessons, success.
CREATE VIEW congress_sent (report_edition_id, title, covers_to, sent_on) AS SELECT id, title, covers_to, sent_on FROM report_edition WHERE sent_on IS NOT NULL ORDER BY covers_to DESC, sent_on DESC, id DESC LIMIT 1;
CREATE VIEW congress_earlier (record, record_id, ref, title, goals, standing_then, standing_now, metrics, reached, lessons, results) AS
SELECT x.record, x.record_id, x.reported_ref, x.title, x.goals, x.standing, coalesce(s.label, 'No longer in the file'),
       (SELECT count(*) FROM metric_list m WHERE m.project_id = j.id), (SELECT count(*) FROM metric_list m WHERE m.project_id = j.id AND m.standing = 'Reached'),
       (SELECT group_concat(title, '; ') FROM (SELECT l.title FROM lesson l WHERE l.project_id = j.id AND l.sort = 'lesson' ORDER BY l.met_on)), j.results
FROM report_edition_part x JOIN congress_sent e ON e.report_edition_id = x.report_edition_id LEFT JOIN award w ON x.record = 'award' AND w.id = x.record_id
  LEFT JOIN project j ON j.id = CASE x.record WHEN 'project' THEN x.record_id WHEN 'award' THEN w.project_id END LEFT JOIN project_state s ON s.code = j.state
WHERE x.section IN (1, 2);

-- What is missing before the report can be signed. `day` is the one by which a line belongs to a period: awards by their award, the rest whenever it is open.
CREATE VIEW congress_missing (section, ref, problem, cite, day, open_screen, open_id) AS
SELECT 1, ref, 'no goals', '195c(e)(1)', awarded_on, 'awards', award_id FROM congress_award WHERE coalesce(trim(goals), '') = ''
UNION ALL SELECT 1, ref, 'no source of funds', '195c(e)(1)', awarded_on, 'awards', award_id FROM congress_award WHERE coalesce(trim(sources), '') = ''
UNION ALL SELECT 1, ref, 'no rate of exchange for its currency', '195c(e)(1)', awarded_on, 'awards', award_id FROM congress_award WHERE usd_minor IS NULL
UNION ALL SELECT 1, ref, 'no day of award: it cannot be placed in a period', '195c(e)(1)', awarded_on, 'awards', award_id FROM congress_award WHERE awarded_on IS NULL
UNION ALL SELECT 2, ref, 'no participants', '195c(e)(2)', NULL, 'projects', project_id FROM congress_activity WHERE coalesce(participants, '') = ''
UNION ALL SELECT 2, ref, 'no goals', '195c(e)(2)', NULL, 'projects', project_id FROM congress_activity WHERE coalesce(trim(goals), '') = ''
UNION ALL SELECT 2, ref, 'no expected duration: begin or end is open', '195c(e)(2)', NULL, 'projects', project_id FROM congress_activity WHERE starts_on IS NULL OR ends_on IS NULL
UNION ALL SELECT 2, a.ref, 'its expected end has passed: give the new one, or complete it', '195c(e)(2)', NULL, 'projects', a.project_id FROM congress_activity a JOIN today d ON a.ends_on < d.day
UNION ALL SELECT 2, ref, 'no amounts from either side', '195c(e)(2)', NULL, 'projects', project_id FROM congress_activity WHERE total_minor = 0
UNION ALL SELECT 2, j.ref, coalesce(c.title, 'contribution') || ': no source of funds', '195c(e)(2)', NULL, 'contributions', c.id
FROM contribution c JOIN project j ON j.id = c.project_id AND j.state IN ('active', 'on_hold') WHERE c.form = 'direct_funding' AND coalesce(trim(c.source_of_funds), '') = ''
UNION ALL SELECT 2, j.ref, coalesce(c.title, 'contribution') || ': no rate of exchange', '195c(e)(2)', NULL, 'contributions', c.id
FROM contribution c JOIN project j ON j.id = c.project_id AND j.state IN ('active', 'on_hold') WHERE c.usd_minor IS NULL
UNION ALL SELECT 2, j.ref, 'the sides do not match, and nobody has explained it', '195c(c)(1)(A)', NULL, 'projects', j.id
FROM match_ratio m JOIN project j ON j.id = m.scope_id AND j.state IN ('active', 'on_hold') WHERE m.scope = 'project' AND m.standing = 'Not yet'
UNION ALL SELECT 3, x.ref, 'reported earlier: no reading and no result says what became of its goals', '195c(e)(3), unverified', NULL, 'projects', j.id
FROM congress_earlier x JOIN project j ON x.record = 'project' AND j.id = x.record_id
WHERE j.state IN ('completed', 'closed') AND coalesce(trim(x.results), '') = '' AND NOT EXISTS (SELECT 1 FROM metric_list m WHERE m.project_id = j.id AND m.latest IS NOT NULL)
UNION ALL SELECT 4, ref, title || ': nothing says what happened', '195c(e)(4), unverified', met_on, 'lessons', lesson_id FROM congress_obstacle WHERE coalesce(trim(what), '') = ''
UNION ALL SELECT 3, '', 'no earlier report is kept: this section cannot be written', '195c(e)(3), unverified', NULL, 'report_editions', NULL WHERE NOT EXISTS (SELECT 1 FROM congress_sent);

CREATE VIEW congress_missing_list AS
SELECT row_number() OVER (ORDER BY m.section, m.ref, m.problem, m.open_id) AS id, m.section, m.ref, m.problem AS title, m.cite, m.open_screen, m.open_id
FROM congress_missing m CROSS JOIN congress_period p WHERE m.day IS NULL OR m.day BETWEEN p.covers_from AND p.covers_to;

-- All lines of the report of the usual period, each leading to its record.
CREATE VIEW congress_line (section, ref, title, participants, goals, standing, us_minor, foreign_minor, record, record_id, open_screen) AS
SELECT 1, w.ref, w.title, w.participants, w.goals, w.kind_label, w.usd_minor, NULL, 'award', w.award_id, 'awards' FROM congress_award w CROSS JOIN congress_period p WHERE w.awarded_on BETWEEN p.covers_from AND p.covers_to
UNION ALL SELECT 2, a.ref, a.title, a.participants, a.goals, a.state_label, a.us_money_minor + a.us_kind_minor, a.foreign_money_minor + a.foreign_kind_minor, 'project', a.project_id, 'projects' FROM congress_activity a
UNION ALL SELECT 3, e.ref, e.title, NULL, e.goals, e.standing_now, NULL, NULL, e.record, e.record_id, CASE e.record WHEN 'award' THEN 'awards' ELSE 'projects' END FROM congress_earlier e
UNION ALL SELECT 4, o.ref, o.title, NULL, o.what, o.kind_label, NULL, NULL, 'lesson', o.lesson_id, 'lessons' FROM congress_obstacle o CROSS JOIN congress_period p WHERE o.met_on BETWEEN p.covers_from AND p.covers_to;
CREATE VIEW congress_list AS
SELECT row_number() OVER (ORDER BY l.section, l.ref, l.title, l.record_id) AS id, l.section, CASE l.section WHEN 1 THEN '(1) Awards' WHEN 2 THEN '(2) Under way' WHEN 3 THEN '(3) Reported earlier' ELSE '(4) Obstacles' END AS section_label,
       l.ref, l.title, l.participants, l.goals, l.standing, l.us_minor, l.foreign_minor, 'USD' AS currency, l.open_screen, l.record_id AS open_id
FROM congress_line l;

CREATE VIEW report_edition_list AS
SELECT e.id, e.title, e.covers_from, e.covers_to, e.made_on, e.signed_on, e.signed_by, e.sent_on, e.officer_id, o.name AS officer, CASE WHEN e.sent_on IS NOT NULL THEN 'Sent' WHEN e.signed_on IS NOT NULL THEN 'Signed' ELSE 'Draft' END AS standing,
       (SELECT count(*) FROM report_edition_part p WHERE p.report_edition_id = e.id) AS parts
FROM report_edition e LEFT JOIN officer o ON o.id = e.officer_id;
CREATE VIEW report_edition_part_list AS
SELECT x.id, x.report_edition_id, e.title AS edition, x.section, CASE x.section WHEN 1 THEN '(1) Awards' WHEN 2 THEN '(2) Under way' WHEN 3 THEN '(3) Reported earlier' ELSE '(4) Obstacles' END AS section_label, x.record, x.record_id, x.reported_ref, x.title,
       x.participants, x.goals, x.standing, x.us_minor, x.us_currency, x.foreign_minor, x.foreign_currency
FROM report_edition_part x LEFT JOIN report_edition e ON e.id = x.report_edition_id;
