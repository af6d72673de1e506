-- What a stay needs beyond its reviews, as rows of visit_gate. Persons who are denied, withdrew, did not come or were turned away at the gate stand in nobody's way.

CREATE VIEW visit_comer (id, visit_id, visitor_id, name, acknowledged_on, identity_seen_on) AS
SELECT x.id, x.visit_id, x.visitor_id, n.family_name || coalesce(', ' || n.given_name, ''), x.acknowledged_on, x.identity_seen_on
FROM visit_visitor x JOIN visitor n ON n.id = x.visitor_id
WHERE x.state NOT IN ('denied', 'withdrawn', 'no_show', 'denied_entry');

-- Visits whose approval came with conditions: provisos of their own, or those of a review.
CREATE VIEW visit_conditions (visit_id) AS
SELECT id FROM visit WHERE trim(coalesce(provisos, '')) <> ''
UNION
SELECT visit_id FROM review WHERE result = 'no_objection_with_conditions';

CREATE VIEW visit_stay_gate (visit_id, to_state, problem, cite, screen, jump_id, rule) AS
-- The host: present, trained on the day, and not owing a report.
SELECT v.id, 'submitted', 'Host owes the report of ' || coalesce(o.ref, o.title) || ', due ' || o.report_due_on, 'office rule', 'visits', o.id, 'host_overdue'
FROM visit v JOIN visit o ON o.host_id = v.host_id AND o.id <> v.id
WHERE o.report_filed_on IS NULL AND o.report_due_on < (SELECT day FROM today) AND o.state IN ('departed', 'report_due', 'reopened')
UNION ALL
SELECT v.id, t.code, 'Host training of ' || h.name || CASE WHEN h.training_ends_on IS NULL THEN ' not recorded' ELSE ' ended ' || h.training_ends_on END, 'DAO 207-12', 'hosts', h.id, 'host_untrained'
FROM visit v JOIN host h ON h.id = v.host_id JOIN visit_state t ON t.code IN ('host_briefed', 'checked_in')
WHERE coalesce(h.training_ends_on, '') < (SELECT day FROM today)
UNION ALL
SELECT v.id, 'checked_in', 'No host named', 'DAO 207-12', 'visits', v.id, 'host_missing' FROM visit v WHERE v.host_id IS NULL
-- Each person who is let in.
UNION ALL
SELECT v.id, 'checked_in', 'Identity document of ' || x.name || ' not seen', 'DAO 207-12', 'visit_visitors', x.id, 'identity_unseen'
FROM visit v JOIN visit_comer x ON x.visit_id = v.id
WHERE v.kind <> 'virtual' AND x.identity_seen_on IS NULL
UNION ALL
SELECT v.id, 'checked_in', 'Identity document of ' || x.name || ' expires before the departure', 'office rule', 'visitors', n.id, 'document_expires'
FROM visit v JOIN visit_comer x ON x.visit_id = v.id JOIN visitor n ON n.id = x.visitor_id
WHERE v.kind <> 'virtual' AND n.identity_expires_on < v.departs_on
UNION ALL
SELECT v.id, 'checked_in', 'Visa of ' || x.name || ' expires before the departure', 'office rule', 'visitors', n.id, 'document_expires'
FROM visit v JOIN visit_comer x ON x.visit_id = v.id JOIN visitor n ON n.id = x.visitor_id
WHERE v.kind <> 'virtual' AND n.visa_expires_on < v.departs_on
-- Conditions are taken on by the host and by each person.
UNION ALL
SELECT v.id, 'checked_in', 'Host has not acknowledged the conditions', 'DAO 207-12', 'visits', v.id, 'conditions_host'
FROM visit v JOIN visit_conditions c ON c.visit_id = v.id WHERE v.host_acknowledged_on IS NULL
UNION ALL
SELECT v.id, 'checked_in', x.name || ' has not acknowledged the conditions', 'DAO 207-12', 'visit_visitors', x.id, 'conditions_person'
FROM visit v JOIN visit_conditions c ON c.visit_id = v.id JOIN visit_comer x ON x.visit_id = v.id WHERE x.acknowledged_on IS NULL
-- Closing.
UNION ALL
SELECT v.id, 'closed', 'Badge ' || coalesce(x.badge_no, '') || ' of ' || n.family_name || ' not returned', 'DAO 207-12', 'visit_visitors', x.id, 'badge_out'
FROM visit v JOIN visit_visitor x ON x.visit_id = v.id JOIN visitor n ON n.id = x.visitor_id
WHERE x.badge_issued_on IS NOT NULL AND x.badge_returned_on IS NULL
UNION ALL
SELECT v.id, 'closed', 'Account ' || x.account || ' not closed', 'office rule', 'visit_visitors', x.id, 'account_open'
FROM visit v JOIN visit_visitor x ON x.visit_id = v.id
WHERE x.account IS NOT NULL AND x.account_closed_on IS NULL
UNION ALL
SELECT v.id, 'closed', 'Lent and not returned: ' || i.what, 'office rule', 'visit_items', i.id, 'item_out'
FROM visit v JOIN visit_item i ON i.visit_id = v.id
WHERE i.way = 'lent' AND i.back_on IS NULL
UNION ALL
SELECT v.id, 'closed', 'Host report not filed', 'DAO 207-12', 'visits', v.id, 'report_missing' FROM visit v WHERE v.departed_on IS NOT NULL AND v.report_filed_on IS NULL
-- Purging.
UNION ALL
SELECT v.id, 'purged', 'Under legal hold: ' || coalesce(v.legal_hold_reason, ''), 'retention', 'visits', v.id, 'legal_hold' FROM visit v WHERE v.legal_hold = 1
UNION ALL
SELECT v.id, 'purged', 'Kept until ' || v.purge_on, 'retention', 'visits', v.id, 'kept_longer' FROM visit v WHERE v.purge_on > (SELECT day FROM today)
UNION ALL
SELECT v.id, 'purged', 'Personal data still stand in it: redact it first (R, or entente redact)', 'retention', 'visits', v.id, 'not_redacted'
FROM visit v WHERE EXISTS (SELECT 1 FROM visit_visitor x WHERE x.visit_id = v.id);
