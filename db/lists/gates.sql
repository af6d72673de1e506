-- What stands in the way of a move. One row for each problem: the move dialog lists them, each with its source and the place where it is mended.
-- The gate of each kind of record is in db/views, where the triggers read it.

CREATE VIEW gate (record, record_id, to_state, problem, cite, screen, jump_id, rule) AS
SELECT 'visit', visit_id, to_state, problem, cite, screen, jump_id, rule FROM visit_gate
UNION ALL SELECT 'agreement', agreement_id, to_state, problem, cite, screen, jump_id, rule FROM agreement_gate
UNION ALL SELECT 'export_case', export_case_id, to_state, problem, cite, screen, jump_id, rule FROM export_case_gate
UNION ALL SELECT 'opportunity', opportunity_id, to_state, problem, cite, screen, jump_id, rule FROM opportunity_gate;
