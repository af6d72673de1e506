-- What is wrong with the draft of an agreement. What stands in the way of its moves is db/views/agreement_gates.sql.

-- What is wrong or missing in a text, whatever its state. `grave`: whoever signs should know.
CREATE VIEW agreement_check (agreement_id, problem, cite, grave) AS
SELECT a.id, 'It outlives its umbrella ' || coalesce(u.ref, u.title) || ', which ends on ' || u.ends_on, 'text of the umbrella', 1
FROM agreement a JOIN agreement u ON u.id = a.parent_id WHERE u.ends_on IS NOT NULL AND u.survival IS NULL AND a.kind NOT IN ('amendment', 'extension', 'termination_notice') AND (a.ends_on > u.ends_on)
UNION ALL
SELECT a.id, 'It has no end of its own: it ends with its umbrella ' || coalesce(u.ref, u.title), 'text of the umbrella', 0
FROM agreement a JOIN agreement u ON u.id = a.parent_id WHERE u.ends_on IS NOT NULL AND a.ends_on IS NULL AND a.kind NOT IN ('amendment', 'extension', 'termination_notice', 'ip_annex', 'security_annex')
UNION ALL
SELECT a.id, 'Its umbrella ' || coalesce(u.ref, u.title) || ' is not in force', 'text of the umbrella', 1
FROM agreement a JOIN agreement u ON u.id = a.parent_id JOIN agreement_state s ON s.code = u.state WHERE s.phase <> 'in_force' AND a.kind IN ('project_arrangement', 'implementing_arrangement', 'loan')
UNION ALL
SELECT a.id, 'The shares are more than the cost ceiling', '6 U.S.C. 195c(c)', 1
FROM agreement a WHERE a.us_share_currency IS a.ceiling_currency AND a.foreign_share_currency IS a.ceiling_currency AND a.us_share_minor + a.foreign_share_minor > a.ceiling_minor
UNION ALL
SELECT a.id, 'The shares do not add up to the cost ceiling', '6 U.S.C. 195c(c)', 0
FROM agreement a WHERE a.us_share_currency IS a.ceiling_currency AND a.foreign_share_currency IS a.ceiling_currency AND a.us_share_minor + a.foreign_share_minor < a.ceiling_minor
UNION ALL
SELECT a.id, 'The partner''s share is in ' || a.foreign_share_currency || ' and has no rate: the shares cannot be compared', '6 U.S.C. 195c(c)', 0
FROM agreement a WHERE a.foreign_share_currency <> 'USD' AND a.foreign_usd_rate IS NULL
UNION ALL
SELECT a.id, 'The contributions are more than the cost ceiling', '6 U.S.C. 195c(c)', 1
FROM agreement a JOIN money_sum m ON m.scope = 'agreement' AND m.scope_id = a.id WHERE a.ceiling_currency = 'USD' AND m.us_minor + m.foreign_minor > a.ceiling_minor
UNION ALL
SELECT a.id, 'The in-kind value has no method of valuation', '6 U.S.C. 195c(c)(1)(A)', 0 FROM agreement a WHERE a.in_kind_minor > 0 AND coalesce(trim(a.in_kind_method), '') = ''
UNION ALL
SELECT a.id, 'No intellectual property annex is named', 'office rule', 1
FROM agreement a WHERE a.kind IN ('bilateral', 'project_arrangement', 'implementing_arrangement', 'crada') AND coalesce(trim(a.ip_annex_version), '') = ''
  AND NOT EXISTS (SELECT 1 FROM agreement b WHERE b.parent_id = a.id AND b.kind = 'ip_annex') AND NOT EXISTS (SELECT 1 FROM agreement u JOIN agreement b ON b.parent_id = u.id AND b.kind = 'ip_annex' WHERE u.id = a.parent_id)
  AND NOT EXISTS (SELECT 1 FROM agreement u WHERE u.id = a.parent_id AND trim(u.ip_annex_version) <> '')
UNION ALL
SELECT a.id, 'The clause on the availability of funds is missing', '31 USC 1341', 0 FROM agreement a WHERE a.funds_availability = 0 AND (a.us_share_minor > 0 OR a.ceiling_minor > 0)
UNION ALL
SELECT x.agreement_id, 'Screening of ' || p.name || ': ' || o.label, '15 CFR 744; 22 CFR 127', 1
FROM (SELECT id AS agreement_id, partner_id FROM agreement UNION SELECT agreement_id, partner_id FROM agreement_party WHERE partner_id IS NOT NULL) x JOIN partner p ON p.id = x.partner_id JOIN screening_outcome o ON o.code = p.screening_outcome
WHERE p.screening_outcome IN ('possible_match', 'match')
UNION ALL
SELECT a.id, 'Its own screening: ' || o.label, '15 CFR 744; 22 CFR 127', 1 FROM agreement a JOIN screening_outcome o ON o.code = a.screening_outcome WHERE a.screening_outcome IN ('possible_match', 'match')
UNION ALL
SELECT x.agreement_id, p.name || ' stands in 22 CFR 126.1 (' || i.status || ')' || CASE i.verified WHEN 0 THEN ', not verified' ELSE '' END, '22 CFR 126.1', 1
FROM (SELECT id AS agreement_id, partner_id FROM agreement UNION SELECT agreement_id, partner_id FROM agreement_party WHERE partner_id IS NOT NULL) x JOIN partner p ON p.id = x.partner_id JOIN itar_126_1 i ON i.country = p.country
WHERE i.status <> 'removed'
UNION ALL
SELECT a.id, 'It supersedes ' || coalesce(o.ref, o.title) || ', which is still ' || s.label, 'office rule', 0
FROM agreement a JOIN agreement o ON o.id = a.supersedes_id JOIN agreement_state s ON s.code = o.state JOIN agreement_state t ON t.code = a.state WHERE s.ended = 0 AND t.phase = 'in_force';

CREATE VIEW agreement_check_list AS
SELECT row_number() OVER (ORDER BY c.agreement_id, c.grave DESC, c.problem) AS id, c.agreement_id, a.ref AS agreement, c.problem AS title, c.cite, c.grave, CASE c.grave WHEN 1 THEN 'Grave' ELSE 'To know' END AS weight,
       s.ended, 'agreements' AS open_screen, c.agreement_id AS open_id
FROM agreement_check c JOIN agreement a ON a.id = c.agreement_id JOIN agreement_state s ON s.code = a.state;
