-- Lists of hosting. Counts come from the tables that counts.sql keeps. What is sensitive (sensitive_field) is in no list.

CREATE VIEW host_list AS
SELECT h.id, h.name, h.organisation, h.position, h.site, h.email, h.phone, h.is_federal, h.officer_id, h.trained_on, h.training_ends_on, h.escort_trained_on, h.active,
       CASE WHEN h.training_ends_on < (SELECT day FROM today) THEN 'Training ended' WHEN h.trained_on IS NULL THEN 'Not trained' ELSE 'Trained' END AS standing,
       q.visits
FROM host h LEFT JOIN host_count q ON q.id = h.id;

CREATE VIEW visitor_list AS
SELECT v.id, v.ref, v.family_name || coalesce(', ' || v.given_name, '') AS name, v.family_name, v.given_name, v.native_name, v.title, v.position, v.employer, v.employer_country, e.label AS employer_country_label,
       v.partner_id, p.name AS partner, p.code AS partner_code, v.contact_id, v.us_person, u.label AS us_person_label,
       q.citizenships, q.visits,
       v.screened_on, v.screening_outcome, s.label AS screening_label, v.fams_on, r.label AS fams_label, v.purge_on, v.legal_hold, v.purged_on
FROM visitor v LEFT JOIN visitor_count q ON q.id = v.id LEFT JOIN country e ON e.code = v.employer_country LEFT JOIN partner p ON p.id = v.partner_id LEFT JOIN us_person_kind u ON u.code = v.us_person
  LEFT JOIN screening_outcome s ON s.code = v.screening_outcome LEFT JOIN review_result r ON r.code = v.fams_outcome;

CREATE VIEW citizenship_list AS
SELECT c.id, c.visitor_id, v.family_name || coalesce(', ' || v.given_name, '') AS visitor, c.country, n.label AS title, c.kind, k.label AS kind_label, c.current, c.most_recent, c.since, c.until
FROM citizenship c LEFT JOIN visitor v ON v.id = c.visitor_id LEFT JOIN country n ON n.code = c.country LEFT JOIN citizenship_kind k ON k.code = c.kind;

-- `lead_days`: how many days before arrival it was (or would be) submitted; `lead_needed`: how many the office asks for; `lead_short`: by how many too late.
CREATE VIEW visit_list AS
SELECT v.id, v.ref, v.title, v.kind, k.label AS kind_label, v.recurrence, v.state, s.label AS state_label, s.phase, s.ended, v.partner_id, p.name AS partner, p.code AS partner_code, v.organisation,
       v.arrives_on, v.departs_on, CAST(julianday(v.departs_on) - julianday(v.arrives_on) AS INTEGER) + 1 AS days,
       q.visitors, q.open_reviews,
       v.site, v.host_id, h.name AS host, v.officer_id, o.name AS officer, v.agreement_id, a.ref AS agreement, v.project_id, j.ref AS project, v.engagement_id, e.ref AS engagement,
       v.export_case_id, x.ref AS export_case, v.classification, v.escort_required, v.submitted_on, v.approved_on, v.report_due_on, v.report_filed_on, v.renews_id, v.purge_on, v.legal_hold,
       CAST(julianday(v.arrives_on) - julianday(coalesce(v.submitted_on, (SELECT day FROM today))) AS INTEGER) AS lead_days,
       t.calendar_days AS lead_needed,
       max(0, t.calendar_days - CAST(julianday(v.arrives_on) - julianday(coalesce(v.submitted_on, (SELECT day FROM today))) AS INTEGER)) AS lead_short
FROM visit v LEFT JOIN visit_count q ON q.id = v.id LEFT JOIN visit_kind k ON k.code = v.kind LEFT JOIN visit_state s ON s.code = v.state LEFT JOIN partner p ON p.id = v.partner_id LEFT JOIN host h ON h.id = v.host_id
  LEFT JOIN officer o ON o.id = v.officer_id LEFT JOIN agreement a ON a.id = v.agreement_id LEFT JOIN project j ON j.id = v.project_id LEFT JOIN engagement e ON e.id = v.engagement_id
  LEFT JOIN export_case x ON x.id = v.export_case_id LEFT JOIN lead_time t ON t.code = 'office_' || v.kind;

CREATE VIEW visit_visitor_list AS
SELECT x.id, x.visit_id, v.ref AS visit, v.title AS visit_title, v.arrives_on, v.departs_on, x.visitor_id, n.ref AS visitor, n.family_name || coalesce(', ' || n.given_name, '') AS name,
       n.employer, q.citizenships,
       x.part, t.label AS part_label, x.state, s.label AS state_label, x.badge_no, x.badge_issued_on, x.badge_returned_on, x.account_ends_on, x.account_closed_on,
       x.identity_seen_on, x.arrived_on, x.departed_on, n.screening_outcome, g.label AS screening_label
FROM visit_visitor x LEFT JOIN visit v ON v.id = x.visit_id LEFT JOIN visitor n ON n.id = x.visitor_id LEFT JOIN visitor_count q ON q.id = x.visitor_id LEFT JOIN visitor_part t ON t.code = x.part
  LEFT JOIN visitor_state s ON s.code = x.state LEFT JOIN screening_outcome g ON g.code = n.screening_outcome;

CREATE VIEW visit_area_list AS
SELECT r.id, r.visit_id, v.ref AS visit, r.area AS title, r.site, r.building, r.room, r.point_of_contact, r.public_area, r.permitted, r.escort_required, r.on_day, r.from_time, r.to_time
FROM visit_area r LEFT JOIN visit v ON v.id = r.visit_id;

CREATE VIEW visit_escort_list AS
SELECT t.id, t.visit_id, v.ref AS visit, t.host_id, coalesce(h.name, t.name) AS name, coalesce(t.trained_on, h.escort_trained_on) AS trained_on, coalesce(t.phone, h.phone) AS phone
FROM visit_escort t LEFT JOIN visit v ON v.id = t.visit_id LEFT JOIN host h ON h.id = t.host_id;

CREATE VIEW review_list AS
SELECT r.id, r.visit_id, v.ref AS visit, v.title AS visit_title, k.label AS title, r.kind, k.position AS kind_order, r.mandatory, r.reviewer, r.officer_id, o.name AS officer,
       v.arrives_on, p.name AS partner, p.code AS partner_code, r.requested_on, r.due_on, r.returned_on, r.result, coalesce(t.label, 'Open') AS result_label, r.valid_until, r.reference, r.conditions,
       CASE WHEN r.result IS NULL OR t.settles = 0 THEN CASE WHEN r.due_on < (SELECT day FROM today) THEN 'Late' ELSE 'Open' END
            WHEN r.valid_until < (SELECT day FROM today) THEN 'Lapsed' ELSE 'Settled' END AS standing, coalesce(t.settles, 0) AS ended
FROM review r LEFT JOIN visit v ON v.id = r.visit_id LEFT JOIN review_kind k ON k.code = r.kind LEFT JOIN review_result t ON t.code = r.result
  LEFT JOIN officer o ON o.id = r.officer_id LEFT JOIN partner p ON p.id = v.partner_id;
