-- Sums of money, by project, agreement, partner and fiscal year. What a contribution is worth is worked out in db/views/money.sql.

-- Every contribution with the agreement and the partner that it counts for: its own, else those of its project, else the partner of its agreement. All sums are
-- made over this view, so that they agree.
CREATE VIEW contribution_money (id, side, form, stage, fiscal_year, project_id, agreement_id, partner_id, usd_minor, without_rate, reimbursement, credited_on) AS
SELECT c.id, c.side, c.form, c.stage, c.fiscal_year, c.project_id, coalesce(c.agreement_id, j.agreement_id), coalesce(c.partner_id, j.partner_id, a.partner_id), c.usd_minor, c.usd_minor IS NULL,
       c.reimbursement, c.credited_on
FROM contribution c LEFT JOIN project j ON j.id = c.project_id LEFT JOIN agreement a ON a.id = coalesce(c.agreement_id, j.agreement_id);

-- What both sides give, by project, agreement, partner and fiscal year, in US cents.
CREATE VIEW money_sum (scope, scope_id, us_minor, foreign_minor, without_rate, contributions) AS
SELECT 'project', project_id, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), sum(without_rate), count(*)
FROM contribution_money WHERE project_id IS NOT NULL GROUP BY project_id
UNION ALL
SELECT 'agreement', agreement_id, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), sum(without_rate), count(*)
FROM contribution_money WHERE agreement_id IS NOT NULL GROUP BY agreement_id
UNION ALL
SELECT 'partner', partner_id, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), sum(without_rate), count(*)
FROM contribution_money WHERE partner_id IS NOT NULL GROUP BY partner_id
UNION ALL
SELECT 'year', fiscal_year, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), sum(without_rate), count(*)
FROM contribution_money GROUP BY fiscal_year;

-- Whether the sides match (6 U.S.C. 195c(c)(1)(A): "equitably matched"). Equal enough: the smaller is at least four fifths of the larger, the office's own measure.
CREATE VIEW match_ratio (scope, scope_id, ref, title, us_usd_minor, foreign_usd_minor, foreign_percent, standing, explained_by, without_rate, screen) AS
SELECT m.scope, m.scope_id, coalesce(j.ref, a.ref, p.code, CASE m.scope WHEN 'year' THEN 'FY ' || m.scope_id END), coalesce(j.title, a.short_title, a.title, p.name, 'Fiscal year ' || m.scope_id), m.us_minor, m.foreign_minor,
       CASE WHEN m.us_minor + m.foreign_minor > 0 THEN CAST(round(100.0 * m.foreign_minor / (m.us_minor + m.foreign_minor)) AS INTEGER) END,
       CASE WHEN m.us_minor + m.foreign_minor = 0 THEN 'Not valued' WHEN 5 * min(m.us_minor, m.foreign_minor) >= 4 * max(m.us_minor, m.foreign_minor) THEN 'Equitable'
            WHEN e.id IS NOT NULL THEN 'Explained' ELSE 'Not yet' END,
       e.official, m.without_rate, CASE m.scope WHEN 'project' THEN 'projects' WHEN 'agreement' THEN 'agreements' WHEN 'partner' THEN 'partners' END
FROM money_sum m LEFT JOIN project j ON m.scope = 'project' AND j.id = m.scope_id LEFT JOIN agreement a ON m.scope = 'agreement' AND a.id = m.scope_id
  LEFT JOIN partner p ON m.scope = 'partner' AND p.id = m.scope_id
  LEFT JOIN equity_reason e ON (m.scope = 'project' AND e.project_id = m.scope_id) OR (m.scope = 'agreement' AND e.agreement_id = m.scope_id)
    OR (m.scope = 'partner' AND e.partner_id = m.scope_id) OR (m.scope = 'year' AND e.fiscal_year = m.scope_id);

CREATE VIEW match_list AS
SELECT (CASE scope WHEN 'project' THEN 1 WHEN 'agreement' THEN 2 WHEN 'partner' THEN 3 ELSE 4 END << 56) | scope_id AS id, scope,
       CASE scope WHEN 'project' THEN 'Project' WHEN 'agreement' THEN 'Agreement' WHEN 'partner' THEN 'Partner' ELSE 'Fiscal year' END AS scope_label,
       ref, title, us_usd_minor AS us_minor, foreign_usd_minor AS foreign_minor, 'USD' AS currency, foreign_percent, standing, explained_by, without_rate, screen AS open_screen, scope_id AS open_id
FROM match_ratio;

-- The portfolio: the same money seen by partner, side, form, fiscal year and stage, with the share of each in the whole. Each of the five adds up to the total.
CREATE VIEW portfolio (cut, key, label, position, us_minor, foreign_minor, contributions, without_rate, open_screen, open_id) AS
SELECT 'total', 'total', 'All contributions', 0, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), count(*), coalesce(sum(without_rate), 0), NULL, NULL
FROM contribution_money
UNION ALL
SELECT 'partner', coalesce(m.partner_id, 0), coalesce(p.name, 'No partner'), 1000 + coalesce(m.partner_id & 0xffffff, 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0),
       coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), count(*), sum(without_rate), CASE WHEN p.id IS NOT NULL THEN 'partners' END, p.id
FROM contribution_money m LEFT JOIN partner p ON p.id = m.partner_id GROUP BY m.partner_id
UNION ALL
SELECT 'side', s.code, s.label, 100 + s.position, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), count(*), sum(without_rate), NULL, NULL
FROM contribution_money m JOIN side s ON s.code = m.side GROUP BY m.side
UNION ALL
SELECT 'form', f.code, f.label, 200 + f.position, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), count(*), sum(without_rate), NULL, NULL
FROM contribution_money m JOIN contribution_form f ON f.code = m.form GROUP BY m.form
UNION ALL
SELECT 'stage', g.code, g.label, 300 + g.position, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), count(*), sum(without_rate), NULL, NULL
FROM contribution_money m JOIN contribution_stage g ON g.code = m.stage GROUP BY m.stage
UNION ALL
SELECT 'year', m.fiscal_year, 'Fiscal year ' || m.fiscal_year, 400 + m.fiscal_year - 1990, coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), count(*),
       sum(without_rate), NULL, NULL
FROM contribution_money m GROUP BY m.fiscal_year
UNION ALL
SELECT 'reimbursement', CASE WHEN m.credited_on IS NULL THEN 'open' ELSE 'credited' END, CASE WHEN m.credited_on IS NULL THEN 'Reimbursements, not yet credited' ELSE 'Reimbursements, credited' END, 900,
       coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0), count(*), sum(without_rate), NULL, NULL
FROM contribution_money m WHERE m.reimbursement = 1 GROUP BY m.credited_on IS NULL;

CREATE VIEW portfolio_list AS
SELECT row_number() OVER (ORDER BY p.position, p.label) AS id, p.position, p.cut,
       CASE p.cut WHEN 'total' THEN 'Total' WHEN 'partner' THEN 'Partner' WHEN 'side' THEN 'Side' WHEN 'form' THEN 'Form' WHEN 'stage' THEN 'Stage' WHEN 'year' THEN 'Year' ELSE '195c(d)' END AS cut_label,
       p.label AS title, p.contributions, p.us_minor, p.foreign_minor, p.us_minor + p.foreign_minor AS total_minor, 'USD' AS currency,
       CASE WHEN t.us_minor + t.foreign_minor > 0 THEN CAST(round(100.0 * (p.us_minor + p.foreign_minor) / (t.us_minor + t.foreign_minor)) AS INTEGER) ELSE 0 END AS share, p.without_rate, p.open_screen, p.open_id
FROM portfolio p JOIN portfolio t ON t.cut = 'total';
