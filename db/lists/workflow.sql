-- The moves that a record may make. What refuses the others is db/views/workflow.sql.

-- `ended` and `position` of the state that it leads to give the order in which moves are offered: on the way first, ends last.
CREATE VIEW allowed_move (record, record_id, from_state, to_state, role, label, ended, position) AS
SELECT w.record, r.id, w.from_state, w.to_state, w.role, w.label, t.ended, t.position FROM agreement r JOIN workflow w ON w.record = 'agreement' AND w.from_state = r.state JOIN agreement_state t ON t.code = w.to_state
UNION ALL SELECT w.record, r.id, w.from_state, w.to_state, w.role, w.label, t.ended, t.position FROM project r JOIN workflow w ON w.record = 'project' AND w.from_state = r.state JOIN project_state t ON t.code = w.to_state
UNION ALL SELECT w.record, r.id, w.from_state, w.to_state, w.role, w.label, t.ended, t.position FROM engagement r JOIN workflow w ON w.record = 'engagement' AND w.from_state = r.state JOIN engagement_state t ON t.code = w.to_state
UNION ALL SELECT w.record, r.id, w.from_state, w.to_state, w.role, w.label, t.ended, t.position FROM action r JOIN workflow w ON w.record = 'action' AND w.from_state = r.state JOIN action_state t ON t.code = w.to_state
UNION ALL SELECT w.record, r.id, w.from_state, w.to_state, w.role, w.label, t.ended, t.position FROM visit r JOIN workflow w ON w.record = 'visit' AND w.from_state = r.state JOIN visit_state t ON t.code = w.to_state
UNION ALL SELECT w.record, r.id, w.from_state, w.to_state, w.role, w.label, t.ended, t.position FROM export_case r JOIN workflow w ON w.record = 'export_case' AND w.from_state = r.state JOIN export_case_state t ON t.code = w.to_state
UNION ALL SELECT w.record, r.id, w.from_state, w.to_state, w.role, w.label, t.ended, t.position FROM opportunity r JOIN workflow w ON w.record = 'opportunity' AND w.from_state = r.state JOIN opportunity_state t ON t.code = w.to_state;
