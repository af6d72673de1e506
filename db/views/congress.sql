-- The report to Congress under 6 U.S.C. 195c(e): what each of its four sections says of each record, what was reported before, and what is missing before it can be
-- signed. Paragraphs (1) and (2) were read in the Code; (3) and (4) come from a later amendment whose text was not at hand, and say so.

-- Without days asked for, the report covers the five years up to today.
CREATE VIEW congress_period (covers_from, covers_to) AS SELECT date(day, '-5 years', '+1 day'), day FROM today;

-- Participants of a project: the partners, then who does the work on each side.
CREATE VIEW congress_participants (project_id, participants) AS
SELECT j.id, (SELECT group_concat(name, '; ') FROM (
    SELECT p.name, 1 AS position FROM partner p WHERE p.id = j.partner_id
    UNION SELECT p.name, 2 FROM project_partner x JOIN partner p ON p.id = x.partner_id WHERE x.project_id = j.id AND p.id IS NOT j.partner_id
    UNION SELECT j.us_performer, 3 WHERE trim(j.us_performer) <> '' UNION SELECT j.foreign_performer, 4 WHERE trim(j.foreign_performer) <> '' ORDER BY position, name))
FROM project j;

-- Amounts of a project by side, in money and in lieu of money, with the sources named.
CREATE VIEW congress_money (project_id, us_money_minor, us_kind_minor, foreign_money_minor, foreign_kind_minor, total_minor, without_rate, sources) AS
SELECT c.project_id, coalesce(sum(c.usd_minor) FILTER (WHERE c.side = 'us' AND c.form = 'direct_funding'), 0), coalesce(sum(c.usd_minor) FILTER (WHERE c.side = 'us' AND c.form <> 'direct_funding'), 0),
       coalesce(sum(c.usd_minor) FILTER (WHERE c.side = 'foreign' AND c.form = 'direct_funding'), 0), coalesce(sum(c.usd_minor) FILTER (WHERE c.side = 'foreign' AND c.form <> 'direct_funding'), 0),
       coalesce(sum(c.usd_minor), 0), sum(c.usd_minor IS NULL),
       (SELECT group_concat(s, '; ') FROM (SELECT DISTINCT x.source_of_funds AS s FROM contribution x WHERE x.project_id = c.project_id AND trim(x.source_of_funds) <> '' ORDER BY 1))
FROM contribution c WHERE c.project_id IS NOT NULL GROUP BY c.project_id;

-- (e)(1): each grant, cooperative agreement and contract. Another currency counts at the newest rate of the day of the award or before.
CREATE VIEW congress_award (award_id, ref, title, kind_label, participants, goals, usd_minor, sources, awarded_on, ends_on, project_id) AS
SELECT w.id, w.ref, w.recipient, k.label, w.recipient || coalesce(' (' || r.label || ')', '') || coalesce('; ' || p.participants, ''), w.goals,
       CASE w.amount_currency WHEN 'USD' THEN w.amount_minor ELSE
         (SELECT CAST(round(w.amount_minor * x.usd_rate * CASE c.digits WHEN 0 THEN 100 WHEN 1 THEN 10 WHEN 2 THEN 1 ELSE 0.1 END) AS INTEGER) FROM exchange_rate x JOIN currency c ON c.code = x.currency
          WHERE x.currency = w.amount_currency AND x.rate_on <= coalesce(w.awarded_on, d.day) ORDER BY x.rate_on DESC LIMIT 1) END,
       w.source_of_funds, w.awarded_on, w.ends_on, w.project_id
FROM award w LEFT JOIN award_kind k ON k.code = w.kind LEFT JOIN recipient_kind r ON r.code = w.recipient_kind LEFT JOIN congress_participants p ON p.project_id = w.project_id CROSS JOIN today d;

-- (e)(2): activities under way: projects that are active, or on hold and not given up.
CREATE VIEW congress_activity (project_id, ref, title, state_label, participants, goals, starts_on, ends_on, duration, us_money_minor, us_kind_minor, foreign_money_minor, foreign_kind_minor, total_minor, sources) AS
SELECT j.id, j.ref, j.title, s.label, p.participants, j.objectives, j.starts_on, j.ends_on, coalesce(j.starts_on, '?') || ' to ' || coalesce(j.ends_on, '?'), coalesce(m.us_money_minor, 0), coalesce(m.us_kind_minor, 0),
       coalesce(m.foreign_money_minor, 0), coalesce(m.foreign_kind_minor, 0), coalesce(m.total_minor, 0), m.sources
FROM project j JOIN project_state s ON s.code = j.state LEFT JOIN congress_participants p ON p.project_id = j.id LEFT JOIN congress_money m ON m.project_id = j.id WHERE j.state IN ('active', 'on_hold');

-- (e)(3): of what the newest edition that was sent reported, what became of each: goals met by its metrics, lessons, success.
CREATE VIEW congress_sent (report_edition_id, title, covers_to, sent_on) AS SELECT id, title, covers_to, sent_on FROM report_edition WHERE sent_on IS NOT NULL ORDER BY covers_to DESC, sent_on DESC, id DESC LIMIT 1;
CREATE VIEW congress_earlier (record, record_id, ref, title, goals, standing_then, standing_now, metrics, reached, lessons, results) AS
SELECT x.record, x.record_id, x.reported_ref, x.title, x.goals, x.standing, coalesce(s.label, 'No longer in the file'),
       (SELECT count(*) FROM metric_list m WHERE m.project_id = j.id), (SELECT count(*) FROM metric_list m WHERE m.project_id = j.id AND m.standing = 'Reached'),
       (SELECT group_concat(title, '; ') FROM (SELECT l.title FROM lesson l WHERE l.project_id = j.id AND l.sort = 'lesson' ORDER BY l.met_on)), j.results
FROM report_edition_part x JOIN congress_sent e ON e.report_edition_id = x.report_edition_id LEFT JOIN award w ON x.record = 'award' AND w.id = x.record_id
  LEFT JOIN project j ON j.id = CASE x.record WHEN 'project' THEN x.record_id WHEN 'award' THEN w.project_id END LEFT JOIN project_state s ON s.code = j.state
WHERE x.section IN (1, 2);

-- (e)(4): obstacles, of the four kinds.
CREATE VIEW congress_obstacle (lesson_id, ref, title, kind, kind_label, kind_order, what, met_on, resolved_on, resolution) AS
SELECT l.id, coalesce(j.ref, a.ref, ''), l.title, l.kind, k.label, k.position, l.what, l.met_on, l.resolved_on, l.resolution
FROM lesson l JOIN obstacle_kind k ON k.code = l.kind LEFT JOIN project j ON j.id = l.project_id LEFT JOIN agreement a ON a.id = l.agreement_id WHERE l.sort = 'obstacle';

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

-- An edition keeps, when it is made, what the report says of each award, activity and obstacle of its days.
CREATE TRIGGER report_edition_keeps_what_it_says AFTER INSERT ON report_edition WHEN (SELECT undoing FROM store_state) = 0 BEGIN
  INSERT INTO report_edition_part (report_edition_id, section, record, record_id, reported_ref, title, participants, goals, standing, us_minor, us_currency)
  SELECT NEW.id, 1, 'award', award_id, ref, title, participants, goals, kind_label, usd_minor, 'USD' FROM congress_award WHERE awarded_on BETWEEN NEW.covers_from AND NEW.covers_to;
  INSERT INTO report_edition_part (report_edition_id, section, record, record_id, reported_ref, title, participants, goals, standing, us_minor, us_currency, foreign_minor, foreign_currency)
  SELECT NEW.id, 2, 'project', project_id, ref, title, participants, goals, state_label, us_money_minor + us_kind_minor, 'USD', foreign_money_minor + foreign_kind_minor, 'USD' FROM congress_activity
  WHERE (starts_on IS NULL OR starts_on <= NEW.covers_to) AND (ends_on IS NULL OR ends_on >= NEW.covers_from);
  INSERT INTO report_edition_part (report_edition_id, section, record, record_id, reported_ref, title, goals, standing)
  SELECT NEW.id, 4, 'lesson', lesson_id, ref, title, what, kind_label FROM congress_obstacle WHERE met_on BETWEEN NEW.covers_from AND NEW.covers_to;
END;
-- What was sent stands as it was sent.
CREATE TRIGGER report_edition_part_stands BEFORE UPDATE ON report_edition_part WHEN (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'report edition: its parts are what it said on its day: make a new edition'); END;
CREATE TRIGGER report_edition_sent_stays BEFORE DELETE ON report_edition WHEN OLD.sent_on IS NOT NULL AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'report edition: it was sent: what was reported stays in the file'); END;
CREATE TRIGGER report_edition_days_stand BEFORE UPDATE OF covers_from, covers_to, made_on ON report_edition
WHEN (NEW.covers_from <> OLD.covers_from OR NEW.covers_to <> OLD.covers_to OR NEW.made_on <> OLD.made_on) AND (SELECT undoing FROM store_state) = 0
BEGIN SELECT RAISE(ABORT, 'report edition: its parts were kept for these days: make a new edition for others'); END;

CREATE VIEW report_edition_list AS
SELECT e.id, e.title, e.covers_from, e.covers_to, e.made_on, e.signed_on, e.signed_by, e.sent_on, e.officer_id, o.name AS officer, CASE WHEN e.sent_on IS NOT NULL THEN 'Sent' WHEN e.signed_on IS NOT NULL THEN 'Signed' ELSE 'Draft' END AS standing,
       (SELECT count(*) FROM report_edition_part p WHERE p.report_edition_id = e.id) AS parts
FROM report_edition e LEFT JOIN officer o ON o.id = e.officer_id;
CREATE VIEW report_edition_part_list AS
SELECT x.id, x.report_edition_id, e.title AS edition, x.section, CASE x.section WHEN 1 THEN '(1) Awards' WHEN 2 THEN '(2) Under way' WHEN 3 THEN '(3) Reported earlier' ELSE '(4) Obstacles' END AS section_label, x.record, x.record_id, x.reported_ref, x.title,
       x.participants, x.goals, x.standing, x.us_minor, x.us_currency, x.foreign_minor, x.foreign_currency
FROM report_edition_part x LEFT JOIN report_edition e ON e.id = x.report_edition_id;
