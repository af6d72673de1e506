-- 110 projects: each topic as a study and as a joint trial, with milestones and with what each side gives, in all six forms.

CREATE TEMP TABLE demo_phase (n INTEGER PRIMARY KEY, suffix TEXT, activity TEXT, us_performer TEXT);
INSERT INTO demo_phase VALUES (0, 'shared study', 'information', 'Detection Laboratory'), (1, 'joint trial', 'demonstration', 'Coastal Test Centre');

CREATE TEMP TABLE demo_project AS
WITH made AS (
  SELECT x.n, t.title || ': ' || f.suffix AS title, f.n AS phase, f.us_performer, t.visionary_goal, t.ipt, t.line_of_effort, x.a, x.b, x.c, x.d, d.day, d.base,
         -- every fifth project goes to a partner beside the twelve and the Commission
         CASE WHEN x.n % 9 = 4 THEN 14 + x.n / 9 % 5 ELSE (x.n * 7 + x.n / 13) % 13 + 1 END AS partner_n,
         CASE WHEN x.n % 10 IN (0, 1, 2, 3, 4) THEN 'active' ELSE CASE x.n % 10 WHEN 5 THEN 'planned' WHEN 6 THEN 'completed' WHEN 7 THEN CASE WHEN x.n % 20 = 7 THEN 'closed' ELSE 'completed' END
              WHEN 8 THEN CASE WHEN x.n % 20 = 8 THEN 'proposed' ELSE 'active' END ELSE CASE x.n % 30 WHEN 9 THEN 'on_hold' WHEN 19 THEN 'cancelled' ELSE 'closed' END END END AS state
  FROM demo_dice x JOIN demo_topic t ON CAST(t.n AS INTEGER) = (x.n - 1) % 55 + 1 JOIN demo_phase f ON f.n = (x.n - 1) / 55, demo_day d WHERE x.n <= 110)
SELECT made.*,
  CASE state WHEN 'proposed' THEN 60 + a % 120 WHEN 'planned' THEN 15 + a % 90 WHEN 'active' THEN -(120 + a % 700) WHEN 'on_hold' THEN -500 WHEN 'cancelled' THEN -420 ELSE -(1100 + a % 900) END AS starts,
  CASE state WHEN 'proposed' THEN 800 WHEN 'planned' THEN 500 + b % 400 WHEN 'active' THEN 20 + b % 700 WHEN 'on_hold' THEN 300 WHEN 'cancelled' THEN 200 WHEN 'completed' THEN -(10 + b % 150) ELSE -(200 + b % 500) END AS ends
FROM made ORDER BY n;

-- The agreements in force under which a partner's projects run.
CREATE TEMP TABLE demo_frame AS
SELECT g.id, g.partner_id, row_number() OVER (PARTITION BY g.partner_id ORDER BY g.id) - 1 AS rank, count(*) OVER (PARTITION BY g.partner_id) AS many
FROM agreement g JOIN agreement_state s ON s.code = g.state
WHERE s.phase = 'in_force' AND g.kind IN ('bilateral', 'implementing_arrangement', 'project_arrangement', 'mou', 'grant', 'cooperative_agreement', 'crada');

INSERT INTO project (id, ref, title, state, partner_id, agreement_id, officer_id, activity_type, summary, objectives, deliverables, end_users, starts_on, ends_on, us_lead, foreign_lead, us_performer, foreign_performer,
  readiness_start, readiness_now, readiness_goal, metrics, results, obstacles, lessons, equity_explanation, equity_explained_by, notes)
SELECT p.base + p.n, printf('PRJ-%s-%03d', strftime('%Y', date(p.day, (min(p.starts, 0)) || ' days')), row_number() OVER (PARTITION BY strftime('%Y', date(p.day, (min(p.starts, 0)) || ' days')) ORDER BY p.starts, p.n)),
       p.title, p.state, p.base + p.partner_n,
       (SELECT u.id FROM demo_frame u WHERE u.partner_id = p.base + p.partner_n AND u.rank = p.n % u.many),
       p.base + (SELECT q.officer FROM demo_partner q WHERE CAST(q.n AS INTEGER) = p.partner_n),
       (SELECT t.code FROM activity_type t WHERE t.position = 1 + p.n % 7),
       'Both sides compare their methods on ' || lower(substr(p.title, 1, 1)) || substr(p.title, 2) || '.', 'A method that both sides can use, and what it costs', 'Report, test data, recommendation to end users',
       CASE p.n % 4 WHEN 0 THEN 'Border officers of both sides' WHEN 1 THEN 'Fire and rescue services' WHEN 2 THEN 'Airport operators' ELSE 'Port authorities' END,
       date(p.day, p.starts || ' days'), date(p.day, p.ends || ' days'), 'Named in the plan', (SELECT c.given_name || ' ' || c.family_name FROM contact c WHERE c.partner_id = p.base + p.partner_n AND (c.id - p.base - 1) / 18 = p.n % 4),
       p.us_performer, (SELECT o.name FROM demo_organisation o JOIN demo_partner q ON q.code = o.partner WHERE CAST(q.n AS INTEGER) = p.partner_n AND CAST(o.n AS INTEGER) = p.n % 3),
       2 + p.c % 3, 3 + p.c % 4, 6 + p.c % 3, 'Agreed with the end users at the first meeting',
       CASE WHEN p.state IN ('completed', 'closed') THEN 'Method compared; report shared with both sides' END,
       CASE p.n % 11 WHEN 0 THEN 'Legal: wording of the liability clause took a year' WHEN 4 THEN 'Resources: range time was not available' WHEN 7 THEN 'Administrative: customs papers for the equipment' WHEN 9 THEN 'Diplomatic: change of government' END,
       CASE WHEN p.state IN ('completed', 'closed') THEN 'Begin with the data format' END,
       CASE WHEN p.n % 6 = 0 THEN 'The partner gives range and staff beyond its share' END, CASE WHEN p.n % 6 = 0 THEN 'J. Whitaker' END, 'Demonstration: invented.'
FROM demo_project p ORDER BY p.n;

INSERT INTO project_partner (id, project_id, partner_id, part)
SELECT base + row_number() OVER (ORDER BY n), base + n, base + (partner_n + 4) % 13 + 1, 'Takes part in the trial' -- never the first partner itself
FROM demo_project WHERE n % 12 = 0;

INSERT INTO milestone (id, project_id, title, due_on, done_on, officer_id)
SELECT id, project_id, title, due_on, CASE WHEN due_on < day AND state NOT IN ('cancelled', 'on_hold') AND NOT late THEN due_on END, officer_id
FROM (SELECT p.base + (p.n - 1) * 4 + k.step AS id, p.base + p.n AS project_id, k.title, p.state, p.day, p.state = 'active' AND k.step = 3 AND p.n % 17 = 0 AS late,
             date(p.day, (p.starts + (p.ends - p.starts) * k.part / 100) || ' days') AS due_on, p.base + (SELECT q.officer FROM demo_partner q WHERE CAST(q.n AS INTEGER) = p.partner_n) AS officer_id
      FROM demo_project p, (SELECT column1 AS step, column2 AS title, column3 AS part FROM (VALUES (1, 'Plan agreed', 15), (2, 'Test data exchanged', 45), (3, 'Joint trial', 80), (4, 'Final report', 100))) k)
ORDER BY id;

-- Six contributions to each project, one of each form; the sides take turns. The same row goes from planned to actual.
INSERT INTO contribution (id, project_id, agreement_id, side, partner_id, form, stage, title, amount_minor, amount_currency, usd_rate, rate_on, fiscal_year, due_on, given_on, valuation_method, source_of_funds, reimbursement)
SELECT base + row_number() OVER (ORDER BY n, position), base + n, agreement_id, side, CASE side WHEN 'foreign' THEN base + partner_n END, form,
       CASE WHEN due_on < day AND state <> 'cancelled' THEN 'actual' WHEN state = 'active' THEN 'committed' ELSE 'planned' END,
       label || ', ' || CASE side WHEN 'us' THEN 'our side' ELSE 'partner' END, amount, currency, CASE WHEN currency <> 'USD' THEN rate END, CASE WHEN currency <> 'USD' THEN date(day, '-30 days') END,
       CAST(strftime('%Y', date(due_on, '+3 months')) AS INTEGER), due_on, CASE WHEN due_on < day AND state <> 'cancelled' THEN due_on END,
       CASE WHEN form <> 'direct_funding' THEN CASE form WHEN 'staff' THEN 'Hours at the standard rate' WHEN 'facility' THEN 'Daily rate of the range' ELSE 'Replacement value' END END,
       CASE WHEN form = 'direct_funding' THEN CASE side WHEN 'us' THEN 'Research and development appropriation' ELSE 'Ministry budget' END END, form = 'direct_funding' AND side = 'foreign' AND n % 8 = 0
FROM (SELECT w.*, CASE w.side WHEN 'us' THEN 'USD' ELSE w.partner_currency END AS currency,
             -- in steps that the rate turns into whole dollars
             CASE WHEN w.side = 'us' THEN w.dollars * 100 WHEN w.digits = 0 THEN CAST(round(w.dollars / w.rate / 1000000) AS INTEGER) * 1000000
                  ELSE CAST(round(w.dollars / w.rate / 10000) AS INTEGER) * 1000000 END AS amount,
             date(w.day, (w.starts + (w.ends - w.starts) * (w.position * 15) / 100) || ' days') AS due_on
      FROM (SELECT p.n, p.base, p.day, p.state, p.starts, p.ends, p.partner_n, f.position, f.code AS form, f.label, g.agreement_id,
                   CASE WHEN (p.n + f.position) % 2 = 0 THEN 'us' ELSE 'foreign' END AS side, q.currency AS partner_currency, CAST(q.rate AS REAL) AS rate, y.digits,
                   -- what each form is worth, in dollars: money most, material least
                   (CASE f.code WHEN 'direct_funding' THEN 300 WHEN 'staff' THEN 190 WHEN 'facility' THEN 150 WHEN 'equipment' THEN 130 WHEN 'complementary_activity' THEN 110 ELSE 28 END)
                     * (50 + x.e % 101) / 100 * 1000 AS dollars
            FROM demo_project p JOIN contribution_form f JOIN demo_dice x ON x.n = 400 + (p.n - 1) * 6 + f.position JOIN demo_partner q ON CAST(q.n AS INTEGER) = p.partner_n
            JOIN currency y ON y.code = q.currency JOIN project g ON g.id = p.base + p.n) w);

-- What each project and agreement serves.
INSERT INTO alignment (id, record, record_id, kind, target, need_id)
SELECT d.base + row_number() OVER (ORDER BY record, record_id, kind), record, record_id, kind, target, need_id
FROM (SELECT 'project' AS record, p.base + p.n AS record_id, s.kind, s.code AS target, NULL AS need_id FROM demo_project p JOIN strategy_item s
        ON (s.kind = 'visionary_goal' AND s.position = CAST(p.visionary_goal AS INTEGER)) OR (s.kind = 'ipt_team' AND s.position = CAST(p.ipt AS INTEGER) AND p.n % 3 > 0)
        OR (s.kind = 'line_of_effort' AND s.position = CAST(p.line_of_effort AS INTEGER)) WHERE p.n % 14 <> 6
      UNION ALL
      SELECT 'project', p.base + p.n, 'gap', NULL, (SELECT min(id) FROM need WHERE partner_id = p.base + p.partner_n AND kind = 'capability_gap') FROM demo_project p
      WHERE p.n % 4 = 1 AND EXISTS (SELECT 1 FROM need WHERE partner_id = p.base + p.partner_n AND kind = 'capability_gap')
      UNION ALL
      SELECT 'agreement', a.id, s.kind, s.code, NULL FROM agreement a JOIN strategy_item s ON s.kind = 'strategic_goal' AND s.position = 1 + a.id % 2
      UNION ALL
      SELECT 'agreement', a.id, s.kind, s.code, NULL FROM agreement a JOIN strategy_item s ON s.kind = 'implementation_activity' AND s.position = 1 + a.id % 4), demo_day d;
