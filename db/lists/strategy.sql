-- The strategy, one view for each kind of item, each usable as a list of choices; and what a record may be aligned with.

CREATE VIEW line_of_effort (code, label, position) AS SELECT code, label, position FROM strategy_item WHERE kind = 'line_of_effort';
CREATE VIEW strategic_goal (code, label, position) AS SELECT code, label, position FROM strategy_item WHERE kind = 'strategic_goal';
CREATE VIEW objective (code, label, position) AS SELECT code, label, position FROM strategy_item WHERE kind = 'objective';
CREATE VIEW objective_activity (code, label, position, objective) AS SELECT code, label, position, parent FROM strategy_item WHERE kind = 'objective_activity';
CREATE VIEW visionary_goal (code, label, position) AS SELECT code, label, position FROM strategy_item WHERE kind = 'visionary_goal';
CREATE VIEW ipt_team (code, label, position) AS SELECT code, label, position FROM strategy_item WHERE kind = 'ipt_team';
CREATE VIEW implementation_activity (code, label, position) AS SELECT code, label, position FROM strategy_item WHERE kind = 'implementation_activity';
CREATE VIEW alignment_target (code, label, position, kind) AS
SELECT i.code, k.label || ': ' || i.label, 100 * k.position + i.position, i.kind FROM strategy_item i JOIN alignment_kind k ON k.code = i.kind;

-- Strategy and rule tables as lists; the id is the row's place, for lists need one.
CREATE VIEW strategy_list AS
SELECT i.rowid AS id, i.code, i.label AS title, i.kind, k.label AS kind_label, i.parent, p.label AS parent_label, 100 * k.position + i.position AS position,
       (SELECT count(*) FROM alignment a WHERE a.kind = i.kind AND a.target = i.code) AS aligned
FROM strategy_item i LEFT JOIN alignment_kind k ON k.code = i.kind LEFT JOIN strategy_item p ON p.code = i.parent;

CREATE VIEW rule_table_list AS
SELECT r.rowid AS id, r.name, r.title, r.source, r.as_of, r.stale_after, r.verified, r.note,
       CASE WHEN r.stale_after < (SELECT day FROM today) THEN 1 ELSE 0 END AS stale
FROM rule_table r;
CREATE VIEW country_list AS
SELECT c.rowid AS id, c.code, c.alpha3, c.label AS name, c.eu_member, g.a1, g.a5, g.a6, g.b, g.d1, g.d5, g.e1, g.e2, i.status AS itar_126_1, s.current AS terror_sponsor
FROM country c LEFT JOIN country_group g ON g.country = c.code LEFT JOIN itar_126_1 i ON i.country = c.code LEFT JOIN terror_sponsor s ON s.country = c.code;
CREATE VIEW country_chart_list AS SELECT rowid AS id, * FROM country_chart;
CREATE VIEW country_group_list AS SELECT rowid AS id, * FROM country_group;
CREATE VIEW eccn_list AS
SELECT e.rowid AS id, e.eccn, c.label AS category_label, e.category, e.product_group, p.label AS product_group_label, e.reasons, e.lvs_usd, e.gbs, e.tsr, e.series_600, e.itar_pointer, e.sta_limited,
       e.eccn || ' ' || coalesce(t.title, c.label || ', ' || p.label) AS title, t.title AS short_title
FROM eccn e JOIN ccl_category c ON c.code = e.category JOIN ccl_product_group p ON p.code = e.product_group LEFT JOIN eccn_title t ON t.eccn = e.eccn;
-- To pick an item's entry from, by code, short title, category or group. EAR99 is what is left when the list was read.
CREATE VIEW eccn_choice (code, label, position) AS
SELECT e.eccn, e.eccn || ' ' || coalesce(t.title || ' (', '') || c.label || ', ' || lower(p.label) || CASE WHEN t.title IS NULL THEN '' ELSE ')' END, 1
FROM eccn e JOIN ccl_category c ON c.code = e.category JOIN ccl_product_group p ON p.code = e.product_group LEFT JOIN eccn_title t ON t.eccn = e.eccn
UNION ALL SELECT 'EAR99', 'EAR99 Subject to the EAR, in no entry', 2;
CREATE VIEW license_exception_list AS SELECT rowid AS id, * FROM license_exception;
CREATE VIEW clock_list AS SELECT rowid AS id, * FROM clock;
CREATE VIEW lead_time_list AS SELECT rowid AS id, code, agency || ': ' || coalesce(visit_kind, 'any visit') AS title, agency, visit_kind, longest_days, calendar_days, business_days, note, cite, verified, position FROM lead_time;
CREATE VIEW red_flag_list AS SELECT rowid AS id, code, label AS title, family, cite, verified, position FROM red_flag;

CREATE VIEW journal_list AS
SELECT j.id, j.at, j.officer, j.kind, j.what AS title, j.record, k.label AS record_label, j.record_id, j.undoes, j.site FROM journal j LEFT JOIN record_kind k ON k.name = j.record;

-- How far the strategy is covered: what is aligned with each item, by partner; and by how much money.
CREATE VIEW coverage (kind, target, label, partner_id, partner, projects, us_usd_minor, foreign_usd_minor) AS
SELECT i.kind, i.code, i.label, p.partner_id, n.name, count(*),
       sum((SELECT coalesce(sum(usd_minor), 0) FROM contribution c WHERE c.project_id = p.id AND c.side = 'us')),
       sum((SELECT coalesce(sum(usd_minor), 0) FROM contribution c WHERE c.project_id = p.id AND c.side = 'foreign'))
FROM strategy_item i JOIN alignment a ON a.kind = i.kind AND a.target = i.code AND a.record = 'project' JOIN project p ON p.id = a.record_id LEFT JOIN partner n ON n.id = p.partner_id
GROUP BY i.code, p.partner_id;
CREATE VIEW coverage_list AS
SELECT row_number() OVER (ORDER BY kind, target, partner) AS id, kind, target, label AS title, partner_id, partner, projects,
       us_usd_minor AS us_minor, foreign_usd_minor AS foreign_minor, 'USD' AS currency FROM coverage;
