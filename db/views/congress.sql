-- The report to Congress under 6 U.S.C. 195c(e): what its sections say of each record, and what an edition keeps of it.
-- Paragraphs (1) and (2) were read in the Code; (3) and (4) come from a later amendment whose text was not at hand, and say so.

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

-- (e)(4): obstacles, of the four kinds.
CREATE VIEW congress_obstacle (lesson_id, ref, title, kind, kind_label, kind_order, what, met_on, resolved_on, resolution) AS
SELECT l.id, coalesce(j.ref, a.ref, ''), l.title, l.kind, k.label, k.position, l.what, l.met_on, l.resolved_on, l.resolution
FROM lesson l JOIN obstacle_kind k ON k.code = l.kind LEFT JOIN project j ON j.id = l.project_id LEFT JOIN agreement a ON a.id = l.agreement_id WHERE l.sort = 'obstacle';

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
