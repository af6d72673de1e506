-- The reviews of a visit as lists. Which a visit needs is db/views/visit_reviews.sql.

-- As the visit shows them: one row for each kind of review, with every reason for it and how far it is.
CREATE VIEW review_needed_list AS
SELECT n.visit_id * 8 + k.position AS id, n.visit_id, k.label AS title, group_concat(n.why, '; ') AS why, group_concat(DISTINCT n.source || CASE n.verified WHEN 1 THEN '' ELSE ' (unverified)' END) AS source,
       CASE WHEN v.exempt_class IS NOT NULL THEN 'Exempt' WHEN max(n.mandatory) = 1 THEN 'Mandatory' ELSE 'Advised' END AS need,
       coalesce((SELECT CASE WHEN r.result IS NULL OR t.settles = 0 THEN 'Open' WHEN t.allows = 0 THEN t.label WHEN r.valid_until < (SELECT day FROM today) THEN 'Lapsed' ELSE t.label END
                 FROM review r LEFT JOIN review_result t ON t.code = r.result WHERE r.visit_id = n.visit_id AND r.kind = n.kind AND r.result IS NOT 'superseded' ORDER BY r.requested_on DESC, r.id DESC LIMIT 1), 'Not asked') AS standing,
       k.position
FROM visit_review_reason n JOIN review_kind k ON k.code = n.kind JOIN visit v ON v.id = n.visit_id
GROUP BY n.visit_id, n.kind;

CREATE VIEW review_rule_list AS
SELECT r.rowid AS id, k.label AS title, r.why, CASE r.mandatory WHEN 1 THEN 'Mandatory' ELSE 'Advised' END AS need, r.source, r.as_of, r.stale_after, r.verified, r.position, r.kind
FROM review_rule r JOIN review_kind k ON k.code = r.kind;

CREATE VIEW review_touch_list AS
SELECT f.position * 10 + k.position AS id, f.label AS fact, k.label AS title, t.source FROM review_touch t JOIN visit_fact f ON f.code = t.fact JOIN review_kind k ON k.code = t.review_kind;
