-- What stands in the way of a move of an export case: the open questions, red flags, sign-offs and days. Read by the view `gate` and by the triggers of workflow.sql.

-- A case is not determined with questions open or at odds with the facts, with a red flag that nobody settled, without its determination, or without the sign-offs
-- on the facts as they stand. It may be denied with a red flag open: that is what the flag is for.
CREATE VIEW export_case_gate (export_case_id, to_state, problem, cite, screen, jump_id, rule) AS
SELECT x.id, 'determined', 'Question ' || q.code || ' not answered: ' || q.gist, 'Checklist ' || q.section, 'cases', x.id, 'question_open'
FROM export_case x JOIN determining_question q
WHERE NOT EXISTS (SELECT 1 FROM answer w WHERE w.export_case_id = x.id AND w.question = q.code AND w.answer IS NOT NULL)
UNION ALL
SELECT w.export_case_id, 'determined', 'Question ' || w.question || ' is UNKNOWN' || coalesce(': ' || q.gist, ''), 'Checklist', 'answers', w.id, 'question_unknown'
FROM answer w LEFT JOIN determining_question q ON q.code = w.question
WHERE w.answer = 'unknown'
UNION ALL
SELECT d.export_case_id, 'determined', 'Question ' || d.question || ' no longer agrees with the facts: ' || d.why, d.source, 'answers', d.answer_id, 'answer_disagrees'
FROM answer_disagreement d
UNION ALL
SELECT f.export_case_id, 'determined', 'Red flag ' || lower(s.label) || ': ' || r.label, coalesce(r.cite, 'Office practice'), 'case_red_flags', f.id, 'red_flag'
FROM case_red_flag f JOIN red_flag r ON r.code = f.flag JOIN red_flag_state s ON s.code = f.state JOIN export_case x ON x.id = f.export_case_id
WHERE (f.state IN ('open', 'unresolved') OR (f.state = 'escalated' AND coalesce(trim(f.bis_answer), '') = '')) AND x.determination IS NOT 'denied'
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
SELECT o.export_case_id, 'determined', 'Sign-off: ' || r.label || ' saw version ' || o.facts_version || ' of the facts, they are at ' || o.now, 'Checklist S12', 'sign_offs', o.sign_off_id, 'sign_off_outdated'
FROM sign_off_outdated o JOIN sign_off_role r ON r.code = o.role
UNION ALL
-- Nothing leaves on a refusal, after the authorization has ended, or under a licence that no longer holds.
SELECT x.id, 'transferred', 'The determination is: denied', '15 CFR 736.2', 'cases', x.id, 'denied'
FROM export_case x WHERE x.determination = 'denied'
UNION ALL
SELECT x.id, 'transferred', 'The authorization ended on ' || x.authorization_ends_on, '15 CFR 750.7; 22 CFR 123.21', 'cases', x.id, 'authorization_ended'
FROM export_case x CROSS JOIN today d WHERE x.authorization_ends_on < coalesce(x.transferred_on, d.day)
UNION ALL
SELECT x.id, 'transferred', 'Licence ' || l.ref || ': ' || u.standing, '15 CFR 750.7; 22 CFR 123.21', 'licences', l.id, 'licence_not_valid'
FROM export_case x JOIN licence l ON l.id = x.licence_id JOIN licence_use u ON u.licence_id = l.id
WHERE x.determination IN ('exception', 'exemption', 'licence') AND u.usable = 0 AND NOT EXISTS (SELECT 1 FROM shipment s WHERE s.licence_id = l.id AND s.export_case_id = x.id)
UNION ALL
-- What was to come back has come back before the case is closed.
SELECT x.id, 'closed', 'To be returned by ' || coalesce(x.return_on, 'a day not named') || ', not returned', '15 CFR 740.9', 'cases', x.id, 'not_returned'
FROM export_case x WHERE x.temporary = 1 AND x.transferred_on IS NOT NULL AND x.returned_on IS NULL
UNION ALL
-- Nothing is destroyed before its time, or while an agency asks for it.
SELECT r.export_case_id, 'purge_due', 'Kept until ' || coalesce(r.kept_until, 'an event that is not entered yet') || coalesce(': ' || r.event || ' on ' || r.event_on, ''), coalesce(r.cite, '15 CFR 762.6; 22 CFR 122.5'), 'cases', r.export_case_id, 'kept'
FROM case_retention r CROSS JOIN today d WHERE r.kept_until IS NULL OR r.kept_until >= d.day
UNION ALL
SELECT x.id, 'purge_due', 'Legal hold: ' || x.legal_hold_reason, '15 CFR 762.6(b)', 'cases', x.id, 'legal_hold'
FROM export_case x WHERE x.legal_hold = 1;
