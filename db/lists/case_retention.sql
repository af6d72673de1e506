-- What may be purged. How long a case is kept is db/views/case_retention.sql.

-- Cases that have ended and whose years are over. What is held stays, and says why.
CREATE VIEW case_purge_list AS
SELECT x.id, x.ref, x.title, x.state, s.label AS state_label, r.event, r.event_on, r.kept_until, r.cite, x.legal_hold,
       CASE WHEN x.legal_hold = 1 THEN 'held: ' || x.legal_hold_reason ELSE 'may be purged' END AS standing,
       x.legal_hold = 0 AS purgeable
FROM export_case_state s JOIN export_case x ON x.state = s.code JOIN case_retention r ON r.export_case_id = x.id CROSS JOIN today d
WHERE s.ended = 1 AND r.kept_until < d.day;
