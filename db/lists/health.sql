-- The health of a relationship: four measures, each with the records behind it. How they weigh and where they begin and end is the view health_formula.

CREATE VIEW health_formula (code, title, unit, weight, good, poor, position, health_measure_id, set_by, set_on) AS
SELECT k.code, k.label, k.unit, coalesce(m.weight, k.weight), coalesce(m.good, k.good), coalesce(m.poor, k.poor), k.position, m.id, m.set_by, m.set_on FROM health_kind k LEFT JOIN health_measure m ON m.measure = k.code;

-- What each measure of the last twelve months rests on: engagements held, actions and milestones due, answers of the partner.
-- Each measure has a view of its own, so that who asks for one does not ask for all.
CREATE VIEW health_meeting (partner_id, day, ref, what, days, kept, open_screen, open_id) AS
SELECT e.partner_id, e.starts_on, e.ref, e.title, CAST(julianday(d.day) - julianday(e.starts_on) AS INTEGER), NULL, 'engagements', e.id
FROM engagement e CROSS JOIN today d WHERE e.partner_id IS NOT NULL AND e.state IN ('held', 'reported') AND e.starts_on > date(d.day, '-12 months') AND e.starts_on <= d.day;
CREATE VIEW health_commitment (partner_id, day, ref, what, days, kept, open_screen, open_id) AS
SELECT a.partner_id, a.due_on, a.ref, a.title, CASE WHEN a.done_on IS NOT NULL THEN CAST(julianday(a.done_on) - julianday(a.due_on) AS INTEGER) END,
       CASE WHEN a.done_on <= a.due_on THEN 1 ELSE 0 END, 'actions', a.id
FROM action a CROSS JOIN today d WHERE a.partner_id IS NOT NULL AND a.state <> 'dropped' AND a.due_on > date(d.day, '-12 months') AND a.due_on < d.day
UNION ALL
SELECT coalesce(j.partner_id, g.partner_id), m.due_on, coalesce(j.ref, g.ref), m.title, CASE WHEN m.done_on IS NOT NULL THEN CAST(julianday(m.done_on) - julianday(m.due_on) AS INTEGER) END,
       CASE WHEN m.done_on <= m.due_on THEN 1 ELSE 0 END, 'milestones', m.id
FROM milestone m CROSS JOIN today d LEFT JOIN project j ON j.id = m.project_id LEFT JOIN agreement g ON g.id = m.agreement_id
WHERE m.due_on > date(d.day, '-12 months') AND m.due_on < d.day AND (j.id IS NULL OR j.state NOT IN ('cancelled', 'on_hold')) AND coalesce(j.partner_id, g.partner_id) IS NOT NULL;
CREATE VIEW health_response (partner_id, day, ref, what, days, kept, open_screen, open_id) AS
SELECT a.partner_id, coalesce(a.done_on, d.day), a.ref, a.title, CAST(julianday(coalesce(a.done_on, d.day)) - julianday(e.starts_on) AS INTEGER), a.done_on IS NOT NULL, 'actions', a.id
FROM action a JOIN engagement e ON e.id = a.engagement_id CROSS JOIN today d
WHERE a.side = 'foreign' AND a.partner_id IS NOT NULL AND a.state <> 'dropped' AND e.starts_on <= d.day AND coalesce(a.done_on, d.day) >= e.starts_on AND coalesce(a.done_on, d.day) > date(d.day, '-12 months');
CREATE VIEW health_record (partner_id, measure, day, ref, what, days, kept, open_screen, open_id) AS
SELECT partner_id, 'meetings', day, ref, what, days, kept, open_screen, open_id FROM health_meeting
UNION ALL SELECT partner_id, 'commitments', day, ref, what, days, kept, open_screen, open_id FROM health_commitment
UNION ALL SELECT partner_id, 'response', day, ref, what, days, kept, open_screen, open_id FROM health_response;

-- A partner that was never met stands at the poor end; what there is nothing to measure by does not count.
CREATE VIEW health_value (partner_id, measure, value, records) AS
SELECT p.id, 'last_met', (SELECT julianday(d.day) - julianday(max(e.starts_on)) FROM engagement e WHERE e.partner_id = p.id AND e.state IN ('held', 'reported') AND e.starts_on <= d.day),
       (SELECT count(*) FROM engagement e WHERE e.partner_id = p.id AND e.state IN ('held', 'reported') AND e.starts_on <= d.day) FROM partner p CROSS JOIN today d
UNION ALL
SELECT p.id, 'meetings', (SELECT 1.0 * count(*) FROM health_meeting r WHERE r.partner_id = p.id), (SELECT count(*) FROM health_meeting r WHERE r.partner_id = p.id) FROM partner p
UNION ALL
SELECT p.id, 'commitments', (SELECT 100.0 * sum(r.kept) / count(*) FROM health_commitment r WHERE r.partner_id = p.id),
       (SELECT count(*) FROM health_commitment r WHERE r.partner_id = p.id) FROM partner p
UNION ALL
SELECT p.id, 'response', (SELECT avg(r.days) FROM health_response r WHERE r.partner_id = p.id), (SELECT count(*) FROM health_response r WHERE r.partner_id = p.id) FROM partner p;

CREATE VIEW health_part (partner_id, measure, title, unit, value, good, poor, weight, score, records, position) AS
SELECT v.partner_id, v.measure, m.title, m.unit, CAST(round(v.value) AS INTEGER), m.good, m.poor, m.weight,
       CAST(round(max(0.0, min(100.0, 100.0 * (coalesce(v.value, CASE v.measure WHEN 'last_met' THEN m.poor END) - m.poor) / (m.good - m.poor)))) AS INTEGER), v.records, m.position
FROM health_value v JOIN health_formula m ON m.code = v.measure;

CREATE VIEW health (partner_id, score) AS
SELECT partner_id, CAST(round(1.0 * sum(weight * score) / nullif(sum(CASE WHEN score IS NOT NULL THEN weight END), 0)) AS INTEGER) FROM health_part GROUP BY partner_id;

-- One line for each partner that is active.
CREATE VIEW health_list AS
SELECT p.id, p.name, p.name AS title, p.code, p.kind, k.label AS kind_label, p.officer_id, o.name AS officer,
       CAST(round(1.0 * sum(h.weight * h.score) / nullif(sum(CASE WHEN h.score IS NOT NULL THEN h.weight END), 0)) AS INTEGER) AS score,
       max(h.value) FILTER (WHERE h.measure = 'last_met') AS last_met, max(h.value) FILTER (WHERE h.measure = 'meetings') AS meetings, max(h.value) FILTER (WHERE h.measure = 'commitments') AS commitments,
       max(h.value) FILTER (WHERE h.measure = 'response') AS response
FROM partner p JOIN partner_kind k ON k.code = p.kind LEFT JOIN officer o ON o.id = p.officer_id JOIN health_part h ON h.partner_id = p.id WHERE p.active = 1 GROUP BY p.id;

CREATE VIEW health_part_list AS
SELECT p.id * 8 + h.position AS id, p.id AS partner_id, p.name AS partner, h.title, h.measure, coalesce(h.value || ' ' || h.unit, CASE h.measure WHEN 'last_met' THEN 'never' ELSE 'nothing to measure' END) AS value_text,
       h.value, CAST(h.good AS INTEGER) || ' or ' || CASE WHEN h.good > h.poor THEN 'more' ELSE 'less' END AS good_text, CAST(h.poor AS INTEGER) || ' or ' || CASE WHEN h.good > h.poor THEN 'less' ELSE 'more' END AS poor_text,
       h.weight, h.score, h.records, h.position
FROM health_part h JOIN partner p ON p.id = h.partner_id;

CREATE VIEW health_record_list AS
SELECT row_number() OVER (ORDER BY r.partner_id, m.position, r.day DESC, r.open_screen, r.open_id) AS id, r.partner_id, p.name AS partner, r.measure, m.title AS measure_title, m.position, r.day, r.ref, r.what AS title, r.days,
       CASE r.measure WHEN 'commitments' THEN CASE WHEN r.kept = 1 THEN 'In time' WHEN r.days IS NULL THEN 'Still open' ELSE r.days || ' days late' END
                      WHEN 'response' THEN CASE WHEN r.kept = 1 THEN 'Answered in ' || r.days || ' days' ELSE 'Open for ' || r.days || ' days' END ELSE r.days || ' days ago' END AS standing, r.open_screen, r.open_id
FROM health_record r JOIN partner p ON p.id = r.partner_id JOIN health_formula m ON m.code = r.measure;

CREATE VIEW health_measure_list AS
SELECT m.id, m.measure, k.label AS title, k.unit, m.weight, m.good, m.poor, k.position, m.set_by, m.set_on FROM health_measure m LEFT JOIN health_kind k ON k.code = m.measure;
-- All measures as they count now, set by the office or not.
CREATE VIEW health_formula_list AS
SELECT k.position AS id, k.title, k.unit, k.weight, k.good, k.poor, k.position, CASE WHEN (SELECT sum(weight) FROM health_formula) > 0 THEN CAST(round(100.0 * k.weight / (SELECT sum(weight) FROM health_formula)) AS INTEGER) ELSE 0 END AS share,
       CASE WHEN k.health_measure_id IS NULL THEN 'As delivered' ELSE coalesce('Set by ' || k.set_by, 'Set by the office') END AS origin, CASE WHEN k.health_measure_id IS NOT NULL THEN 'health_measures' END AS open_screen, k.health_measure_id AS open_id
FROM health_formula k;
