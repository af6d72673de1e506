-- Lists of work: projects and their parts, money, engagements, actions, and what hangs on any record.

CREATE VIEW project_list AS
SELECT j.id, j.ref, j.title, j.state, s.label AS state_label, s.ended, j.partner_id,
       CASE WHEN EXISTS (SELECT 1 FROM project_partner x WHERE x.project_id = j.id AND x.partner_id IS NOT j.partner_id)
            THEN (SELECT count(*) FROM project_partner x WHERE x.project_id = j.id AND x.partner_id IS NOT j.partner_id) + (j.partner_id IS NOT NULL) || ' partners' ELSE p.name END AS partner,
       CASE WHEN EXISTS (SELECT 1 FROM project_partner x WHERE x.project_id = j.id AND x.partner_id IS NOT j.partner_id)
            THEN (SELECT count(*) FROM project_partner x WHERE x.project_id = j.id AND x.partner_id IS NOT j.partner_id) + (j.partner_id IS NOT NULL) || ' partners' ELSE coalesce(p.code, p.name) END AS partner_short,
       p.code AS partner_code, j.agreement_id, a.ref AS agreement, j.officer_id, o.name AS officer, j.activity_type, t.label AS activity_label, j.starts_on, j.ends_on,
       j.readiness_now, j.us_performer, j.foreign_performer,
       (SELECT sum(usd_minor) FROM contribution c WHERE c.project_id = j.id AND c.side = 'us') AS us_minor,
       (SELECT sum(usd_minor) FROM contribution c WHERE c.project_id = j.id AND c.side = 'foreign') AS foreign_minor,
       'USD' AS currency,
       (SELECT min(due_on) FROM milestone m WHERE m.project_id = j.id AND m.done_on IS NULL) AS next_milestone_on
FROM project j LEFT JOIN project_state s ON s.code = j.state LEFT JOIN partner p ON p.id = j.partner_id LEFT JOIN agreement a ON a.id = j.agreement_id
  LEFT JOIN officer o ON o.id = j.officer_id LEFT JOIN activity_type t ON t.code = j.activity_type;

CREATE VIEW project_partner_list AS
SELECT x.id, x.project_id, j.ref AS project, x.partner_id, p.name, p.code AS partner_code, x.part
FROM project_partner x LEFT JOIN project j ON j.id = x.project_id LEFT JOIN partner p ON p.id = x.partner_id;

CREATE VIEW milestone_list AS
SELECT m.id, m.title, m.project_id, j.ref AS project, m.agreement_id, a.ref AS agreement, coalesce(j.ref, a.ref) AS of_ref, m.due_on, m.done_on, m.officer_id, o.name AS officer,
       CASE WHEN m.done_on IS NOT NULL THEN 'Done' WHEN m.due_on < (SELECT day FROM today) THEN 'Late' ELSE 'Open' END AS standing, m.done_on IS NOT NULL AS ended
FROM milestone m LEFT JOIN project j ON j.id = m.project_id LEFT JOIN agreement a ON a.id = m.agreement_id LEFT JOIN officer o ON o.id = m.officer_id;

CREATE VIEW contribution_list AS
SELECT c.id, coalesce(c.title, f.label) AS title, c.project_id, j.ref AS project, c.agreement_id, a.ref AS agreement, coalesce(j.ref, a.ref) AS of_ref, c.side, s.label AS side_label,
       c.partner_id, p.name AS partner, p.code AS partner_code, c.form, f.label AS form_label, c.stage, g.label AS stage_label, c.amount_minor, c.amount_currency, c.usd_rate, c.rate_on,
       c.usd_minor, 'USD' AS usd_currency, c.fiscal_year, c.due_on, c.given_on, c.reimbursement, c.given_on IS NOT NULL AS ended
FROM contribution c LEFT JOIN project j ON j.id = c.project_id LEFT JOIN agreement a ON a.id = c.agreement_id LEFT JOIN side s ON s.code = c.side LEFT JOIN partner p ON p.id = c.partner_id
  LEFT JOIN contribution_form f ON f.code = c.form LEFT JOIN contribution_stage g ON g.code = c.stage;

CREATE VIEW engagement_list AS
SELECT e.id, e.ref, e.title, e.kind, k.label AS kind_label, e.state, s.label AS state_label, s.ended, e.partner_id, p.name AS partner, p.code AS partner_code,
       e.agreement_id, a.ref AS agreement, e.project_id, j.ref AS project, e.officer_id, o.name AS officer, e.starts_on, e.ends_on, e.start_time, e.mode, m.label AS mode_label,
       e.place, e.city, e.country, c.label AS country_label, e.report_due_on,
       (SELECT count(*) FROM engagement_participant x WHERE x.engagement_id = e.id) AS participants,
       (SELECT count(*) FROM action t WHERE t.engagement_id = e.id) AS actions
FROM engagement e LEFT JOIN engagement_kind k ON k.code = e.kind LEFT JOIN engagement_state s ON s.code = e.state LEFT JOIN partner p ON p.id = e.partner_id
  LEFT JOIN agreement a ON a.id = e.agreement_id LEFT JOIN project j ON j.id = e.project_id LEFT JOIN officer o ON o.id = e.officer_id LEFT JOIN engagement_mode m ON m.code = e.mode
  LEFT JOIN country c ON c.code = e.country;

CREATE VIEW engagement_participant_list AS
SELECT x.id, x.engagement_id, e.ref AS engagement, coalesce(c.family_name || coalesce(', ' || c.given_name, ''), o.name, x.name) AS name, x.side, s.label AS side_label,
       x.contact_id, x.officer_id, c.organisation, x.part, x.attended
FROM engagement_participant x LEFT JOIN engagement e ON e.id = x.engagement_id LEFT JOIN contact c ON c.id = x.contact_id LEFT JOIN officer o ON o.id = x.officer_id LEFT JOIN side s ON s.code = x.side;

CREATE VIEW action_list AS
SELECT t.id, t.ref, t.title, t.state, s.label AS state_label, s.ended, t.priority, y.label AS priority_label, y.position AS priority_order, t.side, d.label AS side_label,
       t.officer_id, o.name AS officer, t.contact_id, t.due_on, t.done_on, t.partner_id, p.name AS partner, p.code AS partner_code,
       t.agreement_id, a.ref AS agreement, t.project_id, j.ref AS project, t.engagement_id, e.ref AS engagement, t.visit_id, v.ref AS visit, t.export_case_id, x.ref AS export_case, t.need_id,
       coalesce(e.ref, a.ref, j.ref, v.ref, x.ref) AS of_ref
FROM action t LEFT JOIN action_state s ON s.code = t.state LEFT JOIN priority y ON y.code = t.priority LEFT JOIN side d ON d.code = t.side LEFT JOIN officer o ON o.id = t.officer_id
  LEFT JOIN partner p ON p.id = t.partner_id LEFT JOIN agreement a ON a.id = t.agreement_id LEFT JOIN project j ON j.id = t.project_id LEFT JOIN engagement e ON e.id = t.engagement_id
  LEFT JOIN visit v ON v.id = t.visit_id LEFT JOIN export_case x ON x.id = t.export_case_id;

CREATE VIEW alignment_list AS
SELECT l.id, l.record, r.label AS record_label, l.record_id, CASE l.record WHEN 'partner' THEN (SELECT n.ref FROM partner n WHERE n.id = l.record_id) WHEN 'need' THEN (SELECT n.ref FROM need n WHERE n.id = l.record_id)
         WHEN 'agreement' THEN (SELECT n.ref FROM agreement n WHERE n.id = l.record_id)
         WHEN 'project' THEN (SELECT n.ref FROM project n WHERE n.id = l.record_id)
         WHEN 'engagement' THEN (SELECT n.ref FROM engagement n WHERE n.id = l.record_id)
         WHEN 'action' THEN (SELECT n.ref FROM action n WHERE n.id = l.record_id) WHEN 'document' THEN (SELECT n.ref FROM document n WHERE n.id = l.record_id)
         WHEN 'visitor' THEN (SELECT n.ref FROM visitor n WHERE n.id = l.record_id) WHEN 'visit' THEN (SELECT n.ref FROM visit n WHERE n.id = l.record_id)
         WHEN 'export_case' THEN (SELECT n.ref FROM export_case n WHERE n.id = l.record_id)
         WHEN 'award' THEN (SELECT n.ref FROM award n WHERE n.id = l.record_id)
         WHEN 'equipment_loan' THEN (SELECT n.ref FROM equipment_loan n WHERE n.id = l.record_id)
         WHEN 'licence' THEN (SELECT n.ref FROM licence n WHERE n.id = l.record_id)
         WHEN 'control_plan' THEN (SELECT n.ref FROM control_plan n WHERE n.id = l.record_id)
         WHEN 'opportunity' THEN (SELECT n.ref FROM opportunity n WHERE n.id = l.record_id)
         WHEN 'research_entity' THEN (SELECT n.ref FROM research_entity n WHERE n.id = l.record_id)
         WHEN 'watch_item' THEN (SELECT n.ref FROM watch_item n WHERE n.id = l.record_id) END AS of_ref,
       CASE l.record WHEN 'partner' THEN (SELECT n.name FROM partner n WHERE n.id = l.record_id)
         WHEN 'need' THEN (SELECT n.title FROM need n WHERE n.id = l.record_id)
         WHEN 'contact' THEN (SELECT n.family_name || coalesce(', ' || n.given_name, '') FROM contact n WHERE n.id = l.record_id)
         WHEN 'agreement' THEN (SELECT coalesce(n.short_title, n.title) FROM agreement n WHERE n.id = l.record_id)
         WHEN 'project' THEN (SELECT n.title FROM project n WHERE n.id = l.record_id)
         WHEN 'milestone' THEN (SELECT n.title FROM milestone n WHERE n.id = l.record_id)
         WHEN 'contribution' THEN (SELECT coalesce(n.title, 'Contribution') FROM contribution n WHERE n.id = l.record_id)
         WHEN 'engagement' THEN (SELECT n.title FROM engagement n WHERE n.id = l.record_id)
         WHEN 'action' THEN (SELECT n.title FROM action n WHERE n.id = l.record_id)
         WHEN 'document' THEN (SELECT n.title FROM document n WHERE n.id = l.record_id) WHEN 'host' THEN (SELECT n.name FROM host n WHERE n.id = l.record_id)
         WHEN 'visitor' THEN (SELECT n.family_name || coalesce(', ' || n.given_name, '') FROM visitor n WHERE n.id = l.record_id)
         WHEN 'visit' THEN (SELECT n.title FROM visit n WHERE n.id = l.record_id)
         WHEN 'export_case' THEN (SELECT n.title FROM export_case n WHERE n.id = l.record_id)
         WHEN 'officer' THEN (SELECT n.name FROM officer n WHERE n.id = l.record_id)
         WHEN 'award' THEN (SELECT n.recipient FROM award n WHERE n.id = l.record_id)
         WHEN 'equipment_loan' THEN (SELECT n.title FROM equipment_loan n WHERE n.id = l.record_id)
         WHEN 'licence' THEN (SELECT n.title FROM licence n WHERE n.id = l.record_id)
         WHEN 'control_plan' THEN (SELECT n.title FROM control_plan n WHERE n.id = l.record_id)
         WHEN 'opportunity' THEN (SELECT n.title FROM opportunity n WHERE n.id = l.record_id)
         WHEN 'research_entity' THEN (SELECT n.name FROM research_entity n WHERE n.id = l.record_id)
         WHEN 'forum' THEN (SELECT n.title FROM forum n WHERE n.id = l.record_id)
         WHEN 'watch_item' THEN (SELECT n.title FROM watch_item n WHERE n.id = l.record_id) END AS of_title,
       l.kind, k.label AS kind_label, l.target, l.need_id, coalesce(i.label, d.title) AS title
FROM alignment l LEFT JOIN record_kind r ON r.name = l.record LEFT JOIN alignment_kind k ON k.code = l.kind LEFT JOIN strategy_item i ON i.code = l.target LEFT JOIN need d ON d.id = l.need_id;

CREATE VIEW document_list AS
SELECT d.id, d.ref, d.title, d.kind, k.label AS kind_label, d.record, r.label AS record_label, d.record_id,
       CASE d.record WHEN 'partner' THEN (SELECT n.ref FROM partner n WHERE n.id = d.record_id) WHEN 'need' THEN (SELECT n.ref FROM need n WHERE n.id = d.record_id)
         WHEN 'agreement' THEN (SELECT n.ref FROM agreement n WHERE n.id = d.record_id)
         WHEN 'project' THEN (SELECT n.ref FROM project n WHERE n.id = d.record_id)
         WHEN 'engagement' THEN (SELECT n.ref FROM engagement n WHERE n.id = d.record_id)
         WHEN 'action' THEN (SELECT n.ref FROM action n WHERE n.id = d.record_id) WHEN 'document' THEN (SELECT n.ref FROM document n WHERE n.id = d.record_id)
         WHEN 'visitor' THEN (SELECT n.ref FROM visitor n WHERE n.id = d.record_id) WHEN 'visit' THEN (SELECT n.ref FROM visit n WHERE n.id = d.record_id)
         WHEN 'export_case' THEN (SELECT n.ref FROM export_case n WHERE n.id = d.record_id)
         WHEN 'award' THEN (SELECT n.ref FROM award n WHERE n.id = d.record_id)
         WHEN 'equipment_loan' THEN (SELECT n.ref FROM equipment_loan n WHERE n.id = d.record_id)
         WHEN 'licence' THEN (SELECT n.ref FROM licence n WHERE n.id = d.record_id)
         WHEN 'control_plan' THEN (SELECT n.ref FROM control_plan n WHERE n.id = d.record_id)
         WHEN 'opportunity' THEN (SELECT n.ref FROM opportunity n WHERE n.id = d.record_id)
         WHEN 'research_entity' THEN (SELECT n.ref FROM research_entity n WHERE n.id = d.record_id)
         WHEN 'watch_item' THEN (SELECT n.ref FROM watch_item n WHERE n.id = d.record_id) END AS of_ref,
       CASE d.record WHEN 'partner' THEN (SELECT n.name FROM partner n WHERE n.id = d.record_id)
         WHEN 'need' THEN (SELECT n.title FROM need n WHERE n.id = d.record_id)
         WHEN 'contact' THEN (SELECT n.family_name || coalesce(', ' || n.given_name, '') FROM contact n WHERE n.id = d.record_id)
         WHEN 'agreement' THEN (SELECT coalesce(n.short_title, n.title) FROM agreement n WHERE n.id = d.record_id)
         WHEN 'project' THEN (SELECT n.title FROM project n WHERE n.id = d.record_id)
         WHEN 'milestone' THEN (SELECT n.title FROM milestone n WHERE n.id = d.record_id)
         WHEN 'contribution' THEN (SELECT coalesce(n.title, 'Contribution') FROM contribution n WHERE n.id = d.record_id)
         WHEN 'engagement' THEN (SELECT n.title FROM engagement n WHERE n.id = d.record_id)
         WHEN 'action' THEN (SELECT n.title FROM action n WHERE n.id = d.record_id)
         WHEN 'document' THEN (SELECT n.title FROM document n WHERE n.id = d.record_id) WHEN 'host' THEN (SELECT n.name FROM host n WHERE n.id = d.record_id)
         WHEN 'visitor' THEN (SELECT n.family_name || coalesce(', ' || n.given_name, '') FROM visitor n WHERE n.id = d.record_id)
         WHEN 'visit' THEN (SELECT n.title FROM visit n WHERE n.id = d.record_id)
         WHEN 'export_case' THEN (SELECT n.title FROM export_case n WHERE n.id = d.record_id)
         WHEN 'officer' THEN (SELECT n.name FROM officer n WHERE n.id = d.record_id)
         WHEN 'award' THEN (SELECT n.recipient FROM award n WHERE n.id = d.record_id)
         WHEN 'equipment_loan' THEN (SELECT n.title FROM equipment_loan n WHERE n.id = d.record_id)
         WHEN 'licence' THEN (SELECT n.title FROM licence n WHERE n.id = d.record_id)
         WHEN 'control_plan' THEN (SELECT n.title FROM control_plan n WHERE n.id = d.record_id)
         WHEN 'opportunity' THEN (SELECT n.title FROM opportunity n WHERE n.id = d.record_id)
         WHEN 'research_entity' THEN (SELECT n.name FROM research_entity n WHERE n.id = d.record_id)
         WHEN 'forum' THEN (SELECT n.title FROM forum n WHERE n.id = d.record_id)
         WHEN 'watch_item' THEN (SELECT n.title FROM watch_item n WHERE n.id = d.record_id) END AS of_title,
       d.path, d.sha256, d.size_bytes, d.dated_on, d.language, d.version, d.classification, c.label AS classification_label, d.officer_id, o.name AS officer
FROM document d LEFT JOIN document_kind k ON k.code = d.kind LEFT JOIN record_kind r ON r.name = d.record LEFT JOIN classification c ON c.code = d.classification LEFT JOIN officer o ON o.id = d.officer_id;

CREATE VIEW move_list AS
SELECT m.id, m.record, m.record_id, CASE m.record WHEN 'partner' THEN (SELECT n.ref FROM partner n WHERE n.id = m.record_id) WHEN 'need' THEN (SELECT n.ref FROM need n WHERE n.id = m.record_id)
         WHEN 'agreement' THEN (SELECT n.ref FROM agreement n WHERE n.id = m.record_id)
         WHEN 'project' THEN (SELECT n.ref FROM project n WHERE n.id = m.record_id)
         WHEN 'engagement' THEN (SELECT n.ref FROM engagement n WHERE n.id = m.record_id)
         WHEN 'action' THEN (SELECT n.ref FROM action n WHERE n.id = m.record_id) WHEN 'document' THEN (SELECT n.ref FROM document n WHERE n.id = m.record_id)
         WHEN 'visitor' THEN (SELECT n.ref FROM visitor n WHERE n.id = m.record_id) WHEN 'visit' THEN (SELECT n.ref FROM visit n WHERE n.id = m.record_id)
         WHEN 'export_case' THEN (SELECT n.ref FROM export_case n WHERE n.id = m.record_id)
         WHEN 'award' THEN (SELECT n.ref FROM award n WHERE n.id = m.record_id)
         WHEN 'equipment_loan' THEN (SELECT n.ref FROM equipment_loan n WHERE n.id = m.record_id)
         WHEN 'licence' THEN (SELECT n.ref FROM licence n WHERE n.id = m.record_id)
         WHEN 'control_plan' THEN (SELECT n.ref FROM control_plan n WHERE n.id = m.record_id)
         WHEN 'opportunity' THEN (SELECT n.ref FROM opportunity n WHERE n.id = m.record_id)
         WHEN 'research_entity' THEN (SELECT n.ref FROM research_entity n WHERE n.id = m.record_id)
         WHEN 'watch_item' THEN (SELECT n.ref FROM watch_item n WHERE n.id = m.record_id) END AS of_ref, m.from_state, m.to_state,
       m.from_state || ' to ' || m.to_state AS title, m.moved_on, m.officer_id, o.name AS officer, m.document_id, m.comment
FROM move m LEFT JOIN officer o ON o.id = m.officer_id;
