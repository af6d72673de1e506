-- Lists of what belongs to a project, their search texts, and what is wrong with an award.

-- The newest reading of each metric, and how far it has come from the baseline to the target, in whole percents.
CREATE VIEW metric_list AS
SELECT m.id, m.project_id, j.ref AS project, m.title, m.unit, m.baseline, m.target, m.target_on, r.value AS latest, r.read_on AS latest_on,
       CASE WHEN r.value IS NOT NULL THEN CAST(round(100.0 * (r.value - m.baseline) / (m.target - m.baseline)) AS INTEGER) END AS progress,
       CASE WHEN r.value IS NULL THEN 'No reading' WHEN (r.value - m.baseline) / (m.target - m.baseline) >= 1 THEN 'Reached' WHEN m.target_on < d.day THEN 'Missed' ELSE 'Under way' END AS standing
FROM metric m LEFT JOIN project j ON j.id = m.project_id CROSS JOIN today d
  LEFT JOIN reading r ON r.id = (SELECT x.id FROM reading x WHERE x.metric_id = m.id ORDER BY x.read_on DESC LIMIT 1);

CREATE VIEW reading_list AS
SELECT r.id, r.metric_id, coalesce(m.title, '') || ', ' || r.read_on AS title, m.title AS metric, m.unit, m.project_id, r.read_on, r.value, CAST(round(100.0 * (r.value - m.baseline) / (m.target - m.baseline)) AS INTEGER) AS progress, r.source
FROM reading r LEFT JOIN metric m ON m.id = r.metric_id;

CREATE VIEW end_user_list AS
SELECT e.id, e.project_id, j.ref AS project, e.organisation, e.organisation AS title, e.side, s.label AS side_label, e.part, p.label AS part_label, e.contact_id,
       coalesce(c.family_name || coalesce(', ' || c.given_name, ''), e.person) AS person, e.since
FROM end_user e LEFT JOIN project j ON j.id = e.project_id LEFT JOIN side s ON s.code = e.side LEFT JOIN end_user_part p ON p.code = e.part LEFT JOIN contact c ON c.id = e.contact_id;

CREATE VIEW phase_list AS
SELECT p.id, p.project_id, j.ref AS project, p.title, p.starts_on, p.ends_on, p.done_on, p.starts_on AS time,
       CASE WHEN p.done_on IS NOT NULL THEN 'Done' WHEN p.ends_on < d.day THEN 'Late' WHEN p.starts_on <= d.day THEN 'Under way' ELSE 'Ahead' END AS standing, p.done_on IS NOT NULL AS ended
FROM phase p LEFT JOIN project j ON j.id = p.project_id CROSS JOIN today d;

-- A risk weighs likelihood times impact, each from 1 to 3.
CREATE VIEW risk_list AS
SELECT r.id, r.project_id, j.ref AS project, r.title, r.likelihood, l.label AS likelihood_label, r.impact, i.label AS impact_label, l.position * i.position AS weight, r.state, s.label AS state_label, s.ended,
       r.response, r.officer_id, o.name AS officer, r.review_on
FROM risk r LEFT JOIN project j ON j.id = r.project_id LEFT JOIN risk_level l ON l.code = r.likelihood LEFT JOIN risk_level i ON i.code = r.impact LEFT JOIN risk_state s ON s.code = r.state
  LEFT JOIN officer o ON o.id = r.officer_id;

CREATE VIEW lesson_list AS
SELECT l.id, l.project_id, j.ref AS project, l.agreement_id, a.ref AS agreement, coalesce(j.ref, a.ref) AS of_ref, l.sort, s.label AS sort_label, l.kind, k.label AS kind_label, l.title, l.what, l.met_on,
       l.resolved_on, l.resolution, l.officer_id, o.name AS officer, CASE WHEN l.sort = 'lesson' THEN 'Learned' WHEN l.resolved_on IS NULL THEN 'Open' ELSE 'Resolved' END AS standing, l.resolved_on IS NOT NULL AS ended
FROM lesson l LEFT JOIN project j ON j.id = l.project_id LEFT JOIN agreement a ON a.id = l.agreement_id LEFT JOIN lesson_sort s ON s.code = l.sort LEFT JOIN obstacle_kind k ON k.code = l.kind
  LEFT JOIN officer o ON o.id = l.officer_id;

CREATE VIEW later_burden_list AS
SELECT b.id, b.project_id, j.ref AS project, b.title, b.fiscal_year, b.side, s.label AS side_label, b.amount_minor, b.amount_currency
FROM later_burden b LEFT JOIN project j ON j.id = b.project_id LEFT JOIN side s ON s.code = b.side;

CREATE VIEW exchange_rate_list AS
SELECT r.id, r.currency, c.label AS currency_label, r.currency || ' ' || r.rate_on AS title, r.rate_on, r.usd_rate, r.source FROM exchange_rate r LEFT JOIN currency c ON c.code = r.currency;

CREATE VIEW equity_reason_list AS
SELECT e.id, e.project_id, e.agreement_id, e.partner_id, e.fiscal_year, coalesce(j.ref, a.ref, p.name, 'FY ' || e.fiscal_year) AS of_ref, e.reason, e.reason AS title, e.official, e.given_on
FROM equity_reason e LEFT JOIN project j ON j.id = e.project_id LEFT JOIN agreement a ON a.id = e.agreement_id LEFT JOIN partner p ON p.id = e.partner_id;

-- The limits of 6 U.S.C. 195c(c)(1)(B) hold for grants: a match of at most half of the cost, repayment of at most one and a half times the grant.
CREATE VIEW award_check (award_id, problem, cite) AS
SELECT id, 'The match asked for is more than half of the cost', '6 U.S.C. 195c(c)(1)(B)' FROM award WHERE kind = 'grant' AND 2 * match_minor > total_cost_minor
UNION ALL SELECT id, 'A match is asked for, but the total cost that it is held against is missing', '6 U.S.C. 195c(c)(1)(B)' FROM award WHERE kind = 'grant' AND match_minor > 0 AND total_cost_minor IS NULL
UNION ALL SELECT id, 'The repayment agreed is more than one and a half times the grant', '6 U.S.C. 195c(c)(1)(B)' FROM award WHERE kind = 'grant' AND 2 * repayable_minor > 3 * amount_minor
UNION ALL SELECT r.award_id, 'The repayments are more than one and a half times the grant', '6 U.S.C. 195c(c)(1)(B)' FROM award a JOIN repayment r ON r.award_id = a.id AND r.amount_currency = a.amount_currency WHERE a.kind = 'grant' GROUP BY r.award_id HAVING 2 * sum(r.amount_minor) > 3 * max(a.amount_minor)
UNION ALL SELECT id, 'The report to Congress asks for its goals', '6 U.S.C. 195c(e)(1)' FROM award WHERE coalesce(trim(goals), '') = ''
UNION ALL SELECT id, 'The report to Congress asks for its source of funds', '6 U.S.C. 195c(e)(1)' FROM award WHERE coalesce(trim(source_of_funds), '') = '';

CREATE VIEW award_list AS
SELECT w.id, w.ref, w.project_id, j.ref AS project, w.kind, k.label AS kind_label, w.number, w.recipient, w.recipient AS title, w.recipient_kind, r.label AS recipient_kind_label, w.recipient_country, w.goals, w.amount_minor,
       w.amount_currency, w.source_of_funds, w.awarded_on, w.ends_on, w.repayable_minor, (SELECT sum(p.amount_minor) FROM repayment p WHERE p.award_id = w.id AND p.paid_on IS NOT NULL AND p.amount_currency = w.amount_currency) AS repaid_minor,
       (SELECT count(*) FROM award_check c WHERE c.award_id = w.id) AS problems, w.ends_on < d.day AS ended
FROM award w LEFT JOIN project j ON j.id = w.project_id LEFT JOIN award_kind k ON k.code = w.kind LEFT JOIN recipient_kind r ON r.code = w.recipient_kind CROSS JOIN today d;

CREATE VIEW award_check_list AS
SELECT row_number() OVER (ORDER BY c.award_id, c.problem) AS id, c.award_id, w.ref AS award, c.problem AS title, c.cite FROM award_check c JOIN award w ON w.id = c.award_id;

CREATE VIEW repayment_list AS
SELECT p.id, p.award_id, w.ref AS award, coalesce(w.ref, '') || ' ' || coalesce(p.due_on, p.paid_on, '') AS title, p.due_on, p.paid_on, p.amount_minor, p.amount_currency, p.account,
       CASE WHEN p.paid_on IS NOT NULL THEN 'Paid' WHEN p.due_on < d.day THEN 'Late' ELSE 'Open' END AS standing, p.paid_on IS NOT NULL AS ended
FROM repayment p LEFT JOIN award w ON w.id = p.award_id CROSS JOIN today d;

CREATE VIEW equipment_loan_list AS
SELECT l.id, l.ref, l.title, l.direction, n.label AS direction_label, l.project_id, j.ref AS project, l.agreement_id, a.ref AS agreement, l.partner_id, p.name AS partner, p.code AS partner_code, l.export_case_id,
       x.ref AS export_case, l.serial, l.value_minor, l.value_currency, l.lent_on, l.due_on, l.returned_on, l.officer_id, o.name AS officer,
       CASE WHEN l.returned_on IS NOT NULL THEN 'Returned' WHEN l.due_on < d.day THEN 'Late' WHEN l.lent_on IS NULL OR l.lent_on > d.day THEN 'Planned' ELSE 'Out' END AS standing, l.returned_on IS NOT NULL AS ended
FROM equipment_loan l LEFT JOIN loan_direction n ON n.code = l.direction LEFT JOIN project j ON j.id = l.project_id LEFT JOIN agreement a ON a.id = l.agreement_id LEFT JOIN partner p ON p.id = l.partner_id
  LEFT JOIN export_case x ON x.id = l.export_case_id LEFT JOIN officer o ON o.id = l.officer_id CROSS JOIN today d;

CREATE VIEW award_search (id, title, body) AS
SELECT w.id, w.recipient, coalesce(w.ref, '') || ' ' || w.recipient || ' ' || coalesce(w.number, '') || ' ' || coalesce(w.goals, '') || ' ' || coalesce(j.ref, '') FROM award w LEFT JOIN project j ON j.id = w.project_id;
CREATE VIEW equipment_loan_search (id, title, body) AS
SELECT l.id, l.title, coalesce(l.ref, '') || ' ' || l.title || ' ' || coalesce(l.serial, '') || ' ' || coalesce(p.name, '') || ' ' || coalesce(l.place, '') FROM equipment_loan l LEFT JOIN partner p ON p.id = l.partner_id;
CREATE VIEW risk_search (id, title, body) AS SELECT r.id, r.title, r.title || ' ' || coalesce(r.response, '') || ' ' || coalesce(j.ref, '') FROM risk r LEFT JOIN project j ON j.id = r.project_id;
CREATE VIEW lesson_search (id, title, body) AS
SELECT l.id, l.title, l.title || ' ' || coalesce(l.what, '') || ' ' || coalesce(l.resolution, '') || ' ' || coalesce(j.ref, a.ref, '') FROM lesson l LEFT JOIN project j ON j.id = l.project_id LEFT JOIN agreement a ON a.id = l.agreement_id;
CREATE VIEW metric_search (id, title, body) AS SELECT m.id, m.title, m.title || ' ' || m.unit || ' ' || coalesce(j.ref, '') FROM metric m LEFT JOIN project j ON j.id = m.project_id;
CREATE VIEW end_user_search (id, title, body) AS SELECT e.id, e.organisation, e.organisation || ' ' || coalesce(e.person, '') || ' ' || coalesce(j.ref, '') FROM end_user e LEFT JOIN project j ON j.id = e.project_id;

CREATE VIEW import_column_list AS
SELECT c.id, c.map, c.screen, c.column_name, c.column_name AS title, c.field, c.is_key, c.days, d.label AS days_label, c.meanings,
       CASE WHEN c.field IS NULL THEN 'Left out' WHEN c.is_key THEN 'Says which record' ELSE 'Read' END AS standing
FROM import_column c LEFT JOIN day_order d ON d.code = c.days;
