-- How far the strategy is covered, as a matrix: partner by Visionary Goal, team and line of effort, and need by project. Holes are cells that count nothing.

-- The projects that count: all but those that were cancelled; and the partners that take part in each.
CREATE VIEW coverage_project (project_id, partner_id) AS
SELECT j.id, coalesce(j.partner_id, 0) FROM project j WHERE j.state <> 'cancelled'
UNION SELECT j.id, x.partner_id FROM project j JOIN project_partner x ON x.project_id = j.id WHERE j.state <> 'cancelled';

-- What each project serves in each cut; 'none' where it serves nothing of that cut.
CREATE VIEW coverage_serves (cut, project_id, target) AS
SELECT a.kind, a.record_id, a.target FROM alignment a WHERE a.record = 'project' AND a.kind IN ('visionary_goal', 'ipt_team', 'line_of_effort')
UNION ALL
SELECT k.code, j.id, 'none' FROM project j JOIN alignment_kind k ON k.code IN ('visionary_goal', 'ipt_team', 'line_of_effort')
WHERE NOT EXISTS (SELECT 1 FROM alignment a WHERE a.record = 'project' AND a.record_id = j.id AND a.kind = k.code);

CREATE VIEW coverage_column (cut, target, title, position) AS
SELECT kind, code, label, position FROM strategy_item WHERE kind IN ('visionary_goal', 'ipt_team', 'line_of_effort')
UNION ALL SELECT code, 'none', 'Serves none', 99 FROM alignment_kind WHERE code IN ('visionary_goal', 'ipt_team', 'line_of_effort');

-- Money counts for the partner that contribution_money gives it to, and so once in each column that its project stands in.
CREATE VIEW coverage_cell (cut, row_key, row_title, row_order, col_key, col_title, col_order, projects, us_minor, foreign_minor) AS
WITH rows (id, title, position) AS (SELECT id, name, CASE kind WHEN 'bilateral' THEN 1 WHEN 'european_commission' THEN 2 ELSE 3 END FROM partner WHERE active = 1
    UNION ALL SELECT 0, 'No partner', 9 WHERE EXISTS (SELECT 1 FROM coverage_project WHERE partner_id = 0)),
  counted (cut, target, partner_id, projects) AS (SELECT s.cut, s.target, p.partner_id, count(*) FROM coverage_serves s JOIN coverage_project p ON p.project_id = s.project_id GROUP BY 1, 2, 3),
  money (cut, target, partner_id, us_minor, foreign_minor) AS (SELECT s.cut, s.target, coalesce(m.partner_id, 0), coalesce(sum(m.usd_minor) FILTER (WHERE m.side = 'us'), 0), coalesce(sum(m.usd_minor) FILTER (WHERE m.side = 'foreign'), 0)
    FROM coverage_serves s JOIN project j ON j.id = s.project_id AND j.state <> 'cancelled' JOIN contribution_money m ON m.project_id = s.project_id GROUP BY 1, 2, 3)
SELECT c.cut, CAST(r.id AS TEXT), r.title, printf('%d %s', r.position, r.title), c.target, c.title, c.position, coalesce(n.projects, 0), coalesce(m.us_minor, 0), coalesce(m.foreign_minor, 0)
FROM coverage_column c CROSS JOIN rows r LEFT JOIN counted n ON n.cut = c.cut AND n.target = c.target AND n.partner_id = r.id LEFT JOIN money m ON m.cut = c.cut AND m.target = c.target AND m.partner_id = r.id
WHERE c.target <> 'none' OR n.projects > 0
UNION ALL
-- Each need that is not met, by each project that serves it; one without a project has one line without a column.
SELECT 'gap', CAST(n.id AS TEXT), coalesce(p.code || ': ', '') || n.title, printf('%d %s', y.position, n.title), coalesce(CAST(j.id AS TEXT), 'none'), coalesce(j.ref, 'No project'), coalesce(j.ref, ''), j.id IS NOT NULL,
       CASE WHEN j.id IS NOT NULL THEN coalesce((SELECT us_minor FROM money_sum WHERE scope = 'project' AND scope_id = j.id), 0) ELSE 0 END,
       CASE WHEN j.id IS NOT NULL THEN coalesce((SELECT foreign_minor FROM money_sum WHERE scope = 'project' AND scope_id = j.id), 0) ELSE 0 END
FROM need n JOIN need_state t ON t.code = n.state AND t.ended = 0 JOIN partner p ON p.id = n.partner_id JOIN priority y ON y.code = n.priority
  LEFT JOIN alignment a ON a.kind = 'gap' AND a.need_id = n.id AND a.record = 'project' LEFT JOIN project j ON j.id = a.record_id AND j.state <> 'cancelled';

CREATE VIEW coverage_cell_list AS
SELECT row_number() OVER (ORDER BY cut, row_order, row_key, col_order, col_key) AS id, cut, row_key, row_title, row_title AS title, row_order, col_key, col_title, col_order, projects, us_minor, foreign_minor, us_minor + foreign_minor AS total_minor, 'USD' AS currency
FROM coverage_cell;

-- What stands behind a cell: its projects; and where it is a hole, what could fill it: opportunities and needs of that partner, those that serve the column first.
CREATE VIEW coverage_behind (cut, row_key, col_key, sort, ref, title, standing, us_minor, foreign_minor, open_screen, open_id) AS
SELECT s.cut, CAST(p.partner_id AS TEXT), s.target, 'Project', j.ref, j.title, t.label, coalesce(m.us_minor, 0), coalesce(m.foreign_minor, 0), 'projects', j.id
FROM coverage_serves s JOIN coverage_project p ON p.project_id = s.project_id JOIN project j ON j.id = s.project_id JOIN project_state t ON t.code = j.state LEFT JOIN money_sum m ON m.scope = 'project' AND m.scope_id = j.id
UNION ALL
SELECT 'gap', CAST(n.id AS TEXT), CAST(j.id AS TEXT), 'Project', j.ref, j.title, t.label, coalesce(m.us_minor, 0), coalesce(m.foreign_minor, 0), 'projects', j.id
FROM need n JOIN alignment a ON a.kind = 'gap' AND a.need_id = n.id AND a.record = 'project' JOIN project j ON j.id = a.record_id JOIN project_state t ON t.code = j.state LEFT JOIN money_sum m ON m.scope = 'project' AND m.scope_id = j.id
UNION ALL
SELECT c.cut, CAST(o.partner_id AS TEXT), c.target, CASE WHEN EXISTS (SELECT 1 FROM alignment a WHERE a.record = 'opportunity' AND a.record_id = o.id AND a.kind = c.cut AND a.target = c.target) THEN 'Opportunity that serves it' ELSE 'Opportunity' END,
       o.ref, o.title, t.label, NULL, NULL, 'opportunities', o.id
FROM opportunity o JOIN opportunity_state t ON t.code = o.state AND t.ended = 0 CROSS JOIN coverage_column c WHERE o.partner_id IS NOT NULL
UNION ALL
SELECT c.cut, CAST(n.partner_id AS TEXT), c.target, CASE WHEN EXISTS (SELECT 1 FROM alignment a WHERE a.record = 'need' AND a.record_id = n.id AND a.kind = c.cut AND a.target = c.target) THEN 'Need that it serves' ELSE 'Need' END,
       n.ref, n.title, t.label, NULL, NULL, 'needs', n.id
FROM need n JOIN need_state t ON t.code = n.state AND t.ended = 0 CROSS JOIN coverage_column c
UNION ALL
SELECT 'gap', CAST(x.need_id AS TEXT), 'none', 'Opportunity that serves it', o.ref, o.title, t.label, NULL, NULL, 'opportunities', o.id
FROM opportunity_need x JOIN opportunity o ON o.id = x.opportunity_id JOIN opportunity_state t ON t.code = o.state AND t.ended = 0
UNION ALL SELECT 'gap', CAST(n.id AS TEXT), 'none', 'The need itself', n.ref, n.title, t.label, NULL, NULL, 'needs', n.id FROM need n JOIN need_state t ON t.code = n.state AND t.ended = 0
UNION ALL SELECT 'gap', CAST(w.need_id AS TEXT), 'none', 'Research abroad', w.ref, w.title, t.label, NULL, NULL, 'watch_items', w.id FROM watch_item w JOIN watch_state t ON t.code = w.state AND t.ended = 0 WHERE w.need_id IS NOT NULL;

CREATE VIEW coverage_behind_list AS
SELECT row_number() OVER (ORDER BY b.cut, b.row_key, b.col_key, CASE b.sort WHEN 'Project' THEN 1 WHEN 'Opportunity that serves it' THEN 2 WHEN 'Need that it serves' THEN 3 WHEN 'Opportunity' THEN 4 ELSE 5 END, b.ref) AS id,
       b.cut, b.row_key, b.col_key, b.sort, CASE b.sort WHEN 'Project' THEN 1 WHEN 'Opportunity that serves it' THEN 2 WHEN 'Need that it serves' THEN 3 WHEN 'Opportunity' THEN 4 ELSE 5 END AS sort_order,
       b.ref, b.title, b.standing, b.us_minor, b.foreign_minor, 'USD' AS currency, b.open_screen, b.open_id
FROM coverage_behind b;

-- What is not covered at all, and what covers nothing.
CREATE VIEW coverage_hole (sort, position, title, what, open_screen, open_id) AS
SELECT 'Part of the strategy that no project serves', 1, i.label, k.label, 'strategy', i.rowid
FROM strategy_item i JOIN alignment_kind k ON k.code = i.kind
WHERE NOT EXISTS (SELECT 1 FROM alignment a JOIN project j ON j.id = a.record_id AND j.state <> 'cancelled' WHERE a.kind = i.kind AND a.target = i.code AND a.record = 'project') AND i.kind IN ('visionary_goal', 'ipt_team', 'line_of_effort')
UNION ALL
SELECT 'Part of the strategy that nothing serves', 2, i.label, k.label, 'strategy', i.rowid
FROM strategy_item i JOIN alignment_kind k ON k.code = i.kind
WHERE NOT EXISTS (SELECT 1 FROM alignment a WHERE a.kind = i.kind AND a.target = i.code) AND i.kind NOT IN ('visionary_goal', 'ipt_team', 'line_of_effort')
UNION ALL
SELECT 'Need that no project serves', 3, n.title, p.name || ', ' || lower(y.label) || ' priority', 'needs', n.id
FROM need n JOIN need_state t ON t.code = n.state AND t.ended = 0 JOIN partner p ON p.id = n.partner_id JOIN priority y ON y.code = n.priority
WHERE NOT EXISTS (SELECT 1 FROM alignment a JOIN project j ON j.id = a.record_id AND j.state <> 'cancelled' WHERE a.kind = 'gap' AND a.need_id = n.id AND a.record = 'project')
UNION ALL
SELECT 'Project that serves no Visionary Goal', 4, j.title, coalesce(j.ref, ''), 'projects', j.id
FROM project j WHERE j.state NOT IN ('cancelled', 'closed') AND NOT EXISTS (SELECT 1 FROM alignment a WHERE a.record = 'project' AND a.record_id = j.id AND a.kind = 'visionary_goal')
UNION ALL
SELECT 'Partner without a project', 5, p.name, k.label, 'partners', p.id
FROM partner p JOIN partner_kind k ON k.code = p.kind WHERE p.active = 1 AND p.kind <> 'forum' AND NOT EXISTS (SELECT 1 FROM coverage_project x WHERE x.partner_id = p.id);
CREATE VIEW coverage_hole_list AS
SELECT row_number() OVER (ORDER BY position, title, what, open_id) AS id, sort, position, title, what, CASE open_screen WHEN 'strategy' THEN NULL ELSE open_screen END AS open_screen, open_id FROM coverage_hole;
