-- The parties of a case: a fact that officials sign is seen through this list.

CREATE VIEW case_party_list AS
SELECT y.id, y.export_case_id, x.ref AS export_case, coalesce(y.name, p.name, t.family_name || coalesce(', ' || t.given_name, ''), v.family_name || coalesce(', ' || v.given_name, '')) AS name,
       y.role, r.label AS role_label, y.partner_id, y.contact_id, y.visitor_id, y.country, c.label AS country_label, y.screened_on, y.list_as_of, y.screening_outcome, s.label AS screening_label, y.rescreen_on
FROM case_party y LEFT JOIN export_case x ON x.id = y.export_case_id LEFT JOIN partner p ON p.id = y.partner_id LEFT JOIN contact t ON t.id = y.contact_id LEFT JOIN visitor v ON v.id = y.visitor_id
  LEFT JOIN case_party_role r ON r.code = y.role LEFT JOIN country c ON c.code = y.country LEFT JOIN screening_outcome s ON s.code = y.screening_outcome;
