-- Lists of export control.

-- `open_issues`: determining questions without an answer, answers that are UNKNOWN, sign-offs that wait.
CREATE VIEW export_case_list AS
SELECT x.id, x.ref, x.title, x.state, s.label AS state_label, s.ended, x.transfer_kind, k.label AS transfer_kind_label, x.transfer_mode, x.direction, d.label AS direction_label,
       x.country, c.label AS country_label, x.partner_id, p.name AS partner, p.code AS partner_code, x.agreement_id, a.ref AS agreement, x.project_id, j.ref AS project, x.engagement_id, e.ref AS engagement,
       x.requester, x.officer_id, o.name AS officer, x.requested_on, x.needed_on, x.jurisdiction, u.label AS jurisdiction_label, x.determination, t.label AS determination_label,
       x.determined_on, x.determined_by, x.authorization_ends_on, x.value_minor, x.value_currency, x.temporary, x.return_on, x.transferred_on, x.closed_on, x.facts_version, x.supersedes_id,
       (SELECT date(max(v.event_on), '+5 years') FROM case_retention_event v WHERE v.export_case_id = x.id) AS kept_until,
       (SELECT v.event || ', ' || v.event_on || ' (' || v.cite || ')' FROM case_retention_event v WHERE v.export_case_id = x.id ORDER BY v.event_on DESC, v.event LIMIT 1) AS kept_from, x.legal_hold, x.licence_id, l.ref AS licence,
       (SELECT count(*) FROM case_red_flag g WHERE g.export_case_id = x.id AND g.state <> 'explained') AS open_flags,
       (SELECT count(*) FROM answer w WHERE w.export_case_id = x.id AND w.answer IS NOT NULL AND w.answer <> 'unknown') AS answered,
       (SELECT count(*) FROM determining_question) - (SELECT count(*) FROM answer w JOIN determining_question q ON q.code = w.question WHERE w.export_case_id = x.id AND w.answer IS NOT NULL)
         + (SELECT count(*) FROM answer w WHERE w.export_case_id = x.id AND w.answer = 'unknown') AS open_issues,
       (SELECT count(*) FROM sign_off f WHERE f.export_case_id = x.id AND f.voided_on IS NULL AND f.decision IS NOT NULL) AS sign_offs_done,
       (SELECT count(*) FROM sign_off f WHERE f.export_case_id = x.id AND f.voided_on IS NULL) AS sign_offs
FROM export_case x LEFT JOIN export_case_state s ON s.code = x.state LEFT JOIN transfer_kind k ON k.code = x.transfer_kind LEFT JOIN transfer_direction d ON d.code = x.direction
  LEFT JOIN country c ON c.code = x.country LEFT JOIN partner p ON p.id = x.partner_id LEFT JOIN agreement a ON a.id = x.agreement_id LEFT JOIN project j ON j.id = x.project_id
  LEFT JOIN engagement e ON e.id = x.engagement_id LEFT JOIN officer o ON o.id = x.officer_id LEFT JOIN jurisdiction u ON u.code = x.jurisdiction LEFT JOIN determination t ON t.code = x.determination
  LEFT JOIN licence l ON l.id = x.licence_id;

CREATE VIEW case_country_list AS
SELECT n.id, n.export_case_id, x.ref AS export_case, n.country, c.label AS title, n.role, r.label AS role_label
FROM case_country n LEFT JOIN export_case x ON x.id = n.export_case_id LEFT JOIN country c ON c.code = n.country LEFT JOIN case_country_role r ON r.code = n.role;

CREATE VIEW case_item_list AS
SELECT m.id, m.export_case_id, x.ref AS export_case, m.title, m.kind, k.label AS kind_label, m.quantity, m.value_minor, m.value_currency, m.jurisdiction, u.label AS jurisdiction_label,
       m.eccn, m.eccn_paragraph, m.eccn || coalesce(m.eccn_paragraph, '') AS eccn_full, m.usml_category, m.usml_paragraph, m.basis, b.label AS basis_label, m.classified_by, m.classified_on, m.list_as_of, m.recheck_on
FROM case_item m LEFT JOIN export_case x ON x.id = m.export_case_id LEFT JOIN transfer_kind k ON k.code = m.kind LEFT JOIN jurisdiction u ON u.code = m.jurisdiction LEFT JOIN classification_basis b ON b.code = m.basis;

CREATE VIEW answer_list AS
SELECT w.id, w.export_case_id, x.ref AS export_case, w.question, coalesce(q.gist, 'Question ' || w.question) AS title, w.answer, v.label AS answer_label, w.text, w.note, w.evidence,
       w.answered_by, w.answered_at, w.edition, w.facts_version
FROM answer w LEFT JOIN export_case x ON x.id = w.export_case_id LEFT JOIN determining_question q ON q.code = w.question LEFT JOIN answer_value v ON v.code = w.answer;

CREATE VIEW sign_off_list AS
SELECT f.id, f.export_case_id, x.ref AS export_case, x.title AS case_title, r.label AS title, f.role, r.position AS role_order, f.officer_id, coalesce(o.name, f.name) AS name,
       f.asked_on, f.due_on, f.decision, CASE WHEN f.voided_on IS NOT NULL THEN 'Void' ELSE coalesce(d.label, 'Waiting') END AS decision_label, f.decided_on, f.conditions, f.facts_version, f.voided_on, f.decision IS NOT NULL OR f.voided_on IS NOT NULL AS ended
FROM sign_off f LEFT JOIN export_case x ON x.id = f.export_case_id LEFT JOIN sign_off_role r ON r.code = f.role LEFT JOIN officer o ON o.id = f.officer_id LEFT JOIN decision d ON d.code = f.decision;

CREATE VIEW case_red_flag_list AS
SELECT f.id, f.export_case_id, x.ref AS export_case, f.flag, r.label AS title, r.family, r.verified, r.position, f.state, s.label AS state_label, f.raised_on, f.raised_by, f.explained_by, f.explained_on, f.escalated_on, f.bis_reference,
       f.state = 'explained' AS ended
FROM case_red_flag f LEFT JOIN export_case x ON x.id = f.export_case_id LEFT JOIN red_flag r ON r.code = f.flag LEFT JOIN red_flag_state s ON s.code = f.state;

CREATE VIEW case_facts_list AS
SELECT v.id, v.export_case_id, x.ref AS export_case, v.version, v.fact, k.label AS fact_label, v.what AS title, v.changed_on,
       (SELECT count(*) FROM sign_off f WHERE f.export_case_id = v.export_case_id AND f.facts_version = v.version) AS sign_offs
FROM case_facts v LEFT JOIN export_case x ON x.id = v.export_case_id LEFT JOIN case_fact k ON k.code = v.fact;
