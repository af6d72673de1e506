-- The moves between states of agreements, projects, engagements, actions, visits and export cases. A move that has no row here is refused by the
-- triggers of db/views/workflow.sql; what stands in the way of one that has is the view `gate`.

-- Agreements: the main path, with the short cuts of a non-binding instrument (no authority to conclude) ----------------------------------
INSERT INTO workflow (record, from_state, to_state, role, label) VALUES
  ('agreement', 'concept', 'exploratory', 'officer', 'Begin talks'),
  ('agreement', 'concept', 'drafting', 'officer', 'Begin drafting'),
  ('agreement', 'exploratory', 'drafting', 'officer', 'Begin drafting'),
  ('agreement', 'drafting', 'clearance', 'officer', 'Send for clearance'),
  ('agreement', 'clearance', 'drafting', 'officer', 'Back to drafting'),
  ('agreement', 'clearance', 'determination', 'officer', 'Ask for the legal character'),
  ('agreement', 'determination', 'authority_requested', 'officer', 'Ask State for authority'),
  ('agreement', 'determination', 'negotiating', 'officer', 'Negotiate (non-binding)'),
  ('agreement', 'determination', 'drafting', 'officer', 'Back to drafting'),
  ('agreement', 'authority_requested', 'authority_granted', 'approver', 'Authority granted'),
  ('agreement', 'authority_requested', 'drafting', 'officer', 'Back to drafting'),
  ('agreement', 'authority_granted', 'negotiating', 'officer', 'Negotiate'),
  ('agreement', 'negotiating', 'text_agreed', 'officer', 'Text agreed'),
  ('agreement', 'negotiating', 'authority_requested', 'officer', 'Ask for wider authority'),
  ('agreement', 'text_agreed', 'reclearance', 'officer', 'Clear again'),
  ('agreement', 'text_agreed', 'language_conformity', 'officer', 'Compare languages'),
  ('agreement', 'text_agreed', 'ready_to_sign', 'officer', 'Ready to sign'),
  ('agreement', 'text_agreed', 'negotiating', 'officer', 'Back to the table'),
  ('agreement', 'reclearance', 'language_conformity', 'officer', 'Compare languages'),
  ('agreement', 'reclearance', 'ready_to_sign', 'officer', 'Ready to sign'),
  ('agreement', 'reclearance', 'negotiating', 'officer', 'Back to the table'),
  ('agreement', 'language_conformity', 'ready_to_sign', 'officer', 'Ready to sign'),
  ('agreement', 'language_conformity', 'negotiating', 'officer', 'Back to the table'),
  ('agreement', 'ready_to_sign', 'signed', 'approver', 'Signed'),
  ('agreement', 'ready_to_sign', 'negotiating', 'officer', 'Back to the table'),
  ('agreement', 'signed', 'transmitted', 'officer', 'Arrived at State'),
  ('agreement', 'signed', 'awaiting_entry', 'officer', 'Await entry into force'),
  ('agreement', 'signed', 'in_force', 'officer', 'Enter into force'),
  ('agreement', 'signed', 'operative', 'officer', 'Put to use (non-binding)'),
  ('agreement', 'transmitted', 'awaiting_entry', 'officer', 'Await entry into force'),
  ('agreement', 'transmitted', 'in_force', 'officer', 'Enter into force'),
  ('agreement', 'transmitted', 'operative', 'officer', 'Put to use (non-binding)'),
  ('agreement', 'awaiting_entry', 'in_force', 'officer', 'Enter into force'),
  ('agreement', 'awaiting_entry', 'partner_withdrew', 'approver', 'Withdrawn'),
  ('agreement', 'in_force', 'published', 'officer', 'Published'),
  ('agreement', 'in_force', 'publication_exempt', 'officer', 'Exempt from publication'),
  ('agreement', 'operative', 'published', 'officer', 'Published'),
  ('agreement', 'amending', 'in_force', 'officer', 'Amendment done'),
  ('agreement', 'amending', 'operative', 'officer', 'Amendment done (non-binding)'),
  ('agreement', 'extending', 'in_force', 'officer', 'Extended'),
  ('agreement', 'extending', 'operative', 'officer', 'Extended (non-binding)'),
  ('agreement', 'expiring', 'extending', 'officer', 'Extend'),
  ('agreement', 'suspended', 'in_force', 'approver', 'Resume'),
  ('agreement', 'suspended', 'terminated', 'approver', 'Terminate'),
  ('agreement', 'dormant', 'in_force', 'officer', 'Wake up'),
  ('agreement', 'dormant', 'operative', 'officer', 'Wake up (non-binding)'),
  ('agreement', 'dormant', 'expired', 'officer', 'Expired'),
  ('agreement', 'dormant', 'terminated', 'approver', 'Terminate'),
  ('agreement', 'abandoned', 'concept', 'officer', 'Take up again'),
-- The CRADA path
  ('agreement', 'concept', 'crada_proposed', 'officer', 'Propose a CRADA'),
  ('agreement', 'crada_proposed', 'crada_lab_review', 'officer', 'Send to the laboratory'),
  ('agreement', 'crada_lab_review', 'crada_work_statement', 'officer', 'Joint work statement'),
  ('agreement', 'crada_lab_review', 'crada_legal_check', 'officer', 'Legal check'),
  ('agreement', 'crada_work_statement', 'crada_legal_check', 'officer', 'Legal check'),
  ('agreement', 'crada_legal_check', 'crada_agency_review', 'officer', 'Send to the agency'),
  ('agreement', 'crada_legal_check', 'determination', 'officer', 'Foreign government: ask for the legal character'),
  ('agreement', 'crada_agency_review', 'crada_signed', 'approver', 'Signed'),
  ('agreement', 'crada_agency_review', 'crada_legal_check', 'officer', 'Back to the legal check'),
  ('agreement', 'crada_signed', 'crada_active', 'officer', 'Begin work'),
  ('agreement', 'crada_active', 'crada_amending', 'officer', 'Amend or extend'),
  ('agreement', 'crada_amending', 'crada_active', 'officer', 'Amendment done'),
  ('agreement', 'crada_active', 'crada_closing', 'officer', 'Close out'),
  ('agreement', 'crada_closing', 'crada_closed', 'officer', 'Closed');

-- What can happen to any agreement in force.
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'agreement', s.code, t.code,
       CASE t.code WHEN 'terminated' THEN 'approver' WHEN 'suspended' THEN 'approver' ELSE 'officer' END,
       CASE t.code WHEN 'amending' THEN 'Amend' WHEN 'extending' THEN 'Extend' WHEN 'expiring' THEN 'Let expire' WHEN 'expired' THEN 'Expired'
                   WHEN 'terminated' THEN 'Terminate' WHEN 'partner_withdrew' THEN 'Withdrawn' WHEN 'superseded' THEN 'Superseded' WHEN 'fulfilled' THEN 'Fulfilled'
                   WHEN 'suspended' THEN 'Suspend' ELSE 'Set to sleep' END
FROM agreement_state s JOIN agreement_state t
WHERE s.code IN ('in_force', 'operative', 'published', 'publication_exempt', 'expiring')
  AND t.code IN ('amending', 'extending', 'expiring', 'expired', 'terminated', 'partner_withdrew', 'superseded', 'fulfilled', 'suspended', 'dormant')
  AND s.code <> t.code
  AND NOT EXISTS (SELECT 1 FROM workflow w WHERE w.record = 'agreement' AND w.from_state = s.code AND w.to_state = t.code);

-- Before it is signed an agreement can be held, and taken up again where it stood, or abandoned.
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'agreement', code, 'on_hold', 'officer', 'Put on hold' FROM agreement_state
WHERE phase IN ('preparing', 'negotiating') OR code IN ('language_conformity', 'ready_to_sign', 'crada_agency_review');
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'agreement', code, 'abandoned', 'officer', 'Abandon the agreement' FROM agreement_state
WHERE phase IN ('preparing', 'negotiating') OR code IN ('language_conformity', 'ready_to_sign', 'crada_agency_review', 'on_hold');
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'agreement', 'on_hold', code, 'officer', 'Take up again' FROM agreement_state
WHERE phase IN ('preparing', 'negotiating') OR code IN ('language_conformity', 'ready_to_sign', 'crada_agency_review');

-- Visits ---------------------------------------------------------------------------------------------------------------------------------
INSERT INTO workflow (record, from_state, to_state, role, label) VALUES
  ('visit', 'draft', 'submitted', 'officer', 'Submit'),
  ('visit', 'submitted', 'in_review', 'officer', 'Begin the reviews'),
  ('visit', 'submitted', 'info_needed', 'officer', 'Ask for information'),
  ('visit', 'info_needed', 'submitted', 'officer', 'Submit again'),
  ('visit', 'info_needed', 'in_review', 'officer', 'Go on with the reviews'),
  ('visit', 'in_review', 'info_needed', 'officer', 'Ask for information'),
  ('visit', 'in_review', 'approved', 'approver', 'Approve'),
  ('visit', 'in_review', 'approved_with_conditions', 'approver', 'Approve with conditions'),
  ('visit', 'in_review', 'denied', 'approver', 'Deny'),
  ('visit', 'approved', 'host_briefed', 'officer', 'Host briefed'),
  ('visit', 'approved_with_conditions', 'host_briefed', 'officer', 'Host briefed'),
  ('visit', 'host_briefed', 'expected', 'officer', 'Visitors briefed'),
  ('visit', 'host_briefed', 'checked_in', 'officer', 'Check in'),
  ('visit', 'expected', 'checked_in', 'officer', 'Check in'),
  ('visit', 'expected', 'no_show', 'officer', 'Did not come'),
  ('visit', 'expected', 'denied_entry', 'officer', 'Denied at the gate'),
  ('visit', 'host_briefed', 'no_show', 'officer', 'Did not come'),
  ('visit', 'approved', 'lapsed', 'officer', 'Approval lapsed'),
  ('visit', 'approved_with_conditions', 'lapsed', 'officer', 'Approval lapsed'),
  ('visit', 'host_briefed', 'lapsed', 'officer', 'Approval lapsed'),
  ('visit', 'expected', 'lapsed', 'officer', 'Approval lapsed'),
  ('visit', 'lapsed', 'in_review', 'officer', 'Review again'),
  ('visit', 'approved', 'change_requested', 'officer', 'Ask for a change'),
  ('visit', 'approved_with_conditions', 'change_requested', 'officer', 'Ask for a change'),
  ('visit', 'host_briefed', 'change_requested', 'officer', 'Ask for a change'),
  ('visit', 'expected', 'change_requested', 'officer', 'Ask for a change'),
  ('visit', 'checked_in', 'change_requested', 'officer', 'Ask for an extension'),
  ('visit', 'change_requested', 'in_review', 'officer', 'Review again'),
  ('visit', 'checked_in', 'departed', 'officer', 'Departed'),
  ('visit', 'departed', 'report_due', 'officer', 'Ask for the host report'),
  ('visit', 'departed', 'report_filed', 'officer', 'Host report filed'),
  ('visit', 'report_due', 'report_filed', 'officer', 'Host report filed'),
  ('visit', 'report_filed', 'closed', 'officer', 'Close'),
  ('visit', 'closed', 'purged', 'administrator', 'Purge what is personal'),
  ('visit', 'closed', 'reopened', 'approver', 'Open again'),
  ('visit', 'reopened', 'closed', 'officer', 'Close'),
  ('visit', 'no_show', 'closed', 'officer', 'Close'),
  ('visit', 'denied_entry', 'closed', 'officer', 'Close'),
  ('visit', 'suspended', 'in_review', 'approver', 'Review again'),
  ('visit', 'suspended', 'revoked', 'approver', 'Revoke');
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'visit', s.code, t.code, CASE t.code WHEN 'suspended' THEN 'approver' WHEN 'revoked' THEN 'approver' ELSE 'officer' END,
       CASE t.code WHEN 'suspended' THEN 'Suspend' WHEN 'revoked' THEN 'Revoke' ELSE 'Cancel the visit' END
FROM visit_state s JOIN visit_state t
WHERE s.code IN ('approved', 'approved_with_conditions', 'host_briefed', 'expected', 'checked_in') AND t.code IN ('suspended', 'revoked', 'cancelled')
  AND NOT (s.code = 'checked_in' AND t.code = 'cancelled');
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'visit', s.code, t.code, 'officer', CASE t.code WHEN 'withdrawn' THEN 'Withdraw the request' ELSE 'Cancel the visit' END
FROM visit_state s JOIN visit_state t
WHERE s.code IN ('draft', 'submitted', 'info_needed', 'in_review', 'change_requested', 'lapsed', 'suspended') AND t.code IN ('withdrawn', 'cancelled');

-- Export cases -----------------------------------------------------------------------------------------------------------------------------
INSERT INTO workflow (record, from_state, to_state, role, label) VALUES
  ('export_case', 'draft', 'facts_incomplete', 'officer', 'Ask for facts'),
  ('export_case', 'draft', 'in_classification', 'officer', 'Begin the classification'),
  ('export_case', 'facts_incomplete', 'in_classification', 'officer', 'Begin the classification'),
  ('export_case', 'in_classification', 'facts_incomplete', 'officer', 'Ask for facts'),
  ('export_case', 'in_classification', 'in_determination', 'officer', 'Begin the determination'),
  ('export_case', 'in_classification', 'awaiting_ruling', 'officer', 'Ask for a ruling'),
  ('export_case', 'in_determination', 'facts_incomplete', 'officer', 'Ask for facts'),
  ('export_case', 'in_determination', 'in_classification', 'officer', 'Back to the classification'),
  ('export_case', 'in_determination', 'awaiting_ruling', 'officer', 'Ask for a ruling or licence'),
  ('export_case', 'in_determination', 'awaiting_sign_off', 'officer', 'Ask for the sign-offs'),
  ('export_case', 'awaiting_ruling', 'in_classification', 'officer', 'Back to the classification'),
  ('export_case', 'awaiting_ruling', 'in_determination', 'officer', 'Back to the determination'),
  ('export_case', 'awaiting_sign_off', 'in_determination', 'officer', 'Back to the determination'),
  ('export_case', 'awaiting_sign_off', 'determined', 'approver', 'Determine'),
  ('export_case', 'determined', 'conditions_open', 'officer', 'Conditions to be met'),
  ('export_case', 'determined', 'transferred', 'officer', 'Transferred or disclosed'),
  ('export_case', 'determined', 'closed', 'officer', 'Close'),
  ('export_case', 'conditions_open', 'transferred', 'officer', 'Transferred or disclosed'),
  ('export_case', 'transferred', 'conditions_open', 'officer', 'Conditions still open'),
  ('export_case', 'transferred', 'closed', 'officer', 'Close'),
  ('export_case', 'conditions_open', 'closed', 'officer', 'Close'),
  ('export_case', 'closed', 'reopened', 'approver', 'Open again'),
  ('export_case', 'closed', 'purge_due', 'administrator', 'Retention has ended'),
  ('export_case', 'determined', 'reopened', 'officer', 'A rule or a party changed'),
  ('export_case', 'conditions_open', 'reopened', 'officer', 'A rule or a party changed'),
  ('export_case', 'transferred', 'reopened', 'officer', 'A rule or a party changed'),
  ('export_case', 'reopened', 'facts_incomplete', 'officer', 'Ask for facts'),
  ('export_case', 'reopened', 'in_classification', 'officer', 'Back to the classification'),
  ('export_case', 'reopened', 'in_determination', 'officer', 'Back to the determination');
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'export_case', s.code, t.code, 'officer', CASE t.code WHEN 'on_hold' THEN 'Put on hold' WHEN 'withdrawn' THEN 'Withdraw' ELSE 'Superseded by another case' END
FROM export_case_state s JOIN export_case_state t
WHERE s.code IN ('draft', 'facts_incomplete', 'in_classification', 'in_determination', 'awaiting_ruling', 'awaiting_sign_off', 'reopened', 'on_hold')
  AND t.code IN ('on_hold', 'withdrawn', 'superseded') AND s.code <> t.code;
INSERT INTO workflow (record, from_state, to_state, role, label)
SELECT 'export_case', 'on_hold', code, 'officer', 'Take up again' FROM export_case_state
WHERE code IN ('facts_incomplete', 'in_classification', 'in_determination', 'awaiting_ruling');

-- Projects, engagements, actions -------------------------------------------------------------------------------------------------------------
INSERT INTO workflow (record, from_state, to_state, role, label) VALUES
  ('project', 'proposed', 'planned', 'officer', 'Plan'),
  ('project', 'proposed', 'cancelled', 'officer', 'Cancel the project'),
  ('project', 'planned', 'active', 'officer', 'Start'),
  ('project', 'planned', 'on_hold', 'officer', 'Put on hold'),
  ('project', 'planned', 'cancelled', 'officer', 'Cancel the project'),
  ('project', 'active', 'on_hold', 'officer', 'Put on hold'),
  ('project', 'active', 'completed', 'officer', 'Complete'),
  ('project', 'active', 'cancelled', 'approver', 'Cancel the project'),
  ('project', 'on_hold', 'active', 'officer', 'Resume'),
  ('project', 'on_hold', 'planned', 'officer', 'Plan again'),
  ('project', 'on_hold', 'cancelled', 'officer', 'Cancel the project'),
  ('project', 'completed', 'closed', 'officer', 'Close'),
  ('project', 'completed', 'active', 'officer', 'Open again'),
  ('project', 'closed', 'active', 'approver', 'Open again'),
  ('project', 'cancelled', 'proposed', 'officer', 'Propose again'),
  ('engagement', 'proposed', 'planned', 'officer', 'Plan'),
  ('engagement', 'proposed', 'cancelled', 'officer', 'Cancel the engagement'),
  ('engagement', 'planned', 'confirmed', 'officer', 'Confirm'),
  ('engagement', 'planned', 'held', 'officer', 'Held'),
  ('engagement', 'planned', 'postponed', 'officer', 'Postpone'),
  ('engagement', 'planned', 'cancelled', 'officer', 'Cancel the engagement'),
  ('engagement', 'confirmed', 'held', 'officer', 'Held'),
  ('engagement', 'confirmed', 'postponed', 'officer', 'Postpone'),
  ('engagement', 'confirmed', 'cancelled', 'officer', 'Cancel the engagement'),
  ('engagement', 'held', 'reported', 'officer', 'Report filed'),
  ('engagement', 'reported', 'held', 'officer', 'Open the report again'),
  ('engagement', 'postponed', 'planned', 'officer', 'Plan again'),
  ('engagement', 'postponed', 'cancelled', 'officer', 'Cancel the engagement'),
  ('engagement', 'cancelled', 'planned', 'officer', 'Plan again'),
  ('action', 'open', 'in_progress', 'officer', 'Begin'),
  ('action', 'open', 'waiting', 'officer', 'Wait for others'),
  ('action', 'open', 'done', 'officer', 'Done'),
  ('action', 'open', 'dropped', 'officer', 'Drop'),
  ('action', 'in_progress', 'waiting', 'officer', 'Wait for others'),
  ('action', 'in_progress', 'done', 'officer', 'Done'),
  ('action', 'in_progress', 'dropped', 'officer', 'Drop'),
  ('action', 'in_progress', 'open', 'officer', 'Back to open'),
  ('action', 'waiting', 'in_progress', 'officer', 'Take it up again'),
  ('action', 'waiting', 'done', 'officer', 'Done'),
  ('action', 'waiting', 'dropped', 'officer', 'Drop'),
  ('action', 'done', 'open', 'officer', 'Open again'),
  ('action', 'dropped', 'open', 'officer', 'Open again');
