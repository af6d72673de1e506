-- What stands in the way of a move of a visit. One row for each problem, with its source and the place where it is mended; the triggers
-- of workflow.sql refuse the move while there is one. `rule` names the kind of problem for those triggers.

-- Which reviews a visit needs is visit_review_needed (visit_reviews.sql); what else a stay needs, visit_stay_gate (visit_gates.sql).
-- A visit is not approved, expected or let in with a mandatory review that is open, that objects, or that has lapsed.
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
WHERE NOT EXISTS (SELECT 1 FROM review r WHERE r.visit_id = n.visit_id AND r.kind = n.kind AND r.result IS NOT 'superseded')
UNION ALL SELECT visit_id, to_state, problem, cite, screen, jump_id, rule FROM visit_stay_gate;
