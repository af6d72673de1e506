-- Technology control plans: their sections, and who has access.

CREATE VIEW control_plan_section_list AS
SELECT e.id, e.control_plan_id, t.ref AS control_plan, e.part, p.position, p.position || '. ' || p.label AS title, p.help, e.text, CASE WHEN coalesce(trim(e.text), '') = '' THEN 'empty' ELSE 'written' END AS written
FROM control_plan_section e LEFT JOIN control_plan t ON t.id = e.control_plan_id LEFT JOIN control_plan_part p ON p.code = e.part;

-- Of a visitor the citizenships in the visitor's own record are shown.
CREATE VIEW control_plan_access_list AS
SELECT a.id, a.control_plan_id, t.ref AS control_plan, coalesce(a.name, v.family_name || coalesce(', ' || v.given_name, ''), c.family_name || coalesce(', ' || c.given_name, '')) AS name, a.visitor_id, a.contact_id,
       coalesce((SELECT group_concat(label, ', ') FROM (SELECT n.label FROM citizenship z JOIN country n ON n.code = z.country WHERE z.visitor_id = a.visitor_id AND z.kind = 'citizenship' AND z.current = 1 ORDER BY z.most_recent DESC, n.label)), k.label) AS nationality,
       a.role, a.granted_on, a.acknowledged_on, a.removed_on
FROM control_plan_access a LEFT JOIN control_plan t ON t.id = a.control_plan_id LEFT JOIN visitor v ON v.id = a.visitor_id LEFT JOIN contact c ON c.id = a.contact_id LEFT JOIN country k ON k.code = a.nationality;

CREATE VIEW control_plan_search (id, title, body) AS
SELECT t.id, t.title, coalesce(t.ref, '') || ' ' || t.title || ' ' || coalesce(t.responsible, '') || ' ' || coalesce(x.ref, '') || ' ' || coalesce(j.ref, '')
FROM control_plan t LEFT JOIN export_case x ON x.id = t.export_case_id LEFT JOIN project j ON j.id = t.project_id;
