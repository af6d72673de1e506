-- What stands in the way of a move. One row for each problem: the move dialog lists them, each with its source and the place where it is mended; the triggers
-- of workflow.sql refuse the move while there is one. `rule` names the kind of problem for those triggers.

-- A visit is not approved, expected or let in with a mandatory review that is open, that objects, or that has lapsed.
-- The reviews that every visit needs, unless an official has reasoned why it is exempt: export control and the name check; the areas where somebody comes in person;
-- information security where an account or remote access is asked for.
CREATE VIEW visit_review_needed (visit_id, kind) AS
SELECT v.id, k.code
FROM visit v JOIN review_kind k
  ON k.code IN ('export_control', 'security_check') OR (k.code = 'area' AND v.kind <> 'virtual') OR (k.code = 'information_security' AND (v.it_access = 1 OR v.remote_access = 1))
WHERE v.exempt_class IS NULL;

CREATE VIEW visit_gate (visit_id, to_state, problem, cite, screen, jump_id, rule) AS
SELECT r.visit_id, t.code,
       k.label || ' review open' || coalesce(' since ' || ltrim(substr(r.requested_on, 9, 2), '0') || ' ' || substr('JanFebMarAprMayJunJulAugSepOctNovDec', 3 * substr(r.requested_on, 6, 2) - 2, 3), ', not yet asked'),
       'DAO 207-12; office rule', 'reviews', r.id, 'review_open'
FROM review r JOIN review_kind k ON k.code = r.kind LEFT JOIN review_result e ON e.code = r.result
  JOIN visit_state t ON t.phase IN ('approved', 'on_site')
WHERE r.mandatory = 1 AND (r.result IS NULL OR e.settles = 0)
UNION ALL
SELECT r.visit_id, t.code, k.label || ' review: objection', 'DAO 207-12; office rule', 'reviews', r.id, 'review_objection'
FROM review r JOIN review_kind k ON k.code = r.kind JOIN review_result e ON e.code = r.result
  JOIN visit_state t ON t.phase IN ('approved', 'on_site')
WHERE r.mandatory = 1 AND e.settles = 1 AND e.allows = 0
UNION ALL
SELECT r.visit_id, t.code,
       k.label || ' review lapsed on ' || ltrim(substr(r.valid_until, 9, 2), '0') || ' ' || substr('JanFebMarAprMayJunJulAugSepOctNovDec', 3 * substr(r.valid_until, 6, 2) - 2, 3) || ' ' || substr(r.valid_until, 1, 4),
       'office rule', 'reviews', r.id, 'review_lapsed'
FROM review r JOIN review_kind k ON k.code = r.kind JOIN review_result e ON e.code = r.result
  JOIN visit_state t ON t.phase IN ('approved', 'on_site')
WHERE r.mandatory = 1 AND e.settles = 1 AND e.allows = 1 AND r.result <> 'superseded' AND r.valid_until < (SELECT day FROM today)
UNION ALL
-- A review that the visit needs and that nobody asked for.
SELECT n.visit_id, t.code, k.label || ' review not asked for', 'DAO 207-12; office rule', 'visits', n.visit_id, 'review_missing'
FROM visit_review_needed n JOIN review_kind k ON k.code = n.kind JOIN visit_state t ON t.phase IN ('approved', 'on_site')
WHERE NOT EXISTS (SELECT 1 FROM review r WHERE r.visit_id = n.visit_id AND r.kind = n.kind);

-- An agreement is not signed before it is decided whether it binds.
CREATE VIEW agreement_gate (agreement_id, to_state, problem, cite, screen, jump_id, rule) AS
SELECT a.id, t.to_state, 'Legal character undetermined', '22 CFR 181.2', 'agreements', a.id, 'character_undetermined'
FROM agreement a JOIN (SELECT 'signed' AS to_state UNION ALL SELECT 'crada_signed') t
WHERE a.legal_character = 'undetermined';

-- A case is not determined with questions open, without its determination, or without the sign-offs on the facts as they stand.
CREATE VIEW export_case_gate (export_case_id, to_state, problem, cite, screen, jump_id, rule) AS
SELECT x.id, 'determined', 'Question ' || q.code || ' not answered: ' || q.gist, 'Checklist ' || q.section, 'cases', x.id, 'question_open'
FROM export_case x JOIN determining_question q
WHERE NOT EXISTS (SELECT 1 FROM answer w WHERE w.export_case_id = x.id AND w.question = q.code AND w.answer IS NOT NULL)
UNION ALL
SELECT w.export_case_id, 'determined', 'Question ' || w.question || ' is UNKNOWN' || coalesce(': ' || q.gist, ''), 'Checklist', 'answers', w.id, 'question_unknown'
FROM answer w LEFT JOIN determining_question q ON q.code = w.question
WHERE w.answer = 'unknown'
UNION ALL
SELECT x.id, 'determined', 'No determination recorded', '15 CFR 762.2', 'cases', x.id, 'determination_missing'
FROM export_case x WHERE x.determination IS NULL
UNION ALL
SELECT x.id, 'determined', 'Sign-off missing: ' || r.label, 'Checklist S12', 'cases', x.id, 'sign_off_missing'
FROM export_case x JOIN sign_off_role r
WHERE r.mandatory = 1 AND NOT EXISTS (SELECT 1 FROM sign_off f WHERE f.export_case_id = x.id AND f.role = r.code AND f.voided_on IS NULL)
UNION ALL
SELECT f.export_case_id, 'determined', 'Sign-off waiting: ' || r.label, 'Checklist S12', 'sign_offs', f.id, 'sign_off_missing'
FROM sign_off f JOIN sign_off_role r ON r.code = f.role
WHERE f.voided_on IS NULL AND f.decision IS NULL
UNION ALL
SELECT f.export_case_id, 'determined', 'Sign-off: ' || r.label || ' does not concur', 'Checklist S12', 'sign_offs', f.id, 'sign_off_against'
FROM sign_off f JOIN sign_off_role r ON r.code = f.role JOIN decision d ON d.code = f.decision
WHERE f.voided_on IS NULL AND d.agrees = 0
UNION ALL
SELECT f.export_case_id, 'determined', 'Sign-off: ' || r.label || ' saw version ' || f.facts_version || ' of the facts, they are at ' || x.facts_version, 'Checklist S12', 'sign_offs', f.id, 'sign_off_outdated'
FROM sign_off f JOIN export_case x ON x.id = f.export_case_id JOIN sign_off_role r ON r.code = f.role
WHERE f.voided_on IS NULL AND f.decision IS NOT NULL AND f.facts_version <> x.facts_version;

CREATE VIEW gate (record, record_id, to_state, problem, cite, screen, jump_id, rule) AS
SELECT 'visit', visit_id, to_state, problem, cite, screen, jump_id, rule FROM visit_gate
UNION ALL SELECT 'agreement', agreement_id, to_state, problem, cite, screen, jump_id, rule FROM agreement_gate
UNION ALL SELECT 'export_case', export_case_id, to_state, problem, cite, screen, jump_id, rule FROM export_case_gate;
