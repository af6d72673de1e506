-- What was redacted, and what may be.

CREATE VIEW redaction_list AS
SELECT r.id, r.visit, r.redacted_on, r.entry_id, 'Entry ' || r.entry_id || ' of ' || substr(j.at, 1, 10) || ' by ' || j.officer AS title
FROM redaction r LEFT JOIN journal j ON j.id = r.entry_id;

-- What stands in the way of redacting a visit.
CREATE VIEW redaction_obstacle (visit_id, problem) AS
SELECT v.id, 'it is ' || s.label || ': only a visit that is over is redacted' FROM visit v JOIN visit_state s ON s.code = v.state WHERE s.ended = 0
UNION ALL SELECT id, 'it is under legal hold (' || coalesce(legal_hold_reason, '') || ')' FROM visit WHERE legal_hold = 1
UNION ALL SELECT id, 'it is kept until ' || purge_on FROM visit WHERE purge_on > (SELECT day FROM today)
UNION ALL SELECT id, 'it was redacted on ' || purged_on FROM visit WHERE purged_on IS NOT NULL;

-- The people whose data go with a visit: no other visit that still has its people needs them, and nobody holds them.
CREATE VIEW visit_last_person (visit_id, visitor_id) AS
SELECT x.visit_id, x.visitor_id FROM visit_visitor x JOIN visitor n ON n.id = x.visitor_id
WHERE n.legal_hold = 0 AND NOT EXISTS (SELECT 1 FROM visit_visitor o WHERE o.visitor_id = x.visitor_id AND o.visit_id <> x.visit_id)
  AND NOT EXISTS (SELECT 1 FROM case_party c WHERE c.visitor_id = x.visitor_id);
